"""A04, A11, A12: codes of the catalogue, register dates and the Unique Learner Number."""

from dataclasses import replace
from datetime import date

import pytest

from centres.rules import registering
from centres.rules.registering import CodeFacts, IdentityFacts

DAY = date(2026, 11, 20)
GRANTED = CodeFacts(
    on=DAY,
    approved=True,
    code="8605-21",
    granted_on=date(2026, 9, 1),
    revoked_on=None,
    operational_end_on=None,
)


@pytest.mark.rule("A04")
@pytest.mark.parametrize("approved", [True, False])
def test_an_approved_centre_registers(approved):
    refusal = registering.centre_is_approved(replace(GRANTED, approved=approved))

    assert (refusal is None) == approved


@pytest.mark.rule("A04", "A12")
def test_what_begins_on_a_later_day_says_from_when():
    later = date(2026, 12, 1)
    approval = registering.centre_is_approved(
        replace(GRANTED, approved=False, approved_from=later)
    )
    code = registering.code_is_in_the_catalogue(replace(GRANTED, granted_on=later))
    revoked = replace(GRANTED, granted_on=date(2026, 9, 1), revoked_on=DAY)

    assert (approval.until, code.until) == (later, later)
    assert registering.code_is_in_the_catalogue(revoked).until is None


@pytest.mark.rule("A12", "A11")
@pytest.mark.parametrize(
    ("granted", "revoked", "allowed"),
    [
        (date(2026, 11, 20), None, True),
        (date(2026, 11, 21), None, False),
        (None, None, False),
        (date(2026, 9, 1), date(2026, 11, 20), False),
        (date(2026, 9, 1), date(2026, 11, 21), True),
    ],
)
def test_a_code_is_usable_from_its_grant_until_it_is_revoked(granted, revoked, allowed):
    facts = replace(GRANTED, granted_on=granted, revoked_on=revoked)

    assert (registering.code_is_in_the_catalogue(facts) is None) == allowed


@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    ("end", "allowed"),
    [(None, True), (date(2026, 11, 20), True), (date(2026, 11, 19), False)],
)
def test_registrations_close_after_the_operational_end_date(end, allowed):
    facts = replace(GRANTED, operational_end_on=end)

    assert (registering.registrations_are_open(facts) is None) == allowed


@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    ("uln", "allowed"),
    [
        ("", True),
        ("9276308686", True),
        ("9999999999", True),
        ("9276308685", False),
        ("927630868", False),
        ("0276308686", False),
        ("92763O8686", False),
        ("٩٢٧٦٣٠٨٦٨٦", False),
    ],
)
def test_a_uln_agrees_with_its_check_digit(uln, allowed):
    assert (registering.uln_agrees_with_its_check_digit(uln) is None) == allowed


@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    ("in_use", "same_name", "allowed"),
    [(False, False, True), (True, True, True), (True, False, False)],
)
def test_a_uln_in_use_joins_that_learner_only_under_the_same_name(in_use, same_name, allowed):
    facts = IdentityFacts(in_use, same_name, already_registered=False)

    assert (registering.uln_belongs_to_this_person(facts) is None) == allowed


@pytest.mark.rule("A11")
def test_nobody_is_registered_twice_under_one_code():
    facts = IdentityFacts(uln_in_use=True, same_name=True, already_registered=True)

    assert registering.not_registered_twice(facts).rule == "A11"


@pytest.mark.rule("A11", "A33")
def test_a_name_is_refused_for_the_letters_that_cannot_be_printed():
    assert registering.name_can_be_printed(set()) is None
    assert "(U+12000)" in str(registering.name_can_be_printed({"\U00012000"}).reason)
