"""The demo tells one story: what pages show of a day agrees with the ledger of that day."""

from datetime import timedelta

import pytest
from django.db import connections
from django.db.utils import ProgrammingError

from assessments.demo import learners, setting, story, story_clock, telling
from assessments.models import Hold, Result, Submission
from awarding.kernel.actors import Role, portal
from awarding.kernel.clock import now as database_now
from awarding.models import Entry, Membership
from centres.models import Registration
from tests import factories
from tests.factories import standing_as


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """One centre's hold, release, referral and resubmission, told up to now for all tests here."""
    with django_db_blocker.unblock():
        now = database_now()
        with story_clock.lent():
            hands = setting.set_up(now=now)["northgate"]
            teller = story.tellers(hands, now=now)[0]
            telling.tell(
                [teller.held(25, on=2), teller.resubmitted(28, again=8), teller.drafted(now)]
            )
        yield hands
        connections["default"].close()
        factories.empty_everything()
        factories.bodies()


def test_an_entry_bears_the_day_on_which_the_page_says_it_happened(told):
    with standing_as(told.worker):
        hold = Hold.objects.get()
        released = Result.objects.get(released_at__isnull=False)
        entries = {one.act: one.at for one in Entry.objects.order_by("pk")}

        assert entries["hold.place"] == hold.placed_at
        assert entries["result.release"] == released.released_at
        assert released.released_at < database_now() - timedelta(days=20)


def test_numbers_follow_the_days_so_that_the_newest_stands_first(told):
    with standing_as(told.worker):
        for rows, moment in (
            (Entry, "at"),
            (Registration, "registered_on"),
            (Submission, "made_at"),
        ):
            moments = list(rows.objects.order_by("pk").values_list(moment, flat=True))

            assert moments == sorted(moments)


def test_nobody_learns_at_two_centres_of_a_body_and_passes_there_twice():
    names = [*learners.of_centre(0), *learners.of_centre(1)]

    assert len(names) == len(set(names)) == len(learners.LEARNERS)


def test_everybody_acts_in_a_role_they_hold(told):
    with standing_as(told.worker):
        held = {(one.person_id, one.role) for one in Membership.objects.all()}
        acted = {
            (one.person, role)
            for one in Entry.objects.filter(person__isnull=False)
            for role in one.role.split(",")
        }

        assert acted
        assert acted <= held


def test_when_the_story_is_told_nobody_who_serves_can_choose_an_entrys_moment(told):
    before = database_now()
    story_clock.tell(before - timedelta(days=30))

    with standing_as(told.who("person.invite")) as by:
        setting.people.invite(
            email="new@northgate.example",
            name="New Person",
            roles=[Role.INTAKE],
            by=by,
            now=before,
        )
        assert Entry.objects.order_by("pk").last().at >= before
    with (
        standing_as(portal(told.body.pk)),
        pytest.raises(ProgrammingError),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("ALTER TABLE awarding_entry ALTER COLUMN at SET DEFAULT now()")
