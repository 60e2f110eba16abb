"""What staff pages say is true: whose work it is, what is held, what was released already."""

import re

import pytest

from assessments.operations import holds
from awarding.kernel.actors import Role
from tests.assessments.operations.test_releasing import of_one_learner_under_two_codes
from tests.factories import standing_as
from tests.pages import client_of, words

HERE = "/northgate/staff"


def test_one_sees_ones_own_queues_first_and_the_others_apart(world, reader):
    release = client_of(world.somebody(Role.RELEASE)).get(f"{HERE}/queues/")

    assert [panel["label"] for panel in release.context["own"]] == ["Release"]
    assert "Also at Northgate Awards" in words(release)
    assert len(release.context["others"]) == 7
    looks = reader.get(f"{HERE}/queues/")
    assert looks.context["own"] == []
    assert "No queue is yours to work on." in words(looks)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("release", "Releasing is done by: Release."),
        ("allocate", "Allocating is done by: Allocation."),
        ("checks", "The quality check is done by: Intake."),
    ],
)
def test_who_may_only_look_is_told_whose_work_it_is(world, staff, reader, page, said):
    world.ready()
    world.accepted(world.submitted(world.prepared(world.registered("Ann"))))
    world.submitted(world.prepared(world.registered("Bea")))

    assert said in words(reader.get(f"{HERE}/{page}/"))
    assert said not in words(staff.get(f"{HERE}/{page}/"))


def test_a_check_shows_a_reader_whose_work_it_is_and_no_empty_column(world, reader):
    sent = world.submitted()

    listed = reader.get(f"{HERE}/checks/")
    shown = reader.get(f"{HERE}/checks/{sent.reference}/")

    assert "Check" not in [str(one["label"]) for one in listed.context["columns"]]
    assert "The quality check is done by: Intake." in words(shown)


def test_a_held_result_is_marked_and_not_called_ready(world, staff):
    result = world.ready()
    assert "Ready to release" in words(staff.get(f"{HERE}/release/"))
    with standing_as(world.staff) as by:
        holds.place(
            submission=result.submission,
            kind="concern",
            reason="Asked about page 3.",
            by=by,
            now=world.now,
        )

    told = words(staff.get(f"{HERE}/release/"))

    assert "Pass Held Why not: The result is held" in told
    assert "Ready to release" not in told


def test_a_release_sent_twice_says_the_second_time_that_nothing_went_out(world, staff):
    result = world.ready()
    shown = staff.get(f"{HERE}/release/preview/", {"ticked": result.pk})
    key = re.search(rb'name="form_key" value="([^"]*)"', shown.content)[1].decode()
    sent = {"ticked": result.pk, "form_key": key}

    first = words(staff.post(f"{HERE}/release/go/", sent, follow=True))
    second = words(staff.post(f"{HERE}/release/go/", sent, follow=True))

    assert "1 result released." in first
    assert "1 result released." not in second
    assert "These were released already. Nothing was released a second time." in second


@pytest.mark.rule("A25")
def test_a_return_names_the_point_of_each_thing_missing(world, staff):
    sent = world.submitted()
    at = f"{HERE}/checks/{sent.reference}/"
    staff.post(f"{at}start/")
    with standing_as(world.staff):
        points = [one.words.rstrip(".") for one in world.points(sent)]

    unanswered = words(staff.post(at, {"act": "return"}))
    silent = staff.post(at, {"act": "return", "met-0": "no"})

    for point in points:
        assert f"Choose whether this is met: {point}." in unanswered
    field = re.search(r'(?s)id="id_what-0_error".*?</p>', silent.content.decode())[0]
    assert f"Say what the centre must do about: {points[0]}." in field
    assert silent.context["refusals"] == []


def test_work_with_a_lead_assessor_is_no_longer_in_hand(world, staff):
    world.marked()
    world.accepted(world.submitted(world.prepared(world.registered("Ann"))))

    told = words(staff.get(f"{HERE}/allocate/"))

    assert "0 in hand" in told
    assert "1 in hand" not in told


@pytest.mark.rule("A36")
def test_the_preview_says_which_of_two_passes_of_one_unit_would_stay(world, staff):
    first, second = of_one_learner_under_two_codes(world)

    shown = words(staff.get(f"{HERE}/release/preview/", {"ticked": [first.pk, second.pk]}))

    assert shown.count("The learner has passed this unit by another submission.") == 1
