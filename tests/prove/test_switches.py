"""A rule that is switched off is off wherever it is held, and on again afterwards."""

import pytest
from django.db import connections

from assessments.rules import releasing as rules
from assessments.rules.releasing import ReleaseFacts, nothing_holds_it
from assessments.states import RESULT, R
from awarding.kernel.rules import Kept
from awarding.operation import OPERATIONS
from awarding.register import loading
from awarding.rules.clock import SlaTerms
from tools.prove.switches import switches

HELD = ReleaseFacts("sheet_ready", "finalised", "accepted", True, "a concern", False)


def ways(where: str) -> dict[str, object]:
    """The ways to break a place, by what each does."""
    return {way.told: way.off for way in switches(Kept("X6", "gate", where))}


def test_a_gate_answers_nothing_wherever_it_was_imported():
    off = ways("assessments.rules.releasing.nothing_holds_it")["answers nothing"]

    with off():
        broken = (rules.nothing_holds_it(HELD), nothing_holds_it(HELD))

    assert broken == (None, None)
    assert nothing_holds_it(HELD).rule == "X6"


def test_a_move_is_taken_out_and_may_start_anywhere():
    off = ways("assessments.states.RESULT.release")
    before = dict(RESULT._next)

    with off["taken out"]():
        assert not RESULT.may("release", R.SHEET_READY)
    with off["may start anywhere"]():
        assert all(RESULT.may("release", state) for state in RESULT.states())

    assert RESULT._next == before


def test_the_numbers_of_a_term_are_each_one_more():
    with ways("awarding.rules.clock.SlaTerms")["each number is one more"]():
        broken = SlaTerms()

    assert (broken.days, broken.amber_from, broken.red_from) == (26, 19, 24)
    assert SlaTerms().days == 25


def test_an_act_fails():
    way = ways("assessments.operations.holds.place")["the act fails"]
    act = OPERATIONS["hold.place"]

    with (
        way(),
        pytest.raises(RuntimeError, match="switched off"),
    ):
        act.__wrapped__()


def defined(table: str) -> list[tuple[str, ...]]:
    """Every guard of a table, as the catalogue has it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %(table)s::regclass"
            " UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %(table)s"
            " UNION ALL SELECT tgname, tgenabled::text FROM pg_trigger"
            " WHERE tgrelid = %(table)s::regclass AND NOT tgisinternal"
            " UNION ALL SELECT policyname, qual FROM pg_policies WHERE tablename = %(table)s",
            {"table": table},
        )
        return sorted(cursor.fetchall())


@pytest.mark.parametrize(
    ("table", "guard"),
    [
        ("assessments_result", "Result.only_passes_are_registered"),
        ("assessments_result", "Result.fence.centre"),
        ("assessments_allocation", "Allocation.one_assessor_at_a_time"),
        ("assessments_involvement", "Involvement.nobody_judges_twice"),
    ],
)
@pytest.mark.usefixtures("committed")
def test_a_guard_of_the_database_is_put_back_as_it_was(table, guard):
    before = defined(table)

    for off in ways(f"assessments.models.{guard}").values():
        with off():
            assert defined(table) != before

    assert defined(table) == before


def test_what_has_nothing_to_switch_off_is_little_and_known():
    nothing = {kept.where for kept in loading.register() if not switches(kept)}

    assert nothing == {
        "assessments.models.ItemReview",
        "awarding.models.Deadline.calendar",
        "awarding.models.Declaration",
        "awarding.models.Unit.required_documents",
        "centres.models.CatalogueEntry.is_service",
        "centres.models.Registration.number",
        "centres.models.Registration.qualification",
    }
