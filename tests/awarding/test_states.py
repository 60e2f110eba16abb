"""The machine of a delivery: its states are the model's, and only delivery ends it."""

from awarding.models import OutboxMessage
from awarding.states import MESSAGE


def test_the_machine_and_the_model_name_the_same_states():
    assert set(MESSAGE.states()) == set(OutboxMessage.State)


def test_every_state_is_reached_and_only_delivered_is_final():
    assert MESSAGE.reachable() == set(MESSAGE.states())
    assert MESSAGE.final() == ["delivered"]
