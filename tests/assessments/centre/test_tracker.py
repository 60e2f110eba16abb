"""A35: the tracker says where everything stands, in words a centre may read, and by when."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.operations import submissions
from assessments.queries import tracked, tracker
from assessments.queries.tracked import Wanted
from awarding.kernel import clock
from awarding.kernel.actors import Role
from awarding.kernel.rules import LONDON
from awarding.templatetags.wording import gds_day
from centres.models import Cohort
from tests.factories import standing_as
from tests.pages import as_, at_centre, centre_url, hillside
from tests.world import World


def shown(client, world: World, **asked: str) -> str:
    return client.get(centre_url(world, "tracker/"), asked).content.decode()


def rows(client, world: World, **asked: str) -> list[tuple[str, str]]:
    """The learner and the status word of each row."""
    answer = client.get(centre_url(world, "tracker/"), asked)
    return [(line.name, str(status.word)) for line, status in answer.context["rows"]]


def days_ago(world: World, days: int) -> World:
    """The same world, with everything that is done next done so many days ago."""
    world.now = clock.now() - timedelta(days=days)
    return world


def draft(world: World, name: str):
    learner = world.registered(name)
    with standing_as(world.coordinator) as by:
        return submissions.draft(registration=learner, unit=world.unit, by=by, now=world.now)


def test_the_tracker_is_the_first_page_of_the_centre(client, world):
    at_centre(client, world)

    assert client.get(centre_url(world)).url == centre_url(world, "tracker/")


@pytest.mark.rule("A35")
def test_each_submission_stands_with_its_word(client, world):
    draft(world, "Ann Draft")
    world.submitted(world.prepared(world.registered("Bea Sent")))
    world.returned(world.submitted(world.prepared(world.registered("Cat Returned"))))
    world.accepted(world.submitted(world.prepared(world.registered("Dee Accepted"))))
    world.released()
    at_centre(client, world)

    assert sorted(rows(client, world)) == [
        ("Ann Draft", "Draft"),
        ("Bea Sent", "Quality check"),
        ("Cat Returned", "Returned to you"),
        ("Dee Accepted", "Being assessed"),
        ("Siân Gŵyn Llŷr", "Pass"),
    ]


def test_a_result_is_told_in_the_bodys_own_word(client, world):
    world.released(decision="referral")
    at_centre(client, world)

    assert sorted(word for _, word in rows(client, world)) == ["Draft", "Referral"]


@pytest.mark.rule("A38")
def test_accepted_work_shows_its_day(client, world):
    world.accepted(days_ago(world, 10).submitted())
    at_centre(client, world)

    (line, status), *_ = client.get(centre_url(world, "tracker/")).context["rows"]

    assert str(status.clock.words) == f"Day {line.clock.age} of 25 working days"
    assert line.clock.age >= 5


def test_work_in_the_quality_check_says_what_its_day_would_be(client, world):
    world.submitted()
    at_centre(client, world)

    page = shown(client, world)

    received = clock.now().astimezone(LONDON)
    assert f"Received {received.day} {received:%B %Y}." in page
    assert "of 25" not in page
    assert "<progress" not in page


@pytest.mark.rule("A41")
def test_returned_work_says_what_is_asked_and_by_when_and_no_day(client, world):
    world.returned(signed="Sign the cover sheet.", opens="Send file 2 again.")
    at_centre(client, world)

    page = shown(client, world)

    assert "Clock not started." in page
    assert "Send file 2 again." in page
    assert "and 1 more point" in page
    assert "Answer by 4 Dec 2026" in page
    assert "of 25" not in page


def test_work_past_its_target_is_marked_beside_its_state(client, world):
    world.accepted(days_ago(world, 60).submitted())
    at_centre(client, world)

    page = shown(client, world)

    assert "Being assessed" in page
    assert "Past target" in page
    assert "over target" in page
    assert "1 past the target" in page


def test_the_numbers_count_what_is_open_and_lead_to_their_lists(client, world):
    draft(world, "Ann Draft")
    world.submitted(world.prepared(world.registered("Bea Sent")))
    world.accepted(world.submitted(world.prepared(world.registered("Dee Accepted"))))
    world.released()
    at_centre(client, world)

    panels = client.get(centre_url(world, "tracker/")).context["panels"]
    listed = {
        panel["url"].partition("status=")[2]: len(client.get(panel["url"]).context["rows"])
        for panel in panels
    }

    assert {one["url"].partition("status=")[2]: one["count"] for one in panels} == listed
    assert listed == {"returned": 0, "question": 0, "with_body": 2, "draft": 1, "new": 1}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"status": "draft"}, ["Ann Draft"]),
        ({"status": "assessing"}, ["Dee Late", "Eve Soon"]),
        ({"status": "pass"}, ["Siân Gŵyn Llŷr"]),
        ({"status": "referral"}, []),
        ({"status": "withdrawn"}, []),
        ({"due": "past"}, ["Dee Late"]),
        ({"due": "soon"}, ["Eve Soon"]),
        ({"find": "ann"}, ["Ann Draft"]),
        ({"find": "ann", "status": "pass"}, []),
        ({"status": "nonsense"}, ["Ann Draft", "Dee Late", "Eve Soon", "Siân Gŵyn Llŷr"]),
    ],
)
def test_the_filter_keeps_what_is_asked_for(client, world, asked, found):
    world.released()
    draft(world, "Ann Draft")
    world.accepted(days_ago(world, 60).submitted(world.prepared(world.registered("Dee Late"))))
    world.accepted(days_ago(world, 30).submitted(world.prepared(world.registered("Eve Soon"))))
    at_centre(client, world)

    assert sorted(name for name, _ in rows(client, world, **asked)) == found


def test_a_submission_is_found_by_its_reference(client, world):
    wanted = draft(world, "Ann Draft")
    draft(world, "Bea Draft")
    at_centre(client, world)

    assert rows(client, world, find=wanted.reference.lower()) == [("Ann Draft", "Draft")]


def test_a_tutor_asks_for_the_cohorts_they_teach(client, world):
    tutor = world.somebody(Role.TUTOR, centre=world.centre)
    with standing_as(world.staff):
        own = world.membership(tutor)
        cohort = Cohort.objects.create(name="Autumn", tutor=own, centre=world.centre)
    mine = world.registered("Ann Mine", cohort=cohort)
    with standing_as(world.coordinator) as by:
        submissions.draft(registration=mine, unit=world.unit, by=by, now=world.now)
    draft(world, "Bea Other")
    as_(client, tutor)

    assert rows(client, world, cohort="mine") == [("Ann Mine", "Draft")]
    assert rows(client, world, cohort=str(cohort.pk)) == [("Ann Mine", "Draft")]


@pytest.mark.rule("Q17")
@pytest.mark.parametrize("later", range(8))
def test_the_filter_by_day_agrees_with_what_the_clocks_say(world, later):
    for days in (1, 20, 26, 33, 34, 35, 36, 37, 60):
        world.accepted(
            days_ago(world, days).submitted(world.prepared(world.registered(f"L{days}")))
        )

    with standing_as(world.coordinator):
        now, today = clock.now(), clock.london_day(clock.now() + timedelta(days=later))
        colours = {
            line.reference: line.clock.colour
            for line in tracker.page({}, Wanted(), now=now, on=today).rows
        }
        found = {
            due: {one.reference for one in tracked.narrowed(Wanted(due=due), now=now, on=today)}
            for due in ("soon", "past")
        }
        tile = tracked.counts(now=now, on=today).past
    assert found == {
        "soon": {one for one, colour in colours.items() if colour in ("amber", "red")},
        "past": {one for one, colour in colours.items() if colour == "breached"},
    }
    assert tile == len(found["past"])
    assert set(colours.values()) >= {"green", "breached"}


@pytest.mark.rule("A34", "A35")
def test_before_release_an_outcome_is_nowhere(client, world):
    world.ready(world.finalised(decision="pass"))
    at_centre(client, world)

    (_, status), *_ = client.get(centre_url(world, "tracker/")).context["rows"]

    assert str(status.word) == "Being assessed"
    assert rows(client, world, status="pass") == []
    assert rows(client, world, status="referral") == []
    assert rows(client, world, status="new") == []


def test_one_row_and_thirty_cost_the_same_queries(client, world):
    world.accepted()
    at_centre(client, world)
    shown(client, world)

    with CaptureQueriesContext(connection) as one:
        shown(client, world)
    for n in range(29):
        world.accepted(world.submitted(world.prepared(world.registered(f"Learner {n}"))))
    with CaptureQueriesContext(connection) as thirty:
        shown(client, world)

    assert len(thirty) == len(one)


def test_pages_follow_one_another_by_key(client, world):
    for n in range(32):
        draft(world, f"Learner {n:02}")
    at_centre(client, world)

    first = client.get(centre_url(world, "tracker/"), {"status": "draft"})
    second = client.get(centre_url(world, "tracker/") + first.context["next_url"])

    assert [line.name for line, _ in second.context["rows"]] == ["Learner 01", "Learner 00"]
    assert "status=draft" in second.context["previous_url"]


def test_another_centre_sees_none_of_it(client, world):
    draft(world, "Ann Draft")
    as_(client, world.somebody(Role.COORDINATOR, centre=hillside(world)))

    page = client.get("/northgate/centre/054321/tracker/").content.decode()

    assert "Ann Draft" not in page
    assert "No submissions yet." in page


@pytest.mark.parametrize("role", [Role.HEAD_OF_CENTRE, Role.CENTRE_READER])
def test_who_only_reads_is_not_offered_to_submit(client, world, role):
    at_centre(client, world, role)

    assert "Submit work" not in shown(client, world)
    assert client.get(centre_url(world, "submit/")).status_code == 403


def test_each_row_says_when_it_was_opened_which_is_what_the_list_goes_by(client, world):
    draft(world, "Ann First")
    opened = clock.london_day(draft(days_ago(world, 40), "Bea Before").made_at)
    at_centre(client, world)

    told = shown(client, world)

    assert "Submissions, last opened first" in told
    assert f"opened {gds_day(opened)}" in told
    assert [name for name, _ in rows(client, world)] == ["Ann First", "Bea Before"]
