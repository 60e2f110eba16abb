"""Release: ticked, previewed, released and told about."""

import pytest

from assessments.models import Hold
from tests.factories import standing_as
from tests.pages import words

HERE = "/northgate/staff"


@pytest.mark.rule("A34")
def test_ticked_results_are_previewed_released_and_told_about(world, staff):
    passed = world.ready()
    referred = world.ready(world.finalised(world.marked(_another(world), decision="referral")))
    ticked = [passed.pk, referred.pk]

    page = words(staff.get(f"{HERE}/release/"))
    look = words(staff.get(f"{HERE}/release/preview/", {"ticked": ticked}))
    done = words(staff.post(f"{HERE}/release/go/", {"ticked": ticked}, follow=True))

    assert page.count("Ready to release") == 2
    assert "Release 2 results" in look
    assert "2 results released." in done
    assert done.count(f", by {world.staff.name}") == 2
    assert "On its way" in done
    assert "Not entered: only a pass is" in done


def _another(world):
    """A second learner's work, allocated."""
    sent = world.submitted(world.prepared(world.registered("Rhys Bowen")))
    return world.allocated(world.accepted(sent))


@pytest.mark.rule("A34")
def test_who_releases_what_is_out_already_reads_when_and_by_whom(world, staff):
    ticked = {"ticked": [world.ready().pk]}
    staff.post(f"{HERE}/release/go/", ticked)

    again = words(staff.post(f"{HERE}/release/go/", ticked, follow=True))

    assert "1 result was released already. When and by whom stands beside it." in again
    assert "was not released" not in again
    assert f", by {world.staff.name}" in again


@pytest.mark.rule("X6")
def test_what_may_not_be_released_says_why_and_has_no_box(world, staff):
    ready = world.ready()
    waiting = world.finalised(world.marked(_another(world)))
    with standing_as(world.staff):
        Hold.objects.create(
            centre_id=ready.centre_id,
            submission_id=ready.submission_id,
            kind="question",
            reason="Asked about page 3",
            placed_at=world.now,
        )

    page = staff.get(f"{HERE}/release/")
    look = words(staff.get(f"{HERE}/release/preview/", {"ticked": [ready.pk, waiting.pk]}))
    done = words(
        staff.post(f"{HERE}/release/go/", {"ticked": [ready.pk, waiting.pk]}, follow=True)
    )

    assert "Why not: The result is held: Asked about page 3. Lift the hold first." in words(page)
    assert "Why not: The result sheet is still being made." in words(page)
    assert 'type="checkbox"' not in page.content.decode()
    assert "These stay" in look
    assert "These go out" not in look
    assert "2 results were not released." in done
    assert done.count("Not released") == 2


def test_a_release_of_nothing_and_of_what_is_not_there(world, staff):
    nothing = staff.get(f"{HERE}/release/preview/", follow=True)

    assert words(nothing).startswith("Error: Release")
    assert 'class="govuk-error-summary"' in nothing.content.decode()
    assert "Tick at least one result." in words(nothing)
    assert staff.get(f"{HERE}/release/preview/?ticked=999999").status_code == 404
    assert staff.post(f"{HERE}/release/go/", {"ticked": "999999"}).status_code == 404


def test_a_number_nobody_knows_stays_and_the_others_go_out(world, staff):
    ticked = {"ticked": [world.ready().pk, 999999]}

    look = words(staff.get(f"{HERE}/release/preview/", ticked))
    done = words(staff.post(f"{HERE}/release/go/", ticked, follow=True))

    gone = "Nothing to release has the number 999999. Go back to release and tick again."
    assert "Release 1 result" in look
    assert gone in look
    assert "1 result released." in done
    assert "1 result was not released. The reason stands beside it." in done
    assert gone in done


def test_release_is_offered_to_those_who_may(world, lead):
    world.ready()

    assert "Preview" not in words(lead.get(f"{HERE}/release/"))
    assert lead.get(f"{HERE}/release/preview/").status_code == 403


def test_the_list_for_release_asks_as_much_for_thirty_rows_as_for_one(
    world, staff, django_assert_max_num_queries, django_assert_num_queries
):
    world.ready()
    with django_assert_max_num_queries(30) as one:
        staff.get(f"{HERE}/release/")
    world.ready(world.finalised(world.marked(_another(world))))

    with django_assert_num_queries(len(one.captured_queries)):
        staff.get(f"{HERE}/release/")
