"""What the registry is told of a result, and under which key."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from assessments.models import Result
from assessments.rules.registering import RegisterFacts
from awarding.kernel import clock
from awarding.kernel.grades import Grade
from registry import keys
from registry.protocol import Award


@dataclass(frozen=True, slots=True)
class Numbered:
    """A result as the registry counts: its submission names it, and its first pass is 1."""

    submission: int
    version: int
    registration: int

    @property
    def key(self) -> str:
        """Return the key under which it is told."""
        return keys.of_result(self.submission, self.version)

    @property
    def before(self) -> str:
        """Return the key of what is told before it: the last version, or the registration."""
        if self.version > 1:
            return keys.of_result(self.submission, self.version - 1)
        return keys.of_registration(self.registration)


def rows() -> QuerySet[Result]:
    """Return the open scope's results with everything the registry is told of them."""
    found: QuerySet[Result] = Result.objects.select_related(
        "submission__unit",
        "submission__registration__learner",
        "submission__registration__qualification",
    )
    return found.annotate(first_version=first_version())


def first_version() -> Subquery:
    """Return the version of the first pass of a result's submission, in SQL."""
    passes = Result.objects.filter(submission_id=OuterRef("submission_id"), outcome=Grade.PASS)
    return Subquery(passes.order_by("version").values("version")[:1])


def facts(result: Result) -> RegisterFacts:
    """Return what the rules ask of a result."""
    return RegisterFacts(state=result.state, outcome=result.outcome)


def numbered(result: Result) -> Numbered:
    """Return how the registry counts a version of ``rows``.

    A referral is never told, so the first pass of a submission is version 1 there, whatever
    its version here.
    """
    first_version: int = result.first_version  # type: ignore[attr-defined]  # of ``rows``
    version = result.version - first_version + 1
    return Numbered(result.submission_id, version, result.submission.registration_id)


def award(result: Result) -> Award:
    """Return what is told of a released pass. The same on every try, as the key demands."""
    if result.released_at is None:
        raise ValueError("A result that is not released is told to nobody.")
    registration = result.submission.registration
    version = numbered(result).version
    return Award(
        learner_number=registration.number,
        learner_name=registration.learner.full_name,
        qualification_number=registration.qualification.number,
        unit_code=result.submission.unit.code,
        awarded_on=clock.london_day(result.released_at),
        outcome=result.outcome,
        version=version,
        reason=result.reason if version > 1 else "",
        uln=registration.learner.uln,
    )
