"""What we tell a registry, what it answers, and what can go wrong: in our own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

PASS = "pass"
REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class Registered:
    """A learner who is now on a qualification."""

    learner_number: str
    learner_name: str
    qualification_number: str
    centre_number: str
    registered_on: date
    uln: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """A unit result for the registry: a pass, or a correction of one told before.

    Version 1 is always a pass. A later version says why it was made; one that is no
    longer a pass withdraws the achievement.
    """

    learner_number: str
    learner_name: str
    qualification_number: str
    unit_code: str
    awarded_on: date
    outcome: str = PASS
    version: int = 1
    reason: str = ""
    uln: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The registry's word that it holds something: its own reference, and since when."""

    reference: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EnteredAward:
    """One result as the registry holds it."""

    key: str
    receipt: Receipt
    award: Award


@dataclass(frozen=True, slots=True)
class EnteredRegistration:
    """One registration as the registry holds it."""

    key: str
    receipt: Receipt
    registration: Registered


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of the keys in their order: after one key, up to another and with it.

    Empty is without that end.
    """

    after: str = ""
    upto: str = ""


class Unknown(Exception):
    """Nobody knows whether the registry took it: ask again later, with the same key.

    Raised for time-outs, dropped connections, "try later" and answers that make no sense.
    """

    def __init__(self, detail: str, *, wait: timedelta | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.wait = wait


class Refused(Exception):
    """The registry will not take it as it is: a person must look."""

    def __init__(self, detail: str, *, title: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.title = title


class Clash(Refused):
    """The learner already holds this unit under another result."""


class OutOfOrder(Refused):
    """It came before what it follows: ask again later, with the same key.

    A correction follows the version that it corrects.
    """


class NotRegistered(OutOfOrder):
    """A result came before the registration of its learner on its qualification."""


class WrongEcho(Refused):
    """The registry answered about another learner, unit or outcome than we sent."""


class Registry(Protocol):
    """A registry, for one awarding body. Every call is safe to repeat with the same key."""

    def enrol(self, registration: Registered, *, key: str) -> Receipt:
        """Tell it of a registration; raises ``Unknown`` or ``Refused``."""

    def register(self, award: Award, *, key: str) -> Receipt:
        """Tell it of a result; raises ``Unknown`` or ``Refused``."""

    def look_up(self, key: str) -> Receipt | None:
        """The receipt for a key, or nothing when it never took it; raises ``Unknown``."""

    def entries_in(self, span: Span) -> Iterable[EnteredAward]:
        """The results of a slice, in the order of their keys; raises ``Unknown`` midway."""

    def registrations_in(self, span: Span) -> Iterable[EnteredRegistration]:
        """The registrations of a slice, in the order of their keys; raises ``Unknown`` midway."""
