"""Release: the one guard through which a result becomes visible (A34, X6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assessments.models import Result, Submission
from assessments.queries import references, registering, releasing
from assessments.queries.releasing import ReleaseRow
from assessments.rules import releasing as rules
from assessments.states import RESULT, SUBMISSION
from awarding import ledger
from awarding.kernel.actors import Actor
from awarding.kernel.grades import Grade
from awarding.kernel.rules import Answer, Caution, Refusal, Refused, standing
from awarding.once import Batch
from awarding.operation import note, operation
from awarding.operations import deadlines, moving


def answers(row: ReleaseRow) -> tuple[Answer, ...]:
    """Put every question of release to one row."""
    return (
        rules.quality_assured_first(row.facts),
        rules.sheet_comes_first(row.facts),
        rules.not_released_before(row.facts),
        rules.judged_without_interest(row.facts),
        rules.nothing_holds_it(row.facts),
        rules.not_awarded_by_another_submission(row.facts),
        rules.registry_is_not_told_before(row.facts),
    )


def in_turn(rows: Sequence[ReleaseRow]) -> dict[int, tuple[Refusal | Caution, ...]]:
    """Return what stops each result, by id, once those that go before it are out.

    A learner who took a unit under two codes passes it once in one batch, too (A36).
    """
    stopped = {}
    awarded = set()
    for row in rows:
        if (row.learner, row.unit) in awarded and row.outcome == Grade.PASS:
            row = replace(row, facts=replace(row.facts, awarded_elsewhere=True))
        stopped[row.result] = standing(answers(row))
        if row.outcome == Grade.PASS and not stopped[row.result]:
            awarded.add((row.learner, row.unit))
    return stopped


@operation("result.release", each=True, keeps=["A34", "A36", "A40", "X6"])
def release_results(*, results: Sequence[int], by: Actor, now: datetime) -> Batch[Result]:
    """Release each of these results, and name what is refused with every reason.

    Locks the results, and all work of their learners for their units. A pass is announced to
    the registry under the key of its version; a referral stops its clock (Q18) and opens the
    next submission (A40). Who clicks twice, or second, is told it was released already.
    """
    rows = releasing.locked_rows(results, now=now)
    found = {one.pk: one for one in Result.objects.filter(pk__in=[row.result for row in rows])}
    stopped = in_turn(rows)
    done = [row for row in rows if not stopped[row.result]]
    _write(done, by=by.person, now=now)
    _announce_passes(done, now)
    _write_of(done, now)
    _refer([row for row in done if row.outcome != Grade.PASS], by, now)
    note(released_together=len(done))
    return Batch(
        done=list(Result.objects.filter(pk__in=[row.result for row in done]).order_by("pk")),
        refused=[
            Refused(stopped[row.result], found[row.result]) for row in rows if stopped[row.result]
        ],
    )


def _announce_passes(rows: Sequence[ReleaseRow], now: datetime) -> None:
    """Put each pass in the outbox: at least once outside, once inside (A36, A37).

    The key names the submission, which every version of its result shares, and counts as the
    registry does. A later version waits until the one before it is entered, and the first until
    the learner's registration is.
    """
    passes = [row.result for row in rows if row.outcome == Grade.PASS]
    ledger.announce(
        [_announcement(one) for one in registering.rows().filter(pk__in=passes).order_by("pk")],
        now=now,
    )


def _write_of(rows: Sequence[ReleaseRow], now: datetime) -> None:
    """Have each centre written to once about all that is released together."""
    of: dict[int, list[int]] = {}
    for row in rows:
        of.setdefault(row.centre, []).append(row.result)
    ledger.announce(
        [
            ledger.Announcement(
                "assessments.mail_release",
                f"release-{min(results)}",
                {"results": results},
                centre=centre,
            )
            for centre, results in of.items()
        ],
        now=now,
    )


def _announcement(result: Result) -> ledger.Announcement:
    told = registering.numbered(result)
    payload = {"result": result.pk, "after": told.before}
    return ledger.Announcement(
        "assessments.register_result", told.key, payload, centre=result.centre_id
    )


def _refer(rows: Sequence[ReleaseRow], by: Actor, now: datetime) -> None:
    """Refer each of these, stop its clock, and open the next submission for the centre."""
    if not rows:
        return
    moving.move_all(RESULT, "refer", Result, [row.result for row in rows])
    deadlines.meet_all([row.clock for row in rows], now=now)
    referred = Submission.objects.filter(pk__in=[row.submission for row in rows])
    fresh = references.several(len(rows), now)
    Submission.objects.bulk_create(
        Submission(
            centre_id=one.centre_id,
            reference=reference,
            registration_id=one.registration_id,
            unit_id=one.unit_id,
            number=one.number + 1,
            previous=one,
            made_at=now,
            made_by=by.person,
        )
        for one, reference in zip(referred, fresh, strict=True)
    )


def _write(rows: Sequence[ReleaseRow], *, by: int | None, now: datetime) -> None:
    """Release these results and their submissions, one statement each."""
    results = [row.result for row in rows]
    moving.move_all(RESULT, "release", Result, results, released_at=now, released_by=by)
    submissions = [row.submission for row in rows]
    moving.move_all(SUBMISSION, "release", Submission, submissions, released_at=now)
