"""A39, Q16: staff see the days of a calendar, and what a change moves before they make it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awarding.kernel import clock as time
from awarding.kernel.actors import Role
from awarding.kernel.working_days import shown
from awarding.models import Deadline
from awarding.operations import calendars, deadlines
from awarding.queries import calendars as queries
from awarding.queries import clocks
from awarding.rules.clock import SlaTerms
from tests.factories import actor, member, person, signed_in, standing_as
from tests.factories import centre as a_centre


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


@pytest.fixture
def today(db):
    return time.london_day(time.now())


@pytest.fixture
def calendar(body):
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        return calendars.seed_calendars(by=by, now=time.now())[0]


@pytest.fixture
def riverside(body, calendar):
    return a_centre(body, "012345", "Riverside College")


@pytest.fixture
def clock(body, riverside):
    with standing_as(actor(Role.INTAKE, body=body)):
        return start(riverside)


@pytest.fixture
def ada(client, body):
    """Ada, administrator at Northgate, is signed in."""
    ada = person("ada@northgate.test", "Ada Okafor")
    member(ada, body, Role.ADMINISTRATOR)
    return signed_in(client, ada)


def start(centre):
    return deadlines.start(
        kind="submission.sla",
        centre=centre,
        received_at=time.now() - timedelta(days=5),
        provisional=True,
        terms=SlaTerms(),
    )


def working_day(body, calendar, today, after=3):
    with standing_as(actor(Role.INTAKE, body=body)):
        return queries.working_days(calendar.pk).after(today, after)


def asked(prefix, day, name=None):
    parts = {f"{prefix}-day_0": day.day, f"{prefix}-day_1": day.month, f"{prefix}-day_2": day.year}
    return parts if name is None else parts | {f"{prefix}-name": name}


def page(client, act, calendar, given):
    return client.get(f"/northgate/staff/calendar/{calendar.pk}/{act}/", given)


def sent(client, act, calendar, given):
    address = page(client, act, calendar, given).request
    return client.post(f"{address['PATH_INFO']}?{address['QUERY_STRING']}")


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_year_is_listed_with_its_holidays(ada, calendar):
    told = words(ada.get("/northgate/staff/calendar/?year=2027"))

    assert "Friday 26 March 2027" in told
    assert "Good Friday" in told
    assert "March: 21 working days" in told
    assert "Scotland" in told


def test_a_year_the_calendar_has_not_leads_to_one_it_has(ada, calendar, today):
    def shown(year):
        return ada.get("/northgate/staff/calendar/", {"year": year}).context["year"]

    assert [shown(year) for year in ("1066", "9999", "soon")] == [today.year - 2, 2036, today.year]


def test_what_a_holiday_moves_is_shown_before_it_is_declared(ada, body, calendar, clock, today):
    day = working_day(body, calendar, today)

    told = words(page(ada, "declare", calendar, asked("declare", day, "Royal wedding")))

    assert "The due day of 1 open clock will move." in told
    with standing_as(actor(Role.INTAKE, body=body)):
        assert queries.working_days(calendar.pk).is_working(day)


def test_a_holiday_confirmed_is_declared_and_can_be_removed(ada, body, calendar, clock, today):
    day = working_day(body, calendar, today)

    answer = sent(ada, "declare", calendar, asked("declare", day, "Royal wedding"))

    assert answer.url == f"/northgate/staff/calendar/{calendar.pk}/?year={day.year}"
    assert "Royal wedding" in words(ada.get(answer.url))
    sent(ada, "remove", calendar, asked("remove", day))
    with standing_as(actor(Role.INTAKE, body=body)):
        assert queries.working_days(calendar.pk).is_working(day)


@pytest.mark.parametrize("part", ["day_0", "day_1", "day_2"])
@pytest.mark.parametrize("act", ["declare", "correct", "remove"])
def test_a_number_that_no_day_has_is_no_real_date(ada, calendar, today, act, part):
    given = asked(act, today, "May Day")

    for typed in ("9" * 20, "9" * 5000):
        answer = page(ada, act, calendar, given | {f"{act}-{part}": typed})

        assert "Day must be a real date." in words(answer)


def test_a_past_day_is_refused_with_what_to_do(ada, body, calendar, today):
    given = asked("declare", working_day(body, calendar, today, after=0), "Too late")

    answer = page(ada, "declare", calendar, given)

    assert answer.status_code == 409
    assert "Correct it as a past day instead." in words(answer)
    assert "The portal’s own rule:" in answer.content.decode()
    assert sent(ada, "declare", calendar, given).status_code == 409


def test_a_past_day_is_corrected_after_saying_how_many_clocks_are_counted_anew(
    ada, body, calendar, clock, today
):
    day = working_day(body, calendar, today, after=-9)
    told = words(page(ada, "correct", calendar, asked("correct", day, "Flood")))

    answer = sent(ada, "correct", calendar, asked("correct", day, "Flood"))

    assert "1 open clock will be counted anew." in told
    assert answer.status_code == 302
    with standing_as(actor(Role.INTAKE, body=body)):
        assert not queries.working_days(calendar.pk).is_working(day)


def test_a_form_left_empty_says_what_to_enter(ada, calendar):
    told = words(page(ada, "declare", calendar, {}))

    assert "Enter what the holiday is called." in told
    assert "There is a problem" in told


def test_who_may_not_change_it_sees_the_days_and_no_form(client, body, calendar, today):
    ben = person("ben@northgate.test")
    member(ben, body, Role.RELEASE)
    signed_in(client, ben)
    day = working_day(body, calendar, today)

    assert "See what it moves" not in words(client.get("/northgate/staff/calendar/"))
    answer = sent(client, "declare", calendar, asked("declare", day, "Mine"))
    assert answer.status_code == 403


def test_another_bodys_calendar_is_not_found(ada, calendar, other_body):
    with standing_as(actor(Role.ADMINISTRATOR, body=other_body)) as by:
        theirs = calendars.seed_calendar(division="scotland", by=by, now=time.now())

    assert ada.get(f"/northgate/staff/calendar/{theirs.pk}/").status_code == 404


def test_the_working_is_shown_to_staff(ada, clock):
    told = words(ada.get(f"/northgate/staff/clock/{clock.pk}/"))

    assert "Day of receipt" in told
    assert "up to 25 working days" in told


@pytest.mark.rule("A39")
def test_a_due_day_that_a_holiday_moved_says_so_where_the_clock_is_shown(
    ada, body, calendar, clock, today
):
    day = working_day(body, calendar, today)
    with standing_as(actor(Role.INTAKE, body=body)):
        was = clocks.clock(clock, today).due_on
    sent(ada, "declare", calendar, asked("declare", day, "Royal wedding"))
    with standing_as(actor(Role.INTAKE, body=body)):
        due = clocks.clock(clock, today).due_on
    told = (
        f"Moved from {shown(was)} to {shown(due)}: holiday declared on {shown(today)}"
        f" (Royal wedding, {shown(day)})."
    )

    assert was < due
    assert told in words(ada.get(f"/northgate/staff/clock/{clock.pk}/"))


def test_a_clock_that_never_moved_has_no_notes(ada, clock):
    assert "What changed in the calendar" not in words(
        ada.get(f"/northgate/staff/clock/{clock.pk}/")
    )


def test_the_preview_asks_as_much_for_thirty_clocks_as_for_one(
    ada, body, calendar, riverside, clock, today
):
    given = asked("declare", working_day(body, calendar, today), "Royal wedding")
    page(ada, "declare", calendar, given)

    def questions():
        with CaptureQueriesContext(connection) as queries_:
            page(ada, "declare", calendar, given)
        return len(queries_)

    one = questions()
    with standing_as(actor(Role.INTAKE, body=body)):
        for _ in range(29):
            start(riverside)
        assert Deadline.objects.count() == 30

    assert questions() == one
