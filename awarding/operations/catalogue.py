"""The catalogue of a body: qualifications with their units, and the words people sign."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refusal, unless
from awarding.models import Criterion, DeclarationText, LearningOutcome, Qualification, Unit
from awarding.models.catalogue import COVER_SHEET
from awarding.operation import note, operation
from awarding.rules import catalogue as rules


@dataclass(frozen=True, slots=True)
class CriterionGiven:
    """A criterion, and what a referral, a pass and a good pass look like."""

    words: str
    referral: str
    passes: str
    good_pass: str


@dataclass(frozen=True, slots=True)
class OutcomeGiven:
    """A learning outcome with its criteria, in order."""

    words: str
    criteria: Sequence[CriterionGiven]


@dataclass(frozen=True, slots=True)
class UnitGiven:
    """A unit as the body publishes it."""

    code: str
    title: str
    brief: str
    requirements: Sequence[str]
    required_documents: Sequence[str]
    outcomes: Sequence[OutcomeGiven] = field(default_factory=tuple)


@operation("catalogue.add", keeps=["A20", "A28"])
def add_qualification(
    *,
    number: str,
    title: str,
    level: str,
    units: Sequence[UnitGiven],
    by: Actor,
    now: datetime,
) -> Qualification:
    """Add a qualification and all its units, outcomes and criteria, numbered as given."""
    unless(*(answer for given in units for answer in _can_be_assessed(given)))
    made: Qualification = Qualification.objects.create(number=number, title=title, level=level)
    for given in units:
        _add_unit(made, given)
    note(units=[given.code for given in units])
    return made


def _can_be_assessed(given: UnitGiven) -> tuple[Refusal | None, ...]:
    counts = [len(outcome.criteria) for outcome in given.outcomes]
    return (
        rules.unit_has_requirements(given.code, given.requirements),
        rules.unit_has_criteria(given.code, counts),
    )


def _add_unit(qualification: Qualification, given: UnitGiven) -> None:
    unit = Unit.objects.create(
        qualification=qualification,
        code=given.code,
        title=given.title,
        brief=given.brief,
        requirements=list(given.requirements),
        required_documents=_with_cover_sheet(given.required_documents),
    )
    for number, outcome in enumerate(given.outcomes, start=1):
        made = LearningOutcome.objects.create(unit=unit, number=number, words=outcome.words)
        Criterion.objects.bulk_create(
            Criterion(
                outcome=made,
                number=n,
                words=one.words,
                referral_looks_like=one.referral,
                pass_looks_like=one.passes,
                good_pass_looks_like=one.good_pass,
            )
            for n, one in enumerate(outcome.criteria, start=1)
        )


def _with_cover_sheet(documents: Sequence[str]) -> list[str]:
    """Return these documents and the cover sheet, on which the learner signs (A19, Q26)."""
    return list(documents) if COVER_SHEET in documents else [*documents, COVER_SHEET]


@operation("declaration.word")
def word_declaration(
    *, kind: str, words: str, from_on: date, by: Actor, now: datetime
) -> DeclarationText:
    """Add the next version of a declaration's words, in force from a day on."""
    last = DeclarationText.objects.filter(kind=kind).order_by("-version").first()
    made: DeclarationText = DeclarationText.objects.create(
        kind=kind, version=(last.version if last else 0) + 1, words=words, from_on=from_on
    )
    return made
