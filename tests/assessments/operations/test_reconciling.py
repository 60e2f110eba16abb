"""A36: every night the portal's books and the registry's are compared, and people are told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import RegistryDifference, Result
from assessments.operations import reconciling as comparing
from assessments.operations import registering
from assessments.queries import reconciling
from assessments.queries.reconciling import last_compared
from awarding.models import Entry, OutboxMessage
from centres.models import Learner
from centres.operations import registering as enrolling
from registry.fake import FakeRegistry
from registry.protocol import Unknown
from tests.factories import standing_as
from tests.registry.samples import award, registered

DELIVER = {
    "assessments.register_result": registering.deliver_result,
    "centres.enrol": enrolling.deliver_registration,
}


@pytest.fixture
def registry():
    return FakeRegistry()


@pytest.fixture
def night(world):
    """Long after the fake registry opened and the clock of the database's now."""
    return world.now + timedelta(days=3650)


@pytest.fixture
def agreed(world, registry):
    """A pass and its registration, both with the registry."""
    released = world.released()
    with standing_as(world.worker) as by:
        for message in OutboxMessage.objects.filter(task__in=DELIVER).order_by("pk"):
            how = DELIVER[message.task]
            how(message=message.pk, connect=lambda: registry, by=by, now=world.now)
    return released


def compare(world, registry, now):
    with standing_as(world.worker) as by:
        comparing.reconcile(registry=registry, by=by, now=now)
        rows = RegistryDifference.objects.filter(cleared_at__isnull=True).order_by("key")
        return [(row.key, row.what) for row in rows]


def test_books_that_agree_leave_an_entry_and_no_difference(world, registry, agreed, night):
    assert compare(world, registry, night) == []

    with standing_as(world.staff):
        entry = Entry.objects.get(act="registry.reconcile")
        assert (entry.details, last_compared()) == (
            {"opened": 0, "cleared": 0, "standing": 0},
            entry.at,
        )


def test_what_the_registry_lost_is_found(world, registry, agreed, night):
    registry.awards.clear()

    assert compare(world, registry, night) == [(f"result-{agreed.submission_id}-v1", "gone")]


@pytest.mark.rule("A36")
def test_a_pass_that_never_went_is_found_and_one_on_its_way_is_not(world, registry, night):
    released = world.released()
    with standing_as(world.staff):
        out = Result.objects.get(pk=released.pk).released_at

    soon = compare(world, registry, out + timedelta(minutes=59))
    late = compare(world, registry, out + timedelta(minutes=61))

    assert f"result-{released.submission_id}-v1" not in dict(soon)
    assert dict(late)[f"result-{released.submission_id}-v1"] == "not_entered"


@pytest.mark.rule("A37")
def test_a_referral_is_not_expected_there(world, registry, night):
    released = world.released(decision="referral")

    assert f"result-{released.submission_id}-v1" not in dict(compare(world, registry, night))


def test_an_entry_we_know_nothing_of_is_found(world, registry, agreed, night):
    [there] = registry.enrolled.values()
    number, qualification = there.registration.learner_number, "603/4051/1"
    stray = award(learner_number=number, qualification_number=qualification)
    registry.register(stray, key="result-987654-v1")

    assert compare(world, registry, night) == [("result-987654-v1", "not_ours")]


def test_a_name_that_differs_is_found_with_what_each_holds(world, registry, agreed, night):
    with standing_as(world.staff):
        Learner.objects.update(full_name="Siân Llŷr")

    found = compare(world, registry, night)

    assert [what for _, what in found] == ["differs", "differs"]
    with standing_as(world.staff):
        row = RegistryDifference.objects.get(key__startswith="result")
    assert "learner_name Siân Llŷr;" in row.ours
    assert "learner_name Siân Gŵyn Llŷr;" in row.theirs


def test_a_difference_is_opened_once_and_cleared_when_it_is_gone(world, registry, agreed, night):
    kept = dict(registry.awards)
    registry.awards.clear()
    compare(world, registry, night)
    compare(world, registry, night)
    registry.awards.update(kept)

    assert compare(world, registry, night + timedelta(days=1)) == []
    with standing_as(world.staff):
        row = RegistryDifference.objects.get()
    assert (row.found_at, row.cleared_at) == (night, night + timedelta(days=1))


def test_nothing_is_mended_silently(world, registry, agreed, night):
    registry.awards.clear()

    compare(world, registry, night)

    with standing_as(world.staff):
        assert Result.objects.get().state == "registered"
        assert not OutboxMessage.objects.filter(state="waiting", task__in=DELIVER).exists()
    assert registry.awards == {}


def test_a_registry_that_stops_midway_changes_nothing(world, registry, agreed, night):
    class Breaking(FakeRegistry):
        def entries_in(self, span):
            raise Unknown("The registry answered 500.")

    registry.awards.clear()
    compare(world, registry, night)

    with pytest.raises(Unknown):
        compare(world, Breaking(), night)

    with standing_as(world.staff):
        assert RegistryDifference.objects.get().cleared_at is None


def test_as_many_queries_for_many_as_for_one(world, agreed, night):
    def asked():
        with standing_as(world.worker), CaptureQueriesContext(connection) as queries:
            found = sum(len(part.ours) for part in reconciling.parts(FakeRegistry(), now=night))
        return found, len(queries)

    few, queries = asked()
    for n in range(3):
        world.registered(f"Learner {n}")

    assert asked() == (few + 3, queries)


@pytest.fixture
def in_twos(monkeypatch):
    """Both books are compared two keys at a time."""
    monkeypatch.setattr(reconciling, "SLICE", 2)


@pytest.fixture
def five(world, registry, in_twos):
    """Five registrations, which need two full slices and a part of a third, all agreed."""
    made = [world.registered(f"Learner {n}") for n in range(5)]
    with standing_as(world.worker) as by:
        for message in OutboxMessage.objects.filter(task="centres.enrol").order_by("pk"):
            enrolling.deliver_registration(
                message=message.pk, connect=lambda: registry, by=by, now=world.now
            )
    return [f"registration-{one.pk}" for one in made]


def test_books_of_several_slices_that_agree_have_no_difference(world, registry, five, night):
    assert compare(world, registry, night) == []


@pytest.mark.rule("A36")
@pytest.mark.parametrize("lost", range(5))
def test_what_was_lost_is_found_wherever_a_slice_ends(world, registry, five, night, lost):
    del registry.enrolled[five[lost]]

    assert compare(world, registry, night) == [(five[lost], "gone")]


@pytest.mark.parametrize("number", ["0", "1", "999999999", "Z9"])
def test_a_stray_is_found_before_within_and_after_the_slices(world, registry, five, night, number):
    stray = f"registration-{number}"
    registry.enrol(registered(learner_number=f"R-{number}"), key=stray)

    assert compare(world, registry, night) == [(stray, "not_ours")]


def test_more_strays_than_a_slice_are_each_found_once(world, registry, five, night):
    strays = [f"registration-{number}" for number in range(900001, 900008)]
    for key in strays:
        registry.enrol(registered(learner_number=f"of {key}"), key=key)

    assert compare(world, registry, night) == [(key, "not_ours") for key in strays]


def test_results_are_compared_over_the_ends_of_slices(world, registry, agreed, night, in_twos):
    kept = registry.awards[f"result-{agreed.submission_id}-v1"]
    for before in range(1, 6):
        key = f"result-{before}00000000-v1"
        registry.awards[key] = replace(kept, key=key)

    found = compare(world, registry, night)

    assert found == [(f"result-{n}00000000-v1", "not_ours") for n in range(1, 6)]


def test_no_part_holds_more_than_a_slice(world, registry, five, night):
    with standing_as(world.worker):
        parts = list(reconciling.parts(registry, now=night))

    assert max(len(part.ours) for part in parts) == 2
    assert max(len(part.theirs) for part in parts) == 2
    assert sum(len(part.theirs) for part in parts) == 5
