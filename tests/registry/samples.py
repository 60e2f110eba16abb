"""Made-up things to tell a registry."""

from datetime import date

from registry.protocol import Award, Registered, Registry

ROSA = "R7Q2M4XKA"


def award(**changes: object) -> Award:
    given = {
        "learner_number": ROSA,
        "learner_name": "Róża Łęcka",
        "qualification_number": "601/8765/4",
        "unit_code": "NG-301",
        "awarded_on": date(2026, 3, 2),
        "uln": "1234567890",
    }
    return Award(**(given | changes))


def registered(**changes: object) -> Registered:
    given = {
        "learner_number": ROSA,
        "learner_name": "Róża Łęcka",
        "qualification_number": "601/8765/4",
        "centre_number": "4001",
        "registered_on": date(2026, 1, 12),
    }
    return Registered(**(given | changes))


def with_learners(registry: Registry, *numbers: str) -> Registry:
    """A registry that these learners, or Rosa, are registered in, each under a key of its own."""
    for number in numbers or (ROSA,):
        registry.enrol(registered(learner_number=number), key=f"registration-of-{number}")
    return registry
