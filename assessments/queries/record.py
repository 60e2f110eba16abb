"""Everything the body's staff read of one submission: marking, results, holds, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value

from assessments.models import (
    Assurance,
    EvidenceFile,
    Hold,
    ItemReview,
    Marking,
    MarkSheet,
    Note,
    QualityCheck,
    Question,
    Result,
    ResultSheet,
    Submission,
)
from assessments.queries import registering, timeline
from awarding.kernel.grades import Grade
from awarding.models import Deadline, Decision, Entry, OutboxMessage
from awarding.queries import people
from awarding.queries.about import among

MOST = 200

PARTS: tuple[tuple[type[Any], str], ...] = (
    (EvidenceFile, "submission_id"),
    (ItemReview, "submission_id"),
    (QualityCheck, "submission_id"),
    (Marking, "submission_id"),
    (MarkSheet, "submission_id"),
    (Assurance, "submission_id"),
    (Result, "submission_id"),
    (ResultSheet, "result__submission_id"),
    (Hold, "submission_id"),
    (Question, "submission_id"),
    (Note, "submission_id"),
)


@dataclass(frozen=True, slots=True)
class History:
    """What was done and what was refused, the newest first, and what people are called."""

    entries: Sequence[Entry]
    decisions: Sequence[Decision]
    names: Mapping[int, str]
    files: Mapping[str, str]

    def file(self, entry: Entry) -> str:
        """Return the name of the file an entry is about, if it is about one."""
        if entry.subject_type == timeline.EVIDENCE:
            return self.files.get(f"evidence {entry.subject_id}", "")
        return self.files.get(f"stored {entry.details.get('file')}", "")


def history(submission: Submission, *others: int | None) -> History:
    """Return the ledger of a submission and all that belongs to it.

    Five queries, and two more where files were taken out, to find who added them. ``others``
    are people whose names the page needs as well.
    """
    about = _about(submission)
    entries = list(Entry.objects.filter(about).order_by("-at", "-pk")[:MOST])
    gone = timeline.taken_out(entries)
    if gone:
        files = among(submission, {timeline.EVIDENCE: gone})
        added = Entry.objects.filter(files)
        entries = sorted([*entries, *added[:MOST]], key=lambda one: one.at, reverse=True)
    decisions = list(Decision.objects.filter(about).order_by("-at", "-pk")[:MOST])
    asked = [one.details.get("assessor") for one in entries]
    sent = EvidenceFile.objects.filter(submission=submission).select_related("file")
    named = timeline.file_names(sent, gone, entries)
    who = [*(one.person for one in [*entries, *decisions]), *asked, *others]
    return History(entries, decisions, people.names(who), named)


def _about(submission: Submission) -> Q:
    """Return what picks the ledger's rows: ids read first, so that the index serves them."""
    found: dict[str, list[int]] = {submission._meta.label_lower: [submission.pk]}
    if submission.clock_id:
        found[Deadline._meta.label_lower] = [submission.clock_id]
    first, *rest = [_ids(model, column, submission) for model, column in PARTS]
    for label, pk in first.union(*rest, all=True):
        found.setdefault(label, []).append(pk)
    return among(submission, found)


def _ids(model: type[Any], column: str, submission: Submission) -> QuerySet[Any, tuple[str, int]]:
    label = Value(model._meta.label_lower, output_field=CharField())
    rows = model.objects.filter(**{column: submission.pk}).order_by()
    found: QuerySet[Any, tuple[str, int]] = rows.annotate(label=label).values_list("label", "pk")
    return found


def open_with(submission: Submission) -> int | None:
    """Return the lead assessor who has a submission open to assure it, if somebody has."""
    rows = Assurance.objects.filter(submission=submission, completed_at__isnull=True)
    found: int | None = rows.values_list("lead", flat=True).first()
    return found


def results(submission: Submission) -> list[Result]:
    """Return every version of a submission's result, the newest first."""
    return list(
        Result.objects.filter(submission=submission).select_related("sheet").order_by("-version")
    )


def states(submissions: Sequence[int]) -> dict[int, str]:
    """Return the state of the latest result of each of these submissions that has one."""
    rows = Result.objects.filter(submission_id__in=list(submissions)).order_by("version")
    return dict(rows.values_list("submission_id", "state"))


def holds(submission: Submission) -> list[Hold]:
    """Return the holds on a submission, those that stand first."""
    rows = Hold.objects.filter(submission=submission).order_by("-pk")
    return sorted(rows, key=lambda one: one.lifted_at is not None)


def deliveries(results: Sequence[int]) -> dict[int, OutboxMessage]:
    """Return the message that tells the registry of each of these passes, found by its key."""
    passes = registering.rows().filter(pk__in=list(results), outcome=Grade.PASS)
    by_key = {registering.numbered(one).key: one.pk for one in passes}
    rows = OutboxMessage.objects.filter(key__in=list(by_key))
    return {by_key[one.key]: one for one in rows}
