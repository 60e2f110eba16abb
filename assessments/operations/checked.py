"""What a quality check leaves behind: its points, who judged, and what a worker is to do."""

from collections.abc import Sequence
from datetime import datetime

from assessments.models import CheckPoint, Involvement, QualityCheck, Submission
from assessments.queries import copies
from assessments.rules.checking import Point
from awarding import ledger
from awarding.kernel.actors import Actor


def order_copies(submission: Submission, now: datetime) -> None:
    """Have each file copied by itself, so that one which takes long holds up no other."""
    ledger.announce(
        [
            ledger.Announcement(
                "assessments.make_copies",
                copies.key(submission, one),
                {"submission": submission.pk, "file": one.pk, "position": position},
                centre=submission.centre_id,
            )
            for position, one in enumerate(copies.wanted(submission), start=1)
        ],
        now=now,
    )


def order_letter(check: QualityCheck, now: datetime) -> None:
    """Have the centre written to, once for each return."""
    order = ledger.Announcement(
        "assessments.mail_return",
        f"return-{check.pk}",
        {"check": check.pk},
        centre=check.centre_id,
    )
    ledger.announce([order], now=now)


def complete(
    check: QualityCheck, points: Sequence[Point], outcome: str, by: Actor, now: datetime
) -> None:
    """Keep the points and the outcome, with who decided: they judged it, whoever began.

    Of a point that is met there is nothing to do, whatever was typed before it was.
    """
    CheckPoint.objects.bulk_create(
        CheckPoint(
            centre_id=check.centre_id,
            check_made=check,
            code=point.code,
            point=point.words,
            is_met=point.is_met,
            what_to_do="" if point.is_met else point.what_to_do,
        )
        for point in points
    )
    check.outcome = outcome
    check.completed_at = now
    check.decided_by = by.person
    check.save(update_fields=["outcome", "completed_at", "answer_by", "decided_by"])
    if by.person != check.checked_by:
        involve(check.submission, by, now)


def involve(submission: Submission, by: Actor, now: datetime) -> None:
    """Keep that somebody judged this work, so that they never mark it."""
    Involvement.objects.create(
        centre_id=submission.centre_id,
        submission=submission,
        person=by.person,
        part=Involvement.Part.CHECKED,
        at=now,
    )
