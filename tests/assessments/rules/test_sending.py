"""A04, A12, A19, A20, A21: what must be in place before work is sent."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.rules import drafting, sending
from assessments.rules.sending import SendingFacts

COMPLETE = SendingFacts(
    centre_approved=True,
    code="8605-21",
    is_service_code=True,
    required=["Evidence", "Cover sheet"],
    present=["Evidence", "Evidence", "Cover sheet"],
    has_work=True,
    refused_files=[],
    waiting_files=[],
    unit_points=["Every criterion is addressed."],
    reviewed_points=["Every criterion is addressed."],
    reviewed_hash="h1",
    content_hash="h1",
    learner_signed_hash="h1",
    centre_signed_hash="h1",
)


def test_complete_work_may_be_sent():
    assert set(sending.answers(COMPLETE)) == {None}


@pytest.mark.rule("A19")
def test_a_submission_with_nothing_to_mark_is_not_sent():
    refusal = sending.there_is_work(replace(COMPLETE, has_work=False, required=[]))

    assert str(refusal.reason).startswith("Add the learner's work: at least one file")


@pytest.mark.rule("A20")
@pytest.mark.parametrize(("unit_of", "allowed"), [(1, True), (2, False)])
def test_work_is_for_a_unit_of_the_learners_qualification(unit_of, allowed):
    refusal = drafting.unit_is_of_the_qualification(unit_of=unit_of, registered_on=1)

    assert (refusal is None) == allowed


@pytest.mark.rule("A04")
def test_a_centre_without_approval_does_not_send():
    later = date(2026, 12, 1)
    facts = replace(COMPLETE, centre_approved=False, approved_from=later)

    refusal = sending.centre_is_approved(facts)

    assert (refusal.rule, refusal.clause.number, refusal.until) == ("A04", "step 1", later)


@pytest.mark.rule("A12")
def test_a_registration_on_an_ordinary_code_is_not_sent_to_the_service():
    refusal = sending.code_is_for_the_service(replace(COMPLETE, is_service_code=False))

    assert str(refusal.reason) == (
        "The learner is registered under 8605-21, which is not a code of the assessment service."
        " Ask for a transfer to one that is. The work can be sent as soon as the awarding body has"
        " transferred the registration."
    )


@pytest.mark.rule("A21")
def test_a_missing_document_is_named():
    refusal = sending.documents_are_in_place(replace(COMPLETE, present=["Evidence"]))

    assert str(refusal.reason) == "Add what is missing: Cover sheet."


@pytest.mark.rule("A19")
@pytest.mark.parametrize(
    ("refused", "waiting", "words"),
    [
        (["a.docm"], [], "Remove or replace what cannot be accepted: a.docm."),
        (
            [],
            ["b.pdf"],
            "Still being checked: b.pdf. This takes a minute or two; try again then.",
        ),
    ],
)
def test_only_files_that_were_accepted_are_sent(refused, waiting, words):
    facts = replace(COMPLETE, refused_files=refused, waiting_files=waiting)

    assert str(sending.files_were_accepted(facts).reason) == words


@pytest.mark.rule("A20")
def test_every_requirement_of_the_unit_is_reviewed():
    refusal = sending.work_was_reviewed(replace(COMPLETE, reviewed_points=[]))

    assert str(refusal.reason).endswith("Not confirmed yet: Every criterion is addressed.")


@pytest.mark.rule("A19")
@pytest.mark.parametrize("signature", ["", "h0"])
@pytest.mark.parametrize("signer", ["learner_signed_hash", "centre_signed_hash"])
def test_both_sign_for_exactly_the_files_that_are_sent(signer, signature):
    [refusal] = filter(None, sending.answers(replace(COMPLETE, **{signer: signature})))

    changed_since = "The files changed" in str(refusal.reason)
    assert (refusal.rule, changed_since) == ("A19", signature == "h0")


@pytest.mark.rule("A20", "Q26")
def test_a_form_of_other_files_is_asked_anew_for_its_points_and_told_the_rest():
    form = {"points": [], "shown": "h0", "signed": "A. Other", "registered": "Ada Obi"}
    changed, named = [one for one in sending.by_form(COMPLETE, **form) if one]
    missing, _named = [one for one in sending.by_form(COMPLETE, **form | {"shown": "h1"}) if one]

    assert str(changed.reason).startswith("The files changed while you were reading.")
    assert str(missing.reason).startswith("Review the work against the unit's requirements.")
    assert (changed.rule, missing.rule, named.rule) == ("A20", "A20", "Q26")


@pytest.mark.rule("A12")
def test_the_code_alone_says_whether_its_work_is_sent():
    assert sending.code_is_of_the_service("8123-03", is_service=True) is None
    assert "8123-03" in str(sending.code_is_of_the_service("8123-03", is_service=False).reason)
