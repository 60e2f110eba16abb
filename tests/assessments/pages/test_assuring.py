"""The pages of a lead assessor: two views, one result."""

from uuid import uuid4

import pytest
from django.test import Client

from assessments.models import Assurance, Marking, Result, ResultCriterion, Submission
from awarding.kernel.actors import Actor, Role
from tests.assessments.pages.sheet import criteria
from tests.factories import member, person, signed_in, standing_as
from tests.pages import client_of, described_by_nothing, words

HERE = "/northgate/staff"


CANARIES = ("Siân Gŵyn Llŷr", "Riverside", "evidence.pdf")


@pytest.fixture
def opened(world, lead):
    """Marked work that the lead assessor has open, by its address."""
    return lead.post(f"{HERE}/assure/{world.marked().reference}/open/").url


def changed(one, **given) -> dict:
    """The boxes of one criterion that is changed."""
    told = {"view": "change", "decision": "referral", "feedback": "Name two.", "reason": "One."}
    return {f"{name}-{one.pk}": value for name, value in (told | given).items()}


def unchanged(world) -> dict:
    """The boxes of every criterion as the page sends them when nothing is touched."""
    told = {}
    for one in criteria(world):
        told |= {
            f"view-{one.pk}": "agree",
            f"decision-{one.pk}": "pass",
            f"feedback-{one.pk}": "You explain this with an example on page 2.",
            f"reason-{one.pk}": "",
        }
    return told


def test_the_first_page_of_a_lead_assessor_is_the_queue(world, lead):
    marked = world.marked()

    page = words(lead.get(f"{HERE}/assure/"))

    assert lead.get("/").url == f"{HERE}/assure/"
    assert marked.reference in page
    assert world.assessor.name in page
    assert "Open next" in page


@pytest.mark.rule("A40")
def test_a_lead_assessor_is_told_which_submission_it_is(world, lead):
    first = world.released(decision="referral")
    with standing_as(world.coordinator):
        following = Submission.objects.get(previous_id=first.submission_id)
    marked = world.marked(
        world.allocated(world.accepted(world.submitted(world.filled(following))))
    )

    queue = words(lead.get(f"{HERE}/assure/"))
    page = words(lead.get(f"{HERE}/assure/{marked.reference}/"))

    assert f"{marked.reference} submission 2" in queue
    assert f"{marked.reference} · Submission 2 ·" in page


def test_the_queue_asks_as_much_for_thirty_rows_as_for_one(
    world, lead, django_assert_max_num_queries, django_assert_num_queries
):
    world.marked()
    with django_assert_max_num_queries(30) as one:
        lead.get(f"{HERE}/assure/")
    world.marked()
    world.marked()

    with django_assert_num_queries(len(one.captured_queries)):
        lead.get(f"{HERE}/assure/")


def test_the_next_one_is_opened_and_all_agreed_in_two_presses(world, lead):
    marked = world.marked()

    opened = lead.post(f"{HERE}/assure/next/")
    done = lead.post(opened.url, {"act": "finalise", **unchanged(world)}, follow=True)

    assert opened.url == f"{HERE}/assure/{marked.reference}/"
    assert f"{marked.reference} is finalised: Pass." in words(done)
    with standing_as(world.staff):
        assert Result.objects.get().outcome == "pass"
        assert Assurance.objects.get().outcome == "agreed"


def test_the_page_says_what_the_choices_come_to(world, lead, opened):
    one = criteria(world)[0]

    agreed = words(lead.get(opened))
    sent = {"act": "finalise", **unchanged(world), **changed(one, reason="")}
    refused = words(lead.post(opened, sent))

    assert "This comes to: Pass" in agreed
    assert "This comes to: Referral" in refused


@pytest.mark.rule("A29")
def test_own_marking_is_shown_as_not_yours_with_why(world):
    both = world.somebody(Role.LEAD_ASSESSOR)
    with standing_as(world.staff):
        row = world.membership(both)
        row.pk, row.role = None, Role.ASSESSOR
        row.save()
    as_assessor = Actor(both.person, both.name, frozenset({Role.ASSESSOR}), "assessor", both.body)
    world.approve(as_assessor)
    marked = world.marked(world.allocated(to=as_assessor), by=as_assessor)
    client = client_of(both)

    queue = words(client.get(f"{HERE}/assure/"))
    page = client.get(f"{HERE}/assure/{marked.reference}/")
    refused = client.post(f"{HERE}/assure/{marked.reference}/open/")
    nothing = client.post(f"{HERE}/assure/next/", follow=True)

    assert "Not yours You have marked or reviewed this work." in queue
    assert "disabled" in page.content.decode()
    assert (refused.status_code, "rule A29" in words(refused)) == (409, True)
    assert "There is nothing to assure for you." in words(nothing)


@pytest.mark.rule("A31")
def test_what_another_lead_assessor_has_open_can_be_read_and_no_more(world, lead, opened):
    other = client_of(world.somebody(Role.LEAD_ASSESSOR))

    queue = words(other.get(f"{HERE}/assure/"))
    page = words(other.get(opened))

    assert f"Open {world.lead.name}" in queue
    assert "Another lead assessor has this open." in page
    assert "You explain this with an example on page 2." in page


@pytest.mark.rule("A30")
def test_a_change_keeps_both_views_and_its_reason(world, lead, opened):
    one = criteria(world)[0]

    done = lead.post(opened, {"act": "finalise", **unchanged(world), **changed(one)}, follow=True)
    after = words(lead.get(opened))

    assert "is finalised: Referral." in words(done)
    with standing_as(world.staff):
        assert ResultCriterion.objects.get(criterion=one).feedback == "Name two."
    assert "Finalised: Referral" in after
    assert "The lead assessor Referral Name two. Why: One." in after
    assert after.count("Agreed") == 3


@pytest.mark.rule("A30")
def test_a_change_without_a_reason_is_refused_and_nothing_typed_is_lost(world, lead, opened):
    one = criteria(world)[0]

    answer = lead.post(opened, {"act": "finalise", **unchanged(world), **changed(one, reason=" ")})

    assert answer.status_code == 409
    assert "Say why you changed: 1.1." in words(answer)
    assert "Name two." in answer.content.decode()


def test_a_change_that_changes_nothing_is_named(world, lead, opened):
    one = criteria(world)[0]
    same = changed(one, decision="pass", feedback="You explain this with an example on page 2.")

    page = words(lead.post(opened, {"act": "finalise", **unchanged(world), **same}))

    assert "Change the decision or the feedback of 1.1, or agree." in page


def test_agree_is_the_answer_whatever_decision_or_feedback_stands_beside_it(world, lead, opened):
    one = criteria(world)[0]
    left = changed(one, view="agree", feedback="x" * 2001, reason=" ")

    done = lead.post(opened, {"act": "finalise", **unchanged(world), **left}, follow=True)

    assert "is finalised: Pass." in words(done)
    with standing_as(world.staff):
        assert ResultCriterion.objects.get(criterion=one).feedback.startswith("You explain")
        assert Assurance.objects.get().outcome == "agreed"


def test_a_reason_beside_agree_is_kept_or_left_out_by_who_wrote_it(world, lead, opened):
    one = criteria(world)[0]
    sent = {"act": "finalise", **unchanged(world), **changed(one, view="agree")}

    first = lead.get(opened).content.decode()
    refused = lead.post(opened, sent)
    drawn = refused.content.decode()
    done = lead.post(opened, sent | {f"view-{one.pk}": "leave"}, follow=True)

    assert 'value="leave"' not in first
    assert "You agree on 1.1, and wrote a reason for a change." in words(refused)
    assert "This comes to: Pass" in words(refused)
    assert drawn.count('data-reveal-when="change agree"') == 1
    assert drawn.count('value="leave"') == 1
    assert "Name two." in drawn
    assert "is finalised: Pass." in words(done)
    with standing_as(world.staff):
        assert ResultCriterion.objects.get(criterion=one).feedback.startswith("You explain")


def test_finalise_says_what_it_does_and_how_much_is_changed(world, lead, opened):
    one = criteria(world)[0]

    agreed = words(lead.get(opened))
    sent = {"act": "finalise", **unchanged(world), **changed(one, reason="")}
    refused = words(lead.post(opened, sent))

    assert "This comes to: Pass . Criteria you change: 0" in agreed
    assert "“Finalise” locks this result as it stands" in agreed
    assert "Criteria you change: 1" in refused


def test_what_is_wrong_is_described_to_each_box_it_is_wrong_in(world, lead, opened):
    one = criteria(world)[0]
    long = "x" * 2001
    sent = changed(one, decision="no", feedback=long, reason=long)

    answer = lead.post(opened, unchanged(world) | sent | {"act": "finalise", "comment": long})

    page = answer.content.decode()
    names = [*(name for name in sent if not name.startswith("view")), "comment"]
    assert [name for name in names if f'id="id_{name}_error"' not in page] == []
    assert described_by_nothing(answer) == set()


@pytest.mark.rule("A30")
def test_work_is_returned_to_its_assessor_with_a_comment(world, lead, opened):
    silent = lead.post(opened, {"act": "return", **unchanged(world)})
    done = lead.post(opened, {"act": "return", "comment": "Look at 1.2 again."}, follow=True)

    assert (silent.status_code, "Tell the assessor" in words(silent)) == (409, True)
    assert "is returned to its assessor." in words(done)
    assert "Look at 1.2 again." in words(lead.get(opened))
    with standing_as(world.staff):
        assert Marking.objects.get().state == "returned_to_assessor"


@pytest.mark.rule("A31")
def test_a_finalised_result_is_read_only_and_listed(world, lead, opened):
    form = {"act": "finalise", "form_key": str(uuid4()), **unchanged(world)}
    lead.post(opened, form)

    page = lead.get(opened)
    again = lead.post(opened, form)

    assert "A finalised result no longer changes." in words(page)
    assert "<textarea" not in page.content.decode()
    assert again.status_code == 200
    assert "What you sent was not saved" not in words(again)
    assert "Sheet being made" in words(lead.get(f"{HERE}/assure/finalised/"))


def test_the_lead_assessor_sees_the_work_as_the_assessor_did(world, lead, opened):
    page = lead.get(opened).content.decode() + lead.get(f"{HERE}/assure/").content.decode()

    assert [name for name in CANARIES if name in page] == []


def test_nobody_elsewhere_reaches_it_and_no_other_duty_decides(world, other_body, staff, opened):
    cal = person("cal@mti.test", "Cal Reid")
    member(cal, other_body, Role.LEAD_ASSESSOR)
    stranger = signed_in(Client(), cal)

    assert stranger.get(opened.replace("northgate", "mti")).status_code == 404
    assert stranger.get(opened).status_code == 404
    assert "Finalise" not in words(staff.get(opened))
    assert staff.post(f"{HERE}/assure/next/").status_code == 403


@pytest.mark.rule("A30", "A33")
def test_what_a_lead_assessor_pastes_is_kept_so_that_it_can_be_printed(world, lead, opened):
    [one, *_] = criteria(world)
    pasted = changed(one, feedback="\uf0a7 Name two.\x07", reason="\uf0fc\x85One.")
    lead.post(opened, unchanged(world) | pasted | {"act": "finalise", "comment": "Good\x07."})

    with standing_as(world.staff):
        kept = ResultCriterion.objects.get(criterion=one)
        assurance = Assurance.objects.get()
        change = assurance.changes.get()
    assert (kept.feedback, change.reason) == ("• Name two.", "✓\nOne.")
    assert assurance.comment == "Good."


@pytest.mark.rule("A33")
def test_a_lead_assessor_is_told_which_letters_cannot_be_printed(world, lead, opened):
    [one, *_] = criteria(world)
    sent = unchanged(world) | changed(one, feedback="Name two \U00012000.")
    answer = lead.post(opened, sent | {"act": "finalise"})

    assert answer.status_code == 409
    assert f"feedback on {one.label}: \U00012000 (U+12000)." in words(answer)


@pytest.mark.rule("A30", "A31")
def test_choices_sent_after_the_result_is_finalised_are_given_back_to_be_read(world, lead, opened):
    one = criteria(world)[0]
    lead.post(opened, unchanged(world) | {"act": "finalise"})

    answer = lead.post(
        opened, unchanged(world) | changed(one) | {"act": "finalise", "comment": "Look again."}
    )

    page = words(answer)
    assert answer.status_code == 409
    assert "1.1 Decision Referral 1.1 Feedback Name two. 1.1 Reason One." in page
    assert "Comment to the assessor Look again." in page
    assert "A finalised result no longer changes." in page
    with standing_as(world.staff):
        assert Result.objects.get().outcome == "pass"
