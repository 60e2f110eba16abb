"""Many rows take one step of their table in one statement, or none of them does."""

import pytest

from awarding import ledger
from awarding.models import OutboxMessage
from awarding.operations import moving
from awarding.states import MESSAGE, D


@pytest.fixture
def messages(staff_scope, now):
    told = [ledger.Announcement("test.tell", f"result-{n}-v1", {}) for n in (1, 2)]
    ledger.announce(told, now=now)
    return [one.pk for one in OutboxMessage.objects.order_by("pk")]


def states():
    return list(OutboxMessage.objects.order_by("pk").values_list("state", flat=True))


def test_all_rows_take_the_step_and_the_values_with_it(messages):
    moving.move_all(MESSAGE, "set_aside", OutboxMessage, messages, last_answer="Ask.")

    assert states() == [D.NEEDS_A_PERSON] * 2
    assert set(OutboxMessage.objects.values_list("last_answer", flat=True)) == {"Ask."}


def test_a_row_that_is_elsewhere_by_now_stops_the_statement(messages):
    moving.move_all(MESSAGE, "set_aside", OutboxMessage, messages[:1])

    with pytest.raises(moving.LostRows, match="set_aside moved 1 of 2 rows"):
        moving.move_all(MESSAGE, "set_aside", OutboxMessage, messages)


def test_a_row_that_is_gone_counts_as_lost(messages):
    with pytest.raises(moving.LostRows, match="set_aside moved 2 of 3 rows"):
        moving.move_all(MESSAGE, "set_aside", OutboxMessage, [*messages, 0])
