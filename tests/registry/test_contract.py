"""A36, A37: what every registry of ours does, the one in memory and the real process alike."""

from dataclasses import replace

import pytest

from registry.fake import FakeRegistry
from registry.protocol import Clash, NotRegistered, OutOfOrder, Refused, Span
from tests.registry.samples import ROSA, award, registered, with_learners

CORRECTED = {"version": 2, "reason": "Appeal upheld."}


@pytest.fixture(params=["fake", "server"])
def empty_registry(request):
    if request.param == "fake":
        return FakeRegistry()
    return request.getfixturevalue("http_registry")


@pytest.fixture
def registry(empty_registry):
    return with_learners(empty_registry, ROSA, "R-SECOND", "R-OTHER")


def test_a_pass_gets_a_receipt(registry):
    receipt = registry.register(award(), key="result-1-v1")

    assert receipt.reference
    assert receipt.at.tzinfo is not None


def test_the_same_key_and_body_get_the_same_receipt(registry):
    first = registry.register(award(), key="result-1-v1")

    again = registry.register(award(), key="result-1-v1")

    assert again == first
    assert len(list(registry.entries_in(Span()))) == 1


@pytest.mark.parametrize(
    "change", [{"unit_code": "NG-302"}, {"learner_name": "Rosa"}, {"uln": ""}]
)
def test_the_same_key_with_another_body_is_refused(registry, change):
    registry.register(award(), key="result-1-v1")

    with pytest.raises(Refused):
        registry.register(award(**change), key="result-1-v1")

    assert [entry.award for entry in registry.entries_in(Span())] == [award()]


def test_a_registration_is_entered_once(empty_registry):
    first = empty_registry.enrol(registered(), key="registration-5")

    again = empty_registry.enrol(registered(), key="registration-5")

    assert again == first
    assert [entry.registration for entry in empty_registry.registrations_in(Span())] == [
        registered()
    ]


@pytest.mark.parametrize(
    "other", [{"learner_number": "R-UNHEARD"}, {"qualification_number": "601/0000/0"}]
)
def test_a_result_waits_for_the_registration_of_its_learner(registry, other):
    with pytest.raises(NotRegistered):
        registry.register(award(**other), key="result-1-v1")
    assert list(registry.entries_in(Span())) == []
    registry.enrol(registered(**other), key="registration-5")

    registry.register(award(**other), key="result-1-v1")

    assert [entry.award for entry in registry.entries_in(Span())] == [award(**other)]


def test_a_registration_told_otherwise_is_refused(registry):
    registry.enrol(registered(), key="registration-5")

    with pytest.raises(Refused):
        registry.enrol(registered(centre_number="4002"), key="registration-5")


@pytest.mark.rule("A37")
def test_a_referral_is_never_entered(registry):
    with pytest.raises(Refused):
        registry.register(award(outcome="referral"), key="result-1-v1")

    assert list(registry.entries_in(Span())) == []


def test_a_correction_waits_for_the_version_before_it(registry):
    corrected = award(**CORRECTED)
    with pytest.raises(OutOfOrder):
        registry.register(corrected, key="result-1-v2")
    registry.register(award(), key="result-1-v1")

    registry.register(corrected, key="result-1-v2")

    assert [entry.award for entry in registry.entries_in(Span())] == [award(), corrected]


def test_a_version_cannot_be_jumped(registry):
    registry.register(award(), key="result-1-v1")

    with pytest.raises(OutOfOrder):
        registry.register(award(version=3, reason="Appeal upheld."), key="result-1-v3")


def test_a_correction_says_why(registry):
    registry.register(award(), key="result-1-v1")

    with pytest.raises(Refused):
        registry.register(award(version=2), key="result-1-v2")


@pytest.mark.parametrize("change", [{"unit_code": "NG-302"}, {"learner_number": "R-OTHER"}])
def test_a_correction_keeps_learner_and_unit(registry, change):
    registry.register(award(), key="result-1-v1")

    with pytest.raises(Refused):
        registry.register(award(**CORRECTED, **change), key="result-1-v2")


@pytest.mark.parametrize(
    "other",
    [
        award(),
        award(learner_number="R-SECOND"),
        award(uln="", learner_name="R. Łęcka"),
    ],
)
def test_a_unit_achieved_already_is_a_clash(registry, other):
    registry.register(award(), key="result-1-v1")

    with pytest.raises(Clash) as raised:
        registry.register(other, key="result-2-v1")

    assert registry.look_up("result-1-v1").reference in raised.value.detail
    assert len(list(registry.entries_in(Span()))) == 1


@pytest.mark.parametrize(
    "other",
    [award(unit_code="NG-302"), award(learner_number="R-SECOND", uln="")],
)
def test_another_unit_or_another_learner_is_no_clash(registry, other):
    registry.register(award(), key="result-1-v1")

    registry.register(other, key="result-2-v1")

    assert [entry.award for entry in registry.entries_in(Span())] == [award(), other]


@pytest.mark.rule("A37")
def test_a_pass_corrected_to_a_referral_frees_the_unit(registry):
    registry.register(award(), key="result-1-v1")
    registry.register(award(**CORRECTED, outcome="referral"), key="result-1-v2")

    registry.register(award(), key="result-2-v1")

    keys = [entry.key for entry in registry.entries_in(Span())]
    assert keys == ["result-1-v1", "result-1-v2", "result-2-v1"]


def test_a_withdrawn_pass_cannot_come_back_over_another(registry):
    registry.register(award(), key="result-1-v1")
    registry.register(award(**CORRECTED, outcome="referral"), key="result-1-v2")
    registry.register(award(), key="result-2-v1")

    with pytest.raises(Clash):
        registry.register(award(version=3, reason="Second appeal."), key="result-1-v3")


def test_a_corrected_pass_is_still_a_clash_for_another_result(registry):
    registry.register(award(), key="result-1-v1")
    registry.register(award(**CORRECTED), key="result-1-v2")

    with pytest.raises(Clash):
        registry.register(award(), key="result-2-v1")


@pytest.mark.parametrize("key", ["result-1-v2", "result-1", "registration-1", "", "result-1-v01"])
def test_a_key_that_names_something_else_is_refused(registry, key):
    with pytest.raises(Refused):
        registry.register(award(), key=key)


def test_a_key_is_looked_up(registry):
    entered = registry.register(award(), key="result-1-v1")
    enrolled = registry.enrol(registered(), key="registration-1")

    assert registry.look_up("result-1-v1") == entered
    assert registry.look_up("registration-1") == enrolled
    assert registry.look_up("result-1-v2") is None
    assert registry.look_up("registration-2") is None


def test_registrations_come_by_number_from_one_key_to_another(empty_registry):
    for number in (10, 9, 100, 8):
        one = registered(learner_number=f"R-{number}")
        empty_registry.enrol(one, key=f"registration-{number}")

    def numbers(*ends):
        found = empty_registry.registrations_in(Span(*ends))
        return [int(entry.key.removeprefix("registration-")) for entry in found]

    assert numbers() == [8, 9, 10, 100]
    assert numbers("registration-8", "registration-10") == [9, 10]
    assert numbers("", "registration-9") == [8, 9]
    assert numbers("registration-50") == [100]
    assert numbers("registration-100") == []


def test_results_come_by_number_and_then_by_version(registry):
    for number in (10, 9):
        told = award(unit_code=f"U-{number}")
        registry.register(told, key=f"result-{number}-v1")
        for version in range(2, 12):
            again = replace(told, version=version, reason="Appeal upheld.")
            registry.register(again, key=f"result-{number}-v{version}")
    every = [f"result-{number}-v{version}" for number in (9, 10) for version in range(1, 12)]

    found = [entry.key for entry in registry.entries_in(Span())]
    some = [entry.key for entry in registry.entries_in(Span(every[8], every[13]))]

    assert (found, some) == (every, every[9:14])


def test_what_is_told_is_kept_to_the_letter(registry):
    odd = replace(award(), learner_name="  Nguyễn \u202eأحمد ﷽ 🍎 ", uln="")

    registry.register(odd, key="result-1-v1")

    assert [entry.award for entry in registry.entries_in(Span())] == [odd]
