"""Do the portal and the registry hold the same? Compared in both directions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from awarding.kernel.rules import keep

keep(
    "A36",
    kind="flow",
    where="assessments.rules.reconciling.differences",
    question="Is what was released in the registry, and nothing else?",
    reading="Compared every night both ways. A difference is shown to people, never mended alone.",
)


class What(StrEnum):
    """How the portal and the registry can differ about one key."""

    GONE = "gone"
    NOT_ENTERED = "not_entered"
    NOT_CONFIRMED = "not_confirmed"
    NOT_OURS = "not_ours"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Held:
    """What one side holds under a key: the particulars, and the registry's receipt for it.

    ``settled`` is false for what is too recent to be on both sides yet. Ours is read first, so
    what we hold a receipt for must be theirs by then.
    """

    told: tuple[tuple[str, str], ...]
    receipt: str
    settled: bool = True

    def __str__(self) -> str:
        """Say what is held, for whoever compares by eye."""
        particulars = "; ".join(f"{name} {value}" for name, value in self.told if value)
        return f"{particulars}; receipt {self.receipt or 'none'}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One key about which the two sides do not agree, and what each holds."""

    key: str
    what: What
    ours: str = ""
    theirs: str = ""


def differences(ours: Mapping[str, Held], theirs: Mapping[str, Held]) -> list[Difference]:
    """Return every difference between what should be in the registry and what is there."""
    both = ours.keys() & theirs.keys()
    return [
        *_only_ours((key, held) for key, held in ours.items() if key not in both),
        *_only_theirs((key, held) for key, held in theirs.items() if key not in both),
        *(found for key in both if (found := _about(key, ours[key], theirs[key]))),
    ]


def _only_ours(held: Iterable[tuple[str, Held]]) -> Iterator[Difference]:
    """We hold a receipt and they have no entry; or it is high time that they had one."""
    for key, our in held:
        if our.receipt:
            yield Difference(key, What.GONE, ours=str(our))
        elif our.settled:
            yield Difference(key, What.NOT_ENTERED, ours=str(our))


def _only_theirs(held: Iterable[tuple[str, Held]]) -> Iterator[Difference]:
    for key, their in held:
        if their.settled:
            yield Difference(key, What.NOT_OURS, theirs=str(their))


def _about(key: str, our: Held, their: Held) -> Difference | None:
    """They have what we have not confirmed, or the two do not say the same."""
    if not our.receipt:
        if not their.settled:
            return None
        return Difference(key, What.NOT_CONFIRMED, str(our), str(their))
    if our.receipt != their.receipt or dict(our.told) != dict(their.told):
        return Difference(key, What.DIFFERS, str(our), str(their))
    return None
