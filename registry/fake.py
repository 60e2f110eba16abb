"""A registry in memory that follows the same rules as the real one; a test holds it to that."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from registry import keys
from registry.protocol import (
    PASS,
    Award,
    Clash,
    EnteredAward,
    EnteredRegistration,
    NotRegistered,
    OutOfOrder,
    Receipt,
    Refused,
    Registered,
    Span,
)

OPENED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass
class FakeRegistry:
    """The registry for one awarding body; what it holds is in ``awards`` and ``enrolled``."""

    awards: dict[str, EnteredAward] = field(default_factory=dict)
    enrolled: dict[str, EnteredRegistration] = field(default_factory=dict)

    def enrol(self, registration: Registered, *, key: str) -> Receipt:
        """Tell it of a registration."""
        held = self.enrolled.get(key)
        if held is None:
            _must(keys.is_registration(key), Refused("The key names no registration."))
            held = EnteredRegistration(key, self._receipt("ORR"), registration)
            self.enrolled[key] = held
        _must(held.registration == registration, Refused(f"{key} was entered otherwise."))
        return held.receipt

    def register(self, award: Award, *, key: str) -> Receipt:
        """Tell it of a result."""
        held = self.awards.get(key)
        if held is None:
            self._allow(award, key)
            held = EnteredAward(key, self._receipt("ORC"), award)
            self.awards[key] = held
        _must(held.award == award, Refused(f"{key} was entered otherwise."))
        return held.receipt

    def look_up(self, key: str) -> Receipt | None:
        """The receipt for a key, or nothing when it never took it."""
        held = self.awards.get(key) or self.enrolled.get(key)
        return held.receipt if held else None

    def entries_in(self, span: Span) -> Iterable[EnteredAward]:
        """The results of a slice, in the order of their keys."""
        return [self.awards[key] for key in _in(span, self.awards)]

    def registrations_in(self, span: Span) -> Iterable[EnteredRegistration]:
        """The registrations of a slice, in the order of their keys."""
        return [self.enrolled[key] for key in _in(span, self.enrolled)]

    def _receipt(self, letters: str) -> Receipt:
        number = len(self.awards) + len(self.enrolled) + 1
        return Receipt(f"{letters}-{number:08d}", OPENED + timedelta(seconds=number))

    def _allow(self, award: Award, key: str) -> None:
        named = keys.result_and_version(key)
        if named is None or named[1] != award.version:
            raise Refused("The key names no such version of a result.")
        result = named[0]
        if award.version > 1:
            self._allow_correction(award, result)
        elif award.outcome != PASS:
            raise Refused("Only a pass is entered.")
        else:
            self._allow_first(award)
        if award.outcome == PASS:
            self._allow_achievement(award, result)

    def _allow_first(self, award: Award) -> None:
        wanted = (award.learner_number, award.qualification_number)
        there = [held.registration for held in self.enrolled.values()]
        if wanted not in [(one.learner_number, one.qualification_number) for one in there]:
            raise NotRegistered(f"Learner {award.learner_number} is not registered yet.")

    def _allow_correction(self, award: Award, result: str) -> None:
        before = self.awards.get(keys.of_result(result, award.version - 1))
        if before is None:
            raise OutOfOrder(f"Version {award.version - 1} is not entered yet.")
        same = _learner_and_unit(before.award) == _learner_and_unit(award)
        _must(same, Refused("A correction keeps the learner and the unit."))
        _must(bool(award.reason), Refused("A correction says why."))

    def _allow_achievement(self, award: Award, result: str) -> None:
        newest = {_result(key): held for key, held in self.awards.items()}
        for other, held in newest.items():
            achieved = held.award.outcome == PASS and _same_unit_and_learner(held.award, award)
            if other != f"result-{result}" and achieved:
                raise Clash(f"The unit is held already, by {held.receipt.reference}.")


def _in(span: Span, held: Iterable[str]) -> list[str]:
    first, last = keys.place(span.after) or "", keys.place(span.upto)
    placed = sorted((keys.place(key) or "", key) for key in held)
    return [key for at, key in placed if at > first and (last is None or at <= last)]


def _result(key: str) -> str:
    return key.rpartition("-v")[0]


def _same_unit_and_learner(one: Award, other: Award) -> bool:
    same_person = bool(one.uln) and one.uln == other.uln
    same_learner = same_person or one.learner_number == other.learner_number
    return same_learner and one.unit_code == other.unit_code


def _learner_and_unit(award: Award) -> tuple[str, str]:
    return award.learner_number, award.unit_code


def _must(true: bool, refusal: Refused) -> None:
    if not true:
        raise refusal
