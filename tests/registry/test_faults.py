"""D4: whatever goes wrong on the way, asking again with the same key enters it once."""

from datetime import timedelta

import pytest

from registry.client import HttpRegistry
from registry.protocol import Refused, Span, Unknown, WrongEcho
from tests.registry.samples import award, registered, with_learners

KEY = "result-1-v1"
NOT_TAKEN = [
    "broken_before",
    "dropped_before",
    "too_many",
    "elsewhere",
    "error_as_success",
    "page_as_success",
    "list_as_success",
    "dripping",
]
TAKEN = ["broken_after", "dropped_after", "slow_after", "no_reference", "cut_short"]


@pytest.fixture
def registry(faulty):
    return with_learners(faulty.for_new_body(connect_seconds=0.5, read_seconds=0.5))


@pytest.mark.parametrize("fault", NOT_TAKEN + TAKEN)
def test_after_a_fault_the_outcome_is_unknown_and_a_retry_enters_it_once(faulty, registry, fault):
    faulty.fail(fault)
    with pytest.raises(Unknown):
        registry.register(award(), key=KEY)

    receipt = registry.register(award(), key=KEY)

    assert [(entry.key, entry.receipt) for entry in registry.entries_in(Span())] == [
        (KEY, receipt)
    ]


@pytest.mark.parametrize("fault", TAKEN)
def test_what_was_taken_before_the_fault_is_found_by_a_look_up(faulty, registry, fault):
    faulty.fail(fault)
    with pytest.raises(Unknown):
        registry.register(award(), key=KEY)

    found = registry.look_up(KEY)

    assert found == registry.register(award(), key=KEY)


@pytest.mark.parametrize("fault", NOT_TAKEN)
def test_what_was_not_taken_is_not_found_by_a_look_up(faulty, registry, fault):
    faulty.fail(fault)
    with pytest.raises(Unknown):
        registry.register(award(), key=KEY)

    assert registry.look_up(KEY) is None


@pytest.mark.parametrize("fault", ["broken_after", "dropped_after", "broken_before"])
def test_a_registration_survives_a_fault_too(faulty, registry, fault):
    faulty.fail(fault)
    with pytest.raises(Unknown):
        registry.enrol(registered(), key="registration-1")

    receipt = registry.enrol(registered(), key="registration-1")

    held = registry.registrations_in(Span())
    assert [one.receipt for one in held if one.key == "registration-1"] == [receipt]


def test_a_message_delivered_twice_on_the_way_is_entered_once(faulty, registry):
    faulty.fail("twice")

    receipt = registry.register(award(), key=KEY)

    assert [entry.receipt for entry in registry.entries_in(Span())] == [receipt]


@pytest.mark.parametrize("fault", ["other_learner", "other_outcome"])
def test_an_answer_about_something_else_needs_a_person(faulty, registry, fault):
    faulty.fail(fault)

    with pytest.raises(WrongEcho):
        registry.register(award(), key=KEY)


def test_a_registry_that_is_busy_says_how_long_to_wait(faulty, registry):
    faulty.fail("too_many")

    with pytest.raises(Unknown) as raised:
        registry.register(award(), key=KEY)

    assert raised.value.wait == timedelta(seconds=90)


@pytest.mark.parametrize("fault", ["broken_before", "error_as_success", "list_as_success"])
def test_a_walk_that_breaks_off_does_not_pass_for_a_whole_one(faulty, registry, fault):
    registry.register(award(), key=KEY)
    faulty.fail(fault)

    with pytest.raises(Unknown):
        list(registry.entries_in(Span()))


@pytest.mark.parametrize("fault", ["broken_before", "page_as_success", "dropped_before"])
def test_a_look_up_that_fails_does_not_pass_for_nothing_found(faulty, registry, fault):
    faulty.fail(fault)

    with pytest.raises(Unknown):
        registry.look_up(KEY)


def test_nobody_at_the_address_leaves_the_outcome_unknown():
    registry = HttpRegistry("http://127.0.0.1:9", body="northgate", token="t")

    with pytest.raises(Unknown):
        registry.register(award(), key=KEY)


def test_unknown_is_not_a_refusal():
    assert not issubclass(Unknown, Refused)
    assert issubclass(WrongEcho, Refused)
