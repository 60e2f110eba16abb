"""Q19, Q20: the sweep finds every clock that turned amber or red or passed its target, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from awarding.kernel.actors import Role, portal
from awarding.models import AwardingBody, Deadline, DeadlineCrossing, Entry
from awarding.operations import calendars, deadlines
from awarding.operations.sweeping import cross_clocks, sweep_clocks
from awarding.queries import clocks
from awarding.rules.clock import SlaTerms
from tests.factories import actor, standing_as
from tests.factories import centre as a_centre
from tests.guards import as_owner

AMBER, RED, LATE = date(2026, 12, 16), date(2026, 12, 23), date(2026, 12, 30)
LATE_AT = datetime(2026, 12, 30, 1, tzinfo=UTC)


@pytest.fixture
def worker(body, now):
    with standing_as(portal(body.pk)) as by:
        calendars.seed_calendar(division="england-and-wales", by=by, now=now)
        yield by


@pytest.fixture
def centre(body):
    return a_centre(body, "012345")


def begin(centre, received_at, provisional=False, terms=None):
    return deadlines.start(
        kind="submission.sla",
        centre=centre,
        received_at=received_at,
        provisional=provisional,
        terms=terms or SlaTerms(),
    )


def sweep(by, on, **given):
    return sweep_clocks(by=by, now=datetime(on.year, on.month, on.day, 1, tzinfo=UTC), **given)


def found():
    rows = DeadlineCrossing.objects.order_by("deadline_id", "crossed_on")
    return list(rows.values_list("level", "crossed_on"))


@pytest.mark.rule("Q20")
@pytest.mark.parametrize(
    ("on", "levels"),
    [
        (AMBER - timedelta(days=1), []),
        (AMBER, [("amber", AMBER)]),
        (RED - timedelta(days=1), [("amber", AMBER)]),
        (RED, [("amber", AMBER), ("red", RED)]),
        (date(2026, 12, 29), [("amber", AMBER), ("red", RED)]),
        (LATE, [("amber", AMBER), ("red", RED), ("breached", LATE)]),
        (date(2027, 2, 1), [("amber", AMBER), ("red", RED), ("breached", LATE)]),
    ],
)
def test_a_missed_night_is_caught_up_with_the_day_it_happened(worker, centre, now, on, levels):
    begin(centre, now)

    sweep(worker, on)

    assert found() == levels


FRIDAY = date(2026, 11, 20)
DUE_FRIDAY = datetime(2026, 10, 16, 9, tzinfo=UTC)  # received: its day 25 is that Friday


def breached(by, on):
    """The day on which what was due on that Friday is found past its target, if it is."""
    sweep(by, on)
    return [day for level, day in found() if level == "breached"]


@pytest.mark.rule("Q17", "Q20")
@pytest.mark.parametrize("provisional", [False, True])
@pytest.mark.parametrize(("gap", "times"), [(0, 0), (1, 1), (2, 1), (3, 1), (30, 1)])
def test_what_was_due_on_friday_is_found_past_its_target_on_saturday(
    worker, centre, gap, times, provisional
):
    begin(centre, DUE_FRIDAY, provisional)

    assert breached(worker, FRIDAY + timedelta(days=gap)) == [FRIDAY + timedelta(days=1)] * times


@pytest.mark.rule("Q17")
def test_a_bank_holiday_after_the_due_day_is_past_it_too(worker, centre):
    begin(centre, datetime(2026, 11, 19, 9, tzinfo=UTC), terms=SlaTerms())

    assert breached(worker, date(2026, 12, 24)) == []
    assert breached(worker, date(2026, 12, 25)) == [date(2026, 12, 25)]


@pytest.mark.rule("Q20")
def test_no_clock_turns_amber_or_red_at_a_weekend(worker, centre):
    begin(centre, datetime(2026, 10, 28, 9, tzinfo=UTC))  # day 17 on that Friday
    begin(centre, datetime(2026, 10, 21, 9, tzinfo=UTC))  # day 22

    assert [sweep(worker, FRIDAY + timedelta(days=gap)) for gap in range(4)] == [1, 0, 0, 2]


def test_a_clock_paused_over_the_weekend_is_not_found_past_its_target(worker, centre):
    deadline = begin(centre, DUE_FRIDAY)
    deadlines.pause(deadline, reason="A question", now=datetime(2026, 11, 20, 9, tzinfo=UTC))

    assert breached(worker, FRIDAY + timedelta(days=2)) == []
    deadlines.resume(deadline, now=datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert breached(worker, FRIDAY + timedelta(days=3)) == []
    assert breached(worker, FRIDAY + timedelta(days=4)) == [FRIDAY + timedelta(days=4)]


@pytest.mark.rule("A39")
def test_a_due_day_moved_by_a_holiday_is_past_after_the_day_it_moved_to(worker, centre, body):
    begin(centre, DUE_FRIDAY)
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        calendars.declare_holiday(
            calendar=calendars.Calendar.objects.get(),
            day=FRIDAY,
            name="Royal wedding",
            by=by,
            now=datetime(2026, 11, 16, 9, tzinfo=UTC),
        )

    assert [breached(worker, FRIDAY + timedelta(days=gap)) for gap in (1, 3)] == [[], []]
    assert breached(worker, FRIDAY + timedelta(days=4)) == [FRIDAY + timedelta(days=4)]


def test_terms_without_amber_or_red_are_found_past_their_target_at_the_weekend(worker, centre):
    begin(centre, DUE_FRIDAY, terms=SlaTerms(amber_from=26, red_from=26))

    assert breached(worker, FRIDAY + timedelta(days=1)) == [FRIDAY + timedelta(days=1)]


@pytest.mark.rule("Q17", "Q20")
def test_each_day_the_sweep_has_found_what_the_colours_say(worker, centre):
    terms = SlaTerms(days=5, amber_from=3, red_from=5)
    made = [
        begin(centre, datetime(2026, 12, day, 9, tzinfo=UTC), terms=terms) for day in range(7, 22)
    ]
    deadlines.pause(made[3], reason="A question", now=datetime(2026, 12, 17, 9, tzinfo=UTC))
    passed = {"green": set(), "amber": {"amber"}, "red": {"amber", "red"}}

    for gap in range(30):
        today = date(2026, 12, 10) + timedelta(days=gap)
        sweep(worker, today)
        crossed = {one.pk: set() for one in made}
        for pk, level in DeadlineCrossing.objects.values_list("deadline_id", "level"):
            crossed[pk].add(level)
        told = clocks.clocks(made, today)
        assert crossed == {
            pk: passed.get(face.colour, {"amber", "red", "breached"}) for pk, face in told.items()
        }


def test_every_night_finds_what_one_night_after_them_all_finds(worker, centre, now):
    begin(centre, now)
    for days in range(60):
        sweep(worker, date(2026, 11, 20) + timedelta(days=days))

    assert found() == [("amber", AMBER), ("red", RED), ("breached", LATE)]


def test_sweeping_twice_changes_nothing(worker, centre, now):
    begin(centre, now)

    assert [sweep(worker, LATE), sweep(worker, LATE)] == [3, 0]
    assert Entry.objects.filter(act="clock.cross").count() == 3


def test_each_crossing_leaves_an_entry_the_centre_does_not_read(worker, centre, now):
    deadline = begin(centre, now)

    sweep(worker, AMBER)

    entry = Entry.objects.get(act="clock.cross")
    assert (entry.subject_type, entry.subject_id, entry.centre_id, entry.is_shown) == (
        "awarding.deadline",
        deadline.pk,
        centre.pk,
        False,
    )
    assert entry.details == {"level": "amber", "crossed_on": "2026-12-16"}


@pytest.mark.rule("Q19")
def test_unchecked_work_turns_amber_too(worker, centre, now):
    begin(centre, now, provisional=True)

    assert sweep(worker, AMBER) == 1


def test_a_clock_that_has_ended_crosses_nothing(worker, centre, now):
    deadlines.meet(begin(centre, now), now=now)
    deadlines.void(begin(centre, now), now=now)

    assert sweep(worker, date(2027, 3, 1)) == 0


def test_a_paused_clock_crosses_only_what_it_had_reached(worker, centre, now):
    waiting, nearly = begin(centre, now), begin(centre, now)
    deadlines.pause(waiting, reason="A question", now=now + timedelta(days=26))
    deadlines.pause(nearly, reason="A question", now=now + timedelta(days=25))

    sweep(worker, date(2027, 3, 1))

    assert list(DeadlineCrossing.objects.values_list("deadline_id", "level")) == [
        (waiting.pk, "amber")
    ]


def test_the_days_paused_are_crossed_later(worker, centre, now):
    deadline = begin(centre, now)
    deadlines.pause(deadline, reason="A question", now=now)
    deadlines.resume(deadline, now=now + timedelta(days=7))

    assert [sweep(worker, AMBER + timedelta(days=6)), sweep(worker, RED)] == [0, 1]


def test_a_holiday_declared_later_puts_a_crossing_off(worker, centre, now, body):
    begin(centre, now)
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        calendars.declare_holiday(
            calendar=calendars.Calendar.objects.get(),
            day=date(2026, 12, 11),
            name="Royal wedding",
            by=by,
            now=now,
        )

    assert [sweep(worker, AMBER), sweep(worker, AMBER + timedelta(days=1))] == [0, 1]


def test_a_sweep_over_thirty_clocks_asks_as_much_as_over_one(worker, centre, now):
    def asked(count):
        for _ in range(count):
            begin(centre, now)
        with CaptureQueriesContext(connection) as queries:
            assert sweep(worker, LATE) == 3 * count
        return len(queries)

    assert asked(1) == asked(30)


def test_a_long_sweep_goes_in_sets_each_committed_by_itself(worker, centre, now):
    for _ in range(5):
        begin(centre, now)

    assert len(cross_clocks(at_once=4, by=worker, now=LATE_AT).done) == 4
    assert sweep(worker, LATE, at_once=4) == 11


def test_another_bodys_clocks_are_not_swept(worker, centre, now, other_body):
    with standing_as(portal(other_body.pk)) as by:
        calendars.seed_calendar(division="england-and-wales", by=by, now=now)
    theirs = a_centre(other_body, "054321")
    with standing_as(portal(other_body.pk)):
        begin(theirs, now)

    assert sweep(worker, LATE) == 0


def test_a_centre_cannot_see_that_its_work_turned_amber(worker, centre, now, body):
    begin(centre, now)
    sweep(worker, LATE)

    with standing_as(actor(Role.COORDINATOR, body=body, centre=centre.pk)):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            DeadlineCrossing.objects.exists()
        assert not Entry.objects.filter(act="clock.cross").exists()


def test_the_index_of_open_clocks_serves_the_sweep_under_the_policy(committed, now):
    body = AwardingBody.objects.get(slug="northgate")
    with standing_as(portal(body.pk)) as by:
        calendars.seed_calendar(division="england-and-wales", by=by, now=now)
        first = begin(a_centre(body, "012345"), now)
        columns = (
            "kind, calendar_id, awarding_body_id, centre_id, is_provisional, started_on, days"
        )
        columns += ", amber_from, red_from, paused_wd, ended_as, document, issue, number, words"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO awarding_deadline (started_wd, {columns}) SELECT n, {columns}"
                " FROM awarding_deadline, generate_series(1, 5000) AS n WHERE id = %s",
                [first.pk],
            )
        as_owner("ANALYZE awarding_deadline")  # or the plan rests on what ran before this test
        reached = Deadline.objects.filter(
            calendar_id=first.calendar_id, ended_at__isnull=True, amber_wd__lte=50
        )

        condition = reached.explain().split("Index Cond: ")[1].split("\n")[0]

    assert "(amber_wd <= 50)" in condition
