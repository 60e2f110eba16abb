"""What stands once stands once in the database too, and every state is one of its machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction

from assessments.models import (
    Assurance,
    CriterionChange,
    CriterionMark,
    EvidenceCopy,
    EvidenceFile,
    Involvement,
    Marking,
    MarkSheet,
    RegistryDifference,
    Result,
    ResultCriterion,
    Submission,
)
from assessments.operations import mark_sheets, marking
from assessments.operations.finalising import Judgement
from assessments.queries import sheets
from awarding.models import (
    Calendar,
    Deadline,
    DeadlinePause,
    DeclarationText,
    OutboxAttempt,
    OutboxMessage,
    StoredFile,
    Term,
)
from awarding.operations import deadlines, files
from awarding.states import MESSAGE, D
from centres.models import Approval, AssessorApproval, Learner
from centres.operations import approving
from tests.factories import standing_as
from tests.world import World


@contextmanager
def kept_by(guard: str) -> Iterator[None]:
    """What is done inside is refused by this guard of the database."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        yield
    assert raised.value.__cause__.diag.constraint_name == guard


def again(guard: str, row: models.Model, **other: Any) -> None:
    """Write a row once more, other values apart, and see which guard refuses it."""
    fields = [one for one in row._meta.local_concrete_fields if not one.primary_key]
    same = {one.attname: getattr(row, one.attname) for one in fields if not one.generated}
    with kept_by(guard):
        type(row)(**same | other).save(force_insert=True)


def changed(guard: str, rows: models.QuerySet[Any], **other: Any) -> None:
    """Change rows to these values, and see which guard refuses it."""
    with kept_by(guard):
        rows.update(**other)


@pytest.fixture
def finalised(world: World) -> World:
    """A world with one result, one criterion of which the lead assessor changed."""
    marked = world.marked()
    with standing_as(world.lead):
        criterion = sheets.criteria_of(world.unit.pk)[0]
    world.finalised(
        marked, judgements=[Judgement(criterion.pk, "referral", "Not yet.", "It names nobody.")]
    )
    return world


@pytest.mark.rule("A26", "A28", "A29", "A30")
def test_nothing_of_marking_is_written_twice(finalised: World):
    with standing_as(finalised.staff):
        again("one_marking_per_purpose", Marking.objects.get())
        again("copies_are_numbered", EvidenceCopy.objects.get(), key="another")
        again("one_result_per_criterion", ResultCriterion.objects.first())
        again("one_assurance_per_sheet", Assurance.objects.get())
        again("one_change_per_criterion", CriterionChange.objects.get())
        again("one_open_assessor_approval", AssessorApproval.objects.get())


@pytest.mark.rule("A27", "A29")
def test_an_assessor_has_one_sheet_a_round_and_hands_it_over_with_its_hash(world: World):
    world.marked()
    with standing_as(world.assessor):
        sheet = MarkSheet.objects.get()
        draft = {"completed_at": None, "content_hash": ""}
        again("one_sheet_per_round_and_assessor", sheet, **draft)
        again("a_completed_sheet_has_its_hash", sheet, round=2, content_hash="")


@pytest.mark.rule("A19")
def test_a_file_stands_once_in_a_submission(world: World):
    world.prepared()
    with standing_as(world.coordinator):
        again("a_file_is_added_once", EvidenceFile.objects.first())


@pytest.mark.rule("A25", "A29", "A34", "A41", "Q5")
def test_states_are_those_of_the_machine_and_work_that_was_sent_says_when(finalised: World):
    with standing_as(finalised.staff):
        changed("submission_state_is_known", Submission.objects.all(), state="lost")
        changed("marking_state_is_known", Marking.objects.all(), state="lost")
        changed("result_state_is_known", Result.objects.all(), state="lost")
        changed("a_sent_submission_says_when", Submission.objects.all(), received_at=None)


@pytest.mark.rule("A21", "A26", "A28", "A29", "A30", "A31")
def test_words_chosen_from_a_list_are_those_of_the_list(finalised: World):
    with standing_as(finalised.staff):
        changed("verdict_is_known", StoredFile.objects.all(), verdict="fine")
        again("marking_purpose_is_known", Marking.objects.get(), purpose="third")
        changed("assurance_outcome_is_known", Assurance.objects.all(), outcome="maybe")
        again("involvement_part_is_known", Involvement.objects.first(), part="watched")
        again("change_decision_is_known", CriterionChange.objects.get(), decision="refer")
        again(
            "result_outcome_is_known", Result.objects.get(), version=2, outcome="good", reason="A"
        )
        result = ResultCriterion.objects.first()
        again("result_decision_is_known", result, decision="refer")


@pytest.mark.rule("A21")
def test_a_file_is_a_document_of_the_list(world: World):
    world.prepared()
    with standing_as(world.coordinator) as by:
        stored = files.receive(upload=ContentFile(b"%PDF-1.7", "a.pdf"), by=by, now=world.now)
        first = EvidenceFile.objects.first()
        again("document_is_known", first, file_id=stored.pk, document="essay")


@pytest.mark.rule("A28")
def test_a_mark_is_a_decision_of_the_list_or_none_yet(world: World):
    item = world.allocated()
    with standing_as(world.assessor) as by:
        sheet = marking.start(marking=world.marking_of(item), by=by, now=world.now)
        criterion = sheets.criteria_of(world.unit.pk)[0]
        mark_sheets.save_sheet(
            sheet=sheet,
            marks=[mark_sheets.Typed(criterion.pk, "", "Begun.")],
            seen=mark_sheets.Seen(sheet.version),
            by=by,
            now=world.now,
        )
        changed("mark_decision_is_known", CriterionMark.objects.all(), decision="refer")


@pytest.mark.rule("A04", "A11", "X8")
def test_nothing_of_a_centre_is_written_twice(world: World):
    registered = world.registered()
    with standing_as(world.staff):
        other = Learner.objects.create(full_name="Priya Nair", name_key="priya nair")
        again("one_open_approval", Approval.objects.get())
        again("registration_number", registered, learner_id=other.pk)
        eqa = approving.allocate_eqa(
            person=world.assessor.person or 0, centre=world.centre, by=world.staff, now=world.now
        )
        again("one_allocation_at_a_time", eqa)


@pytest.mark.rule("A16", "X8")
def test_a_role_is_held_once_and_a_centres_role_names_its_centre(world: World):
    with standing_as(world.staff):
        held = world.membership(world.coordinator)
        again("one_open_membership_per_role", held)
        again("centre_roles_name_their_centre", held, centre_id=None)


@pytest.mark.rule("A38", "Q16", "Q20", "X4")
def test_nothing_of_calendars_clocks_terms_and_declarations_is_written_twice(world: World):
    accepted = world.accepted()
    with standing_as(world.staff):
        clock = Deadline.objects.get(pk=accepted.clock_id)
        deadlines.pause(clock, reason="A question to the centre", now=world.now)
        again("one_open_pause", DeadlinePause.objects.get())
        again("one_calendar_per_division", Calendar.objects.get(), is_default=False)
        again("one_text_per_version", DeclarationText.objects.first())
        clause = {"document": "D", "issue": "1", "number": "1", "words": "W."}
        terms = {"days": 25, "amber_from": 18, "red_from": 23}
        term = Term.objects.create(name="sla", values=terms, from_on=world.now.date(), **clause)
        again("one_term_from_a_day", term)


@pytest.mark.rule("A36")
def test_nothing_that_leaves_the_portal_is_written_twice(world: World):
    world.released()
    with standing_as(world.staff):
        message = OutboxMessage.objects.latest("pk")
        again("outbox_key", message)
        again("a_settled_message_says_when", message, key="another", state="delivered")
        tried = OutboxAttempt.objects.create(message=message, n=1, began_at=world.now)
        again("attempts_are_numbered", tried)
        found = {"key": message.key, "what": "gone", "found_at": world.now}
        again("one_open_difference", RegistryDifference.objects.create(**found))


def starts(move: str) -> dict[str, str]:
    """Return the states from which a delivery makes this move, and where each leads."""
    possible = [state for state in MESSAGE.states() if MESSAGE.may(move, state)]
    return {state: MESSAGE.after(move, state) for state in possible}


@pytest.mark.rule("A36")
def test_a_delivery_moves_as_its_machine_says():
    waiting, unknown, person = D.WAITING, D.UNKNOWN, D.NEEDS_A_PERSON

    assert starts("claim") == dict.fromkeys((waiting, unknown), unknown)
    assert starts("put_off") == {unknown: unknown}
    assert starts("set_aside") == dict.fromkeys((waiting, unknown), person)
    assert starts("retry") == {person: waiting}
    assert starts("deliver") == dict.fromkeys((waiting, unknown, person), D.DELIVERED)
