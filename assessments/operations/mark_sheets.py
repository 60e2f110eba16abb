"""The assessor's private sheet, saved as one types and never over what another window saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.models import CriterionMark, MarkSheet, OutcomeComment
from assessments.queries import interests
from assessments.rules.interests import assessor_still_has_no_interest
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refusal, unless
from awarding.operation import operation


class Stale(Exception):
    """The sheet was saved from elsewhere since this page was opened."""

    def __init__(self, sheet: MarkSheet) -> None:
        """Keep the sheet as it is now, so that the page can show both."""
        self.sheet = sheet
        super().__init__("This mark sheet was changed in another window.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes of one criterion."""

    criterion: int
    decision: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The version a page had last seen, and which save of which open window this is.

    A window that saves as one types numbers its saves, so that it needs no answer to the one
    before: answers are lost, and a page that is left waits for none.
    """

    version: int
    window: str = ""
    turn: int = 0

    def knows(self, sheet: MarkSheet) -> bool:
        """Was what stands seen by this page, or written by it?"""
        return sheet.version == self.version or self._wrote(sheet)

    def is_behind(self, sheet: MarkSheet) -> bool:
        """Did a later save of this window arrive before this one?"""
        return self._wrote(sheet) and self.turn <= sheet.saved_turn

    def _wrote(self, sheet: MarkSheet) -> bool:
        return bool(self.window) and sheet.saved_from == self.window


def open_sheet(sheet: MarkSheet, seen: Seen, by: Actor, now: datetime) -> MarkSheet:
    """Return the sheet, locked and one version on, or raise ``Stale``."""
    return _one_on(_locked(sheet, by, now), seen, now)


def no_interest(submission: int, by: Actor, now: datetime) -> Refusal | None:
    """Put the question that every act of an assessor puts again (A26)."""
    return assessor_still_has_no_interest(tied=interests.stands(submission, by.person, now=now))


def _locked(sheet: MarkSheet, by: Actor, now: datetime) -> MarkSheet:
    """Return the sheet, locked; refused to an assessor with an interest: what was typed stays."""
    locked: MarkSheet = MarkSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    unless(no_interest(sheet.submission_id, by, now), subject=locked)
    return locked


def _one_on(locked: MarkSheet, seen: Seen, now: datetime) -> MarkSheet:
    if not seen.knows(locked):
        raise Stale(locked)
    locked.version += 1
    locked.saved_at, locked.saved_from, locked.saved_turn = now, seen.window, seen.turn
    locked.save(update_fields=["version", "saved_at", "saved_from", "saved_turn"])
    return locked


@operation("sheet.save", quiet=True, keeps=["A27", "A28"])
def save_sheet(
    *,
    sheet: MarkSheet,
    marks: Sequence[Typed] = (),
    comments: Mapping[int, str] | None = None,
    overall: str | None = None,
    seen: Seen,
    by: Actor,
    now: datetime,
) -> MarkSheet:
    """Keep what is given of a sheet as typed so far, all of it or none.

    ``comments`` are by outcome; ``overall`` is left as it stands when it is not given. Locks the
    sheet, which is one version on after it. A save that arrives after a later one of its own
    window changes nothing. ``Stale`` if another window saved what this page has not seen.
    """
    sheet = _locked(sheet, by, now)
    if seen.is_behind(sheet):
        return sheet
    sheet = _one_on(sheet, seen, now)
    if overall is not None:
        sheet.overall_comment = overall
        sheet.save(update_fields=["overall_comment"])
    _keep_marks(sheet, marks)
    _keep_comments(sheet, comments or {})
    return sheet


def _keep_marks(sheet: MarkSheet, marks: Sequence[Typed]) -> None:
    CriterionMark.objects.bulk_create(
        (
            CriterionMark(
                criterion_id=one.criterion,
                decision=one.decision,
                feedback=one.feedback,
                sheet=sheet,
                submission_id=sheet.submission_id,
                centre_id=sheet.centre_id,
            )
            for one in marks
        ),
        update_conflicts=True,
        unique_fields=["sheet", "criterion"],
        update_fields=["decision", "feedback"],
    )


def _keep_comments(sheet: MarkSheet, comments: Mapping[int, str]) -> None:
    OutcomeComment.objects.bulk_create(
        (
            OutcomeComment(
                outcome_id=outcome,
                words=words,
                sheet=sheet,
                submission_id=sheet.submission_id,
                centre_id=sheet.centre_id,
            )
            for outcome, words in comments.items()
        ),
        update_conflicts=True,
        unique_fields=["sheet", "outcome"],
        update_fields=["words"],
    )
