"""Everything a centre reads of one submission, gathered in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from assessments.models import EvidenceFile, ItemReview, Question, Result, Submission
from assessments.queries import questions, sending, sheet_data, timeline, tracker
from assessments.queries.sending import Prepared
from assessments.queries.sheet_data import SheetData
from assessments.queries.timeline import Happened
from assessments.queries.tracked import outcome
from assessments.queries.tracker import Line, Returned
from assessments.rules.sending import SendingFacts
from assessments.states import SUBMISSION, Q, S
from awarding.models import Declaration, DeclarationText
from awarding.queries import clocks
from awarding.queries.about import about

KINDS = (sending.LEARNER_DECLARES, sending.CENTRE_DECLARES)


@dataclass(frozen=True, slots=True)
class Gathered:
    """One submission with all that hangs on it, as the centre's role may read it."""

    submission: Submission
    line: Line
    files: Sequence[EvidenceFile]
    earlier: Sequence[EvidenceFile]
    sent_before: Sequence[EvidenceFile]
    having: Prepared
    declarations: Sequence[Declaration]
    texts: dict[str, DeclarationText]
    facts: SendingFacts | None
    returned: Returned | None
    result: Result | None
    sheet: SheetData | None
    history: Sequence[Happened]
    questions: Sequence[Question]

    @property
    def is_open(self) -> bool:
        """Tell whether its files may still change and it may still be sent."""
        return SUBMISSION.may("submit", self.submission.state)

    @property
    def was_asked(self) -> bool:
        """Tell whether a question was answered or closed."""
        return any(one.state != Q.ASKED for one in self.questions)


def found(reference: str) -> Submission:
    """Return the centre's submission of this reference, with what it is for and its neighbours."""
    later = Submission.objects.filter(previous=OuterRef("pk")).exclude(state=S.WITHDRAWN)
    asked = Question.objects.filter(submission_id=OuterRef("pk"))
    rows = Submission.objects.select_related(
        "registration__learner",
        "registration__qualification",
        "registration__catalogue_entry",
        "registration__cohort",
        "unit",
        "clock",
        "previous",
        "centre",
    ).annotate(
        came_to=outcome(),
        next_reference=Subquery(later.values("reference")[:1]),
        has_questions=Exists(asked),
    )
    submission: Submission = rows.get(reference=reference)
    return submission


def gathered(submission: Submission, *, on: date) -> Gathered:
    """Return all that the page of a submission shows on a day."""
    every = list(sending.every_file_of(submission))
    for one in every:
        one.submission = submission
    files = [one for one in every if one.upload_version == submission.upload_version]
    reviews = list(ItemReview.objects.filter(submission=submission).order_by("-pk"))
    signed = _signed(submission)
    having = _prepared(submission, files, reviews, signed)
    is_open = SUBMISSION.may("submit", submission.state)
    result = _result(submission)
    asked = questions.of(submission, by_number=False) if submission.has_questions else []  # type: ignore[attr-defined]  # annotated by found()
    came_back = is_open and submission.upload_version > 1
    back = tracker.reasons([submission.pk]) if came_back else {}
    return Gathered(
        submission=submission,
        line=line_of(submission, back.get(submission.pk), _due(asked), on),
        files=files,
        earlier=[one for one in every if one.upload_version != submission.upload_version],
        sent_before=sending.sent_before(submission, every) if is_open else [],
        having=having,
        declarations=signed,
        texts=_texts(on) if is_open else {},
        facts=sending.sending_facts(submission, on=on, having=having) if is_open else None,
        returned=back.get(submission.pk),
        result=result,
        sheet=sheet_data.sheet_data(result) if result else None,
        history=timeline.happened(submission, every, reviews, signed, asked),
        questions=asked,
    )


def _signed(submission: Submission) -> list[Declaration]:
    """Return every declaration about the submission, the newest first."""
    rows = Declaration.objects.filter(about(submission)).select_related("text")
    return list(rows.order_by("-pk"))


def _prepared(
    submission: Submission,
    files: list[EvidenceFile],
    reviews: Sequence[ItemReview],
    signed: Sequence[Declaration],
) -> Prepared:
    """Pick out what belongs to the upload under way: the newest of each."""
    now = submission.upload_version
    review = next((one for one in reviews if one.upload_version == now), None)
    newest = [next((one for one in signed if one.text.kind == kind), None) for kind in KINDS]
    return Prepared(files, review, *newest)


def _texts(on: date) -> dict[str, DeclarationText]:
    """Return the words in force that a learner and a centre sign, by kind."""
    rows = DeclarationText.objects.filter(kind__in=KINDS, from_on__lte=on)
    latest = rows.order_by("kind", "-version").distinct("kind")
    return {text.kind: text for text in latest}


def _result(submission: Submission) -> Result | None:
    """Return the released result; until release its row is not there for a centre."""
    if submission.state != S.RELEASED:
        return None
    result: Result | None = (
        Result.objects.filter(submission=submission)
        .select_related("sheet")
        .order_by("-version")
        .first()
    )
    if result is not None:
        result.submission = submission
    return result


def _due(asked: Sequence[Question]) -> date | None:
    """Return by when the first question that is open is to be answered."""
    return min((one.answer_by for one in asked if one.state == Q.ASKED), default=None)


def line_of(
    submission: Submission, returned: Returned | None, answer_by: date | None, on: date
) -> Line:
    """Return a submission that was read whole as a line of the tracker."""
    registration, unit = submission.registration, submission.unit
    face = clocks.clock(submission.clock, on) if submission.clock else None
    return Line(
        submission.pk,
        submission.reference,
        submission.number,
        submission.upload_version,
        submission.state,
        submission.made_at,
        submission.received_at,
        submission.accepted_at,
        submission.released_at,
        registration.learner_id,
        registration.learner.full_name,
        registration.pk,
        unit.pk,
        unit.code,
        unit.title,
        submission.clock_id,
        submission.came_to,  # type: ignore[attr-defined]  # annotated by found()
        answer_by,
        face,
        returned,
    )
