"""What the registry is told of a registration."""

from centres.models import Registration
from registry.protocol import Registered


def with_all(registration: int) -> Registration:
    """Return a registration with everything the registry is told of it."""
    found: Registration = Registration.objects.select_related(
        "learner", "qualification", "centre"
    ).get(pk=registration)
    return found


def told(registration: Registration) -> Registered:
    """Return what the registry is told; its number is the learner's number there."""
    return Registered(
        learner_number=registration.number,
        learner_name=registration.learner.full_name,
        qualification_number=registration.qualification.number,
        centre_number=registration.centre.number,
        registered_on=registration.registered_on,
        uln=registration.learner.uln,
    )
