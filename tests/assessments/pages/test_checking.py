"""The quality check: begun, accepted, or returned with what to do."""

from uuid import uuid4

import pytest
from django.test import Client

from assessments.models import QualityCheck, Submission
from awarding.kernel.actors import Role
from tests.factories import member, person, signed_in, standing_as
from tests.pages import words

HERE = "/northgate/staff"


def points(submission, world, **answers) -> dict:
    """Answers to every point of the check: met, but those named with what to do."""
    with standing_as(world.staff):
        asked = [point.code for point in world.points(submission)]
    told = {f"met-{n}": "no" if code in answers else "yes" for n, code in enumerate(asked)}
    return told | {f"what-{n}": answers.get(code, "") for n, code in enumerate(asked)}


ANSWER_BY = {"answer_by_0": "1", "answer_by_1": "2", "answer_by_2": "2027"}


def test_a_check_is_begun_and_the_work_accepted(world, staff):
    sent = world.submitted()

    begun = staff.post(f"{HERE}/checks/{sent.reference}/start/")
    page = words(staff.get(begun.url))
    done = staff.post(begun.url, {"act": "all-met"}, follow=True)

    assert "Every file opens and can be assessed." in page
    assert "Signed for exactly these files." in page
    assert f"{sent.reference} is accepted." in words(done)
    with standing_as(world.staff):
        assert Submission.objects.get().state == "accepted"
        check = QualityCheck.objects.get()
        assert check.outcome == "accepted"
        assert all(point.is_met for point in check.points.all())


def test_the_next_check_and_its_acceptance_are_two_presses(world, staff):
    first = world.submitted()
    world.submitted(world.prepared(world.registered("Rhys Bowen")))

    begun = staff.post(f"{HERE}/checks/next/")
    done = staff.post(begun.url, {"act": "all-met"}, follow=True)
    staff.post(f"{HERE}/checks/next/")
    nothing = staff.post(f"{HERE}/checks/next/", follow=True)

    assert begun.url == f"{HERE}/checks/{first.reference}/"
    assert f"{first.reference} is accepted." in words(done)
    assert "Nothing waits for its quality check." in words(nothing)


def test_work_is_returned_with_what_to_do_and_by_when(world, staff):
    sent = world.submitted()
    staff.post(f"{HERE}/checks/{sent.reference}/start/")

    done = staff.post(
        f"{HERE}/checks/{sent.reference}/",
        {"act": "return", **points(sent, world, signed="Sign the cover sheet."), **ANSWER_BY},
        follow=True,
    )

    assert f"{sent.reference} is returned to the centre." in words(done)
    with standing_as(world.staff):
        check = QualityCheck.objects.get()
        assert (check.outcome, str(check.answer_by)) == ("returned", "2027-02-01")
        assert [one.what_to_do for one in check.points.filter(is_met=False)] == [
            "Sign the cover sheet."
        ]


@pytest.mark.rule("A25")
def test_what_the_centre_must_do_is_kept_of_a_point_not_met_alone(world, staff):
    sent = world.submitted()
    opened = staff.post(f"{HERE}/checks/{sent.reference}/start/").url
    given = points(sent, world, signed="Sign the cover sheet.") | {"what-0": "Left over."}

    page = words(staff.get(opened))
    staff.post(opened, {"act": "return", **given, **ANSWER_BY})

    assert f"Confirmed by {world.coordinator.name} on " in page
    with standing_as(world.staff):
        said = list(QualityCheck.objects.get().points.values_list("what_to_do", flat=True))
    assert [one for one in said if one] == ["Sign the cover sheet."]


@pytest.mark.rule("A25")
def test_accepting_what_is_not_met_is_refused_and_nothing_typed_is_lost(world, staff):
    sent = world.submitted()
    staff.post(f"{HERE}/checks/{sent.reference}/start/")

    answer = staff.post(
        f"{HERE}/checks/{sent.reference}/",
        {"act": "all-met", **points(sent, world, opens="Send page 2 again.")},
    )

    assert answer.status_code == 409
    assert "Accept the work only if every point is met. Not met: Every file opens" in words(answer)
    assert "rule A25" in words(answer)
    assert "Send page 2 again." in answer.content.decode()


@pytest.mark.rule("A25")
def test_a_point_nobody_answered_is_not_taken_as_met(world, staff):
    sent = world.submitted()
    staff.post(f"{HERE}/checks/{sent.reference}/start/")

    answer = staff.post(f"{HERE}/checks/{sent.reference}/", {"act": "accept", "met-0": "yes"})

    assert answer.status_code == 409
    assert "Not answered: The work is that of the registered learner" in words(answer)
    with standing_as(world.staff):
        assert Submission.objects.get().state == "checking"


def test_a_return_without_words_says_what_is_missing(world, staff):
    sent = world.submitted()
    staff.post(f"{HERE}/checks/{sent.reference}/start/")
    at = f"{HERE}/checks/{sent.reference}/"

    unanswered = words(staff.post(at, {"act": "return"}))
    past = {**ANSWER_BY, "answer_by_2": "2020"}
    too_early = words(staff.post(at, {"act": "return", **points(sent, world), **past}))
    all_met = staff.post(at, {"act": "return", **points(sent, world), **ANSWER_BY})

    assert "Choose whether this is met: " in unanswered
    assert "Enter the day by which the centre should answer." in unanswered
    assert too_early.count("Answer by must be tomorrow or later.") == 2, "at the top and the box"
    assert (all_met.status_code, "Every point is met." in words(all_met)) == (409, True)


def test_a_file_is_given_as_an_attachment_and_to_nobody_elsewhere(world, staff, other_body):
    sent = world.submitted()
    with standing_as(world.staff):
        evidence = sent.files.select_related("file").first()
    stranger = person("cal@mti.test", "Cal Reid")
    member(stranger, other_body, Role.INTAKE)
    at = f"{HERE}/submissions/{sent.reference}/files/{evidence.pk}/"

    given = staff.get(at)

    assert given["Content-Disposition"].startswith("attachment")
    assert b"".join(given.streaming_content).startswith(b"evidence")
    assert signed_in(Client(), stranger).get(at).status_code == 404
    assert signed_in(Client(), stranger).get(at.replace("northgate", "mti")).status_code == 404


@pytest.mark.rule("A25")
def test_answers_sent_after_the_check_was_decided_are_given_back_to_be_read(world, staff):
    sent = world.submitted()
    at = staff.post(f"{HERE}/checks/{sent.reference}/start/").url
    form = {"act": "all-met", "form_key": str(uuid4())}
    pressed_twice = [staff.post(at, form) for _ in range(2)]

    late = {"act": "return", "met-0": "no", "what-0": "Send a PDF.", "met-1": "yes"}
    answer = staff.post(at, late | ANSWER_BY)

    page = words(answer)
    assert [one.status_code for one in pressed_twice] == [302, 302]
    assert answer.status_code == 409
    assert "Every file opens and can be assessed. Not met Send a PDF." in page
    assert "The work is that of the registered learner. Met" in page
    with standing_as(world.staff):
        assert Submission.objects.get().state == "accepted"
