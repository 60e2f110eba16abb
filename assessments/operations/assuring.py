"""The lead assessor: sees what the assessor saw, agrees, changes with reasons, or returns."""

from datetime import datetime

from assessments.models import (
    Assurance,
    Involvement,
    Marking,
    MarkSheet,
)
from assessments.queries import compare, interests
from assessments.rules import assuring as rules
from assessments.rules.interests import lead_has_no_interest
from awarding.kernel.actors import Actor
from awarding.kernel.machines import MovedOn
from awarding.kernel.rules import Refusal, Refused, unless
from awarding.once import Batch
from awarding.operation import note, operation


@operation("assurance.open", keeps=["A29", "A30"])
def open_assurance(*, marking: Marking, by: Actor, now: datetime) -> Assurance:
    """Take a marked item to assure it, or carry on with one's own. Never one's own marking (A29).

    Nor work of a centre or a learner the lead assessor has an interest in.
    Locks the marking, so that two lead assessors do not open it. Opened again by the same
    person, the assurance is returned as it is; ``Refused`` to anybody else.
    """
    marking = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    found = _under_way(marking)
    if found is not None:
        unless(
            rules.assured_by_who_opened_it(opened_by=found.lead, by=by.person or 0),
            no_interest(marking, by, now),
            subject=marking,
        )
        return found
    parts = _parts(marking, by)
    unless(
        rules.lead_did_not_mark_it(marked="marked" in parts, reviewed="reviewed" in parts),
        no_interest(marking, by, now),
        subject=marking,
    )
    marking.move("open_qa")
    if "assured" not in parts:
        _involve(marking, by, now)
    made = _begin(marking, by, now)
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    return made


def _under_way(marking: Marking) -> Assurance | None:
    """Return this round's assurance, unless it was taken back."""
    this_round = Assurance.objects.filter(sheet__marking=marking, sheet__round=marking.round)
    found: Assurance | None = this_round.exclude(outcome=Assurance.Outcome.TAKEN_BACK).first()
    return found


def _involve(marking: Marking, by: Actor, now: datetime) -> None:
    """Keep that this person assured the work, so that they never mark it."""
    Involvement.objects.create(
        centre_id=marking.centre_id,
        submission_id=marking.submission_id,
        person=by.person,
        part=Involvement.Part.ASSURED,
        at=now,
    )


def _begin(marking: Marking, by: Actor, now: datetime) -> Assurance:
    """Open the assurance of this round's sheet, with who marked it beside who assures it."""
    sheet = MarkSheet.objects.get(marking=marking, round=marking.round)
    made: Assurance = Assurance.objects.create(
        centre_id=marking.centre_id,
        submission_id=marking.submission_id,
        sheet=sheet,
        assessor=sheet.assessor,
        lead=by.person,
        begun_at=now,
    )
    return made


@operation("assurance.open_next", each=True, quiet=True)
def open_next(*, by: Actor, now: datetime) -> Batch[Assurance]:
    """Take the work with the oldest clock; where somebody was quicker, the one after.

    Nothing is done when all of it is somebody else's. Opening locks, and leaves its own entry.
    """
    tried: Batch[Assurance] = Batch()
    for marking in compare.next_for(by.person or 0):
        try:
            tried.done.append(open_assurance(marking=marking, by=by, now=now))
            break
        except Refused as refused:
            tried.refused.append(refused)
    return tried


def no_interest(marking: Marking, by: Actor, now: datetime) -> Refusal | None:
    """Put the question that every act of a lead assessor puts again."""
    tied = interests.stands(marking.submission_id, by.person, now=now)
    return lead_has_no_interest(tied=tied)


def _parts(marking: Marking, by: Actor) -> set[str]:
    """Return what this person has done with the work before."""
    return set(
        Involvement.objects.filter(
            submission_id=marking.submission_id, person=by.person
        ).values_list("part", flat=True)
    )


@operation("assurance.take_back", keeps=["A29"])
def take_back(*, marking: Marking, because: str, by: Actor, now: datetime) -> Marking:
    """Take work back from a lead assessor who cannot go on; another may then open it.

    Locks the marking, then its open assurance, which stays with the reason. Nothing of it goes
    into the result, and the clock runs on. ``MovedOn`` where another has opened it since.
    """
    locked: Marking = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    if locked.state_since != marking.state_since:
        raise MovedOn("The work was handed over since.")
    marking = locked
    marking.move("put_back")
    open_ones = Assurance.objects.select_for_update(of=("self",)).filter(
        sheet__marking=marking, completed_at__isnull=True
    )
    close(open_ones.get(), Assurance.Outcome.TAKEN_BACK, because, now)
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    note(because=because)
    return marking


@operation("assurance.return", keeps=["A30"])
def return_to_assessor(*, assurance: Assurance, comment: str, by: Actor, now: datetime) -> Marking:
    """Send the sheet back to its assessor for another round, saying what to look at again.

    Locks the marking, then the assurance. ``Refused`` without words, or to another than opened
    it (A30); ``MovedOn`` the second time.
    """
    marking, assurance = under_assurance(assurance)
    marking.move("return_to_assessor")
    unless(
        rules.assured_by_who_opened_it(opened_by=assurance.lead, by=by.person or 0),
        no_interest(marking, by, now),
        rules.return_says_why(comment),
        subject=marking,
    )
    close(assurance, Assurance.Outcome.RETURNED, comment, now)
    marking.round += 1
    marking.state_since = now
    marking.save(update_fields=["state", "state_since", "round"])
    return marking


def under_assurance(assurance: Assurance) -> tuple[Marking, Assurance]:
    """Return the marking, locked first, and its assurance; ``MovedOn`` once it has ended."""
    sheet = MarkSheet.objects.get(pk=assurance.sheet_id)
    marking: Marking = Marking.objects.select_for_update(of=("self",)).get(pk=sheet.marking_id)
    locked: Assurance = Assurance.objects.select_for_update().get(pk=assurance.pk)
    if locked.completed_at:
        raise MovedOn(f"This assurance was {locked.outcome}.")
    return marking, locked


def close(assurance: Assurance, outcome: str, comment: str, now: datetime) -> None:
    """End this assurance, which the caller has locked; the database keeps it as it ended."""
    assurance.outcome = outcome
    assurance.comment = comment
    assurance.completed_at = now
    assurance.save(update_fields=["outcome", "comment", "completed_at"])
