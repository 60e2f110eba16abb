"""What happened to a submission, from the entries of the ledger that a centre may read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from assessments.models import EvidenceFile, ItemReview, Question, Submission
from awarding.kernel.actors import Role
from awarding.models import Declaration, Entry, Membership, StoredFile
from awarding.queries.about import among

MOST = 100
EVIDENCE = "assessments.evidencefile"


@dataclass(frozen=True, slots=True)
class Happened:
    """One act: who did it, by name where they are of the centre, and what it says of itself."""

    act: str
    at: datetime
    name: str
    roles: tuple[str, ...]
    details: Mapping[str, Any]
    file: str = ""
    kind: str = ""
    file_refused: bool = False


def happened(
    submission: Submission,
    files: Sequence[EvidenceFile],
    reviews: Iterable[ItemReview],
    declarations: Iterable[Declaration],
    questions: Iterable[Question],
) -> list[Happened]:
    """Return what the centre may read of a submission's history, the newest first."""
    kinds = {one.pk: one.text.kind for one in declarations}
    rows = _entries(submission, files, reviews, kinds, questions)
    gone = taken_out(rows)
    if gone:
        rows = [*rows, *_read(among(submission, {EVIDENCE: gone}))]
        rows.sort(key=lambda row: (row.at, row.pk), reverse=True)
    names = file_names(files, gone, rows)
    refused = {one.pk for one in files if one.file.verdict == StoredFile.Verdict.REFUSED}
    return [_told(entry, names, kinds, refused) for entry in rows]


def taken_out(rows: Iterable[Entry]) -> dict[int, int]:
    """Return the evidence that is there no more, each with its file, as its removal noted them.

    The rows of such evidence are gone: only by this are the entries of its adding found.
    """
    return {row.details["evidence"]: row.details["file"] for row in rows if _is_removal(row)}


def _is_removal(row: Entry) -> bool:
    return row.act == "submission.remove_file" and "evidence" in row.details


def _entries(
    submission: Submission,
    files: Iterable[EvidenceFile],
    reviews: Iterable[ItemReview],
    declarations: Iterable[int],
    questions: Iterable[Question],
) -> list[Entry]:
    """Read the entries about the submission and about what belongs to it, by their index.

    Its clock's are told once the work is accepted: before, no day is promised (Q19).
    """
    records: dict[str, list[int]] = {
        "assessments.submission": [submission.pk],
        EVIDENCE: [one.pk for one in files],
        "assessments.itemreview": [one.pk for one in reviews],
        "awarding.declaration": list(declarations),
        "assessments.question": [one.pk for one in questions],
    }
    if submission.accepted_at and submission.clock_id:
        records["awarding.deadline"] = [submission.clock_id]
    return _read(among(submission, records))


def _read(subjects: Q) -> list[Entry]:
    """Return the latest entries about these, each with the name of a person of the centre."""
    own = Membership.objects.filter(person_id=OuterRef("person")).order_by("began_at")
    rows = (
        Entry.objects.filter(subjects, is_shown=True)
        .exclude(act="declaration.sign")
        .annotate(name=Subquery(own.values("name")[:1]))
        .order_by("-at", "-pk")
    )
    return list(rows[:MOST])


def file_names(
    files: Iterable[EvidenceFile], gone: Mapping[int, int], rows: Iterable[Entry]
) -> dict[str, str]:
    """Return file names by the evidence's own id; of what was taken out by the file's as well."""
    names = {f"evidence {one.pk}": one.file.name for one in files}
    wanted = {*gone.values(), *(row.details["file"] for row in rows if "file" in row.details)}
    if wanted:
        stored = dict(StoredFile.objects.filter(pk__in=wanted).values_list("pk", "name"))
        names |= {f"stored {pk}": name for pk, name in stored.items()}
        names |= {f"evidence {pk}": stored.get(file, "") for pk, file in gone.items()}
    return names


def _told(
    entry: Entry, names: Mapping[str, str], kinds: Mapping[int, str], refused: Collection[int]
) -> Happened:
    roles = tuple(Role(one).label for one in entry.role.split(",") if one)
    added = names.get(f"evidence {entry.subject_id}", "")
    gone = names.get(f"stored {entry.details.get('file')}", "")
    is_file = entry.subject_type == EVIDENCE
    return Happened(
        entry.act,
        entry.at,
        entry.name or "",  # type: ignore[attr-defined]  # annotated above
        roles,
        entry.details,
        file=added if is_file else gone,
        kind=kinds.get(entry.subject_id or 0, "") if entry.act == "submission.declare" else "",
        file_refused=is_file and entry.subject_id in refused,
    )
