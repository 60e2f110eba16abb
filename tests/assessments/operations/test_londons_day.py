"""What depends on a day depends on London's: at 23:30 UTC in summer, that is tomorrow's."""

from datetime import UTC, date, datetime

import pytest

from assessments.models import Submission
from assessments.operations import checking, signing
from assessments.queries import sending
from assessments.queries.sheet_data import sheet_data
from awarding.kernel.rules import Refused
from awarding.models import DeclarationText
from awarding.operations import rulebook
from centres.models import Approval
from tests.awarding.operations.test_rulebook import FASTER
from tests.factories import standing_as
from tests.world import World

LATE = datetime(2026, 7, 15, 23, 30, tzinfo=UTC)
UTC_DAY, DAY = date(2026, 7, 15), date(2026, 7, 16)


@pytest.fixture
def late(body: object) -> World:
    """A world in which it is half past midnight in London, and still the day before in UTC."""
    return World(body, LATE)


@pytest.mark.rule("A11")
def test_a_learner_is_registered_on_it(late: World):
    assert late.registered().registered_on == DAY


@pytest.mark.rule("A25")
def test_an_answer_is_not_due_on_it(late: World):
    sent = late.submitted()
    with standing_as(late.staff) as by:
        checking.open_check(submission=sent, by=by, now=late.now)
        with pytest.raises(Refused, match="Answer by must be tomorrow or later"):
            checking.return_to_centre(
                submission=sent,
                points=late.points(sent, signed="Sign it."),
                answer_by=DAY,
                by=by,
                now=late.now,
            )


@pytest.mark.rule("A04", "A39")
def test_work_is_sent_on_it(late: World):
    prepared = late.prepared()
    with standing_as(late.staff):
        Approval.objects.update(from_on=DAY)

    sent = late.submitted(prepared)

    with standing_as(late.staff):
        clock = Submission.objects.select_related("clock").get(pk=sent.pk).clock
    assert clock.started_on == DAY


@pytest.mark.rule("Q20")
def test_numbers_are_in_force_from_it_and_none_are_added_for_the_day_before(late: World):
    given = {"name": "sla", "terms": FASTER, "now": late.now}
    with standing_as(late.staff) as by:
        with pytest.raises(Refused, match="16 July 2026"):
            rulebook.add_term(from_on=UTC_DAY, by=by, **given)
        rulebook.add_term(from_on=DAY, by=by, **given)

    sent = late.submitted()

    with standing_as(late.staff):
        assert Submission.objects.select_related("clock").get(pk=sent.pk).clock.days == 20


@pytest.mark.rule("A19")
def test_words_are_signed_that_are_in_force_on_it(late: World):
    prepared = late.prepared()
    with standing_as(late.staff):
        DeclarationText.objects.create(
            kind="finality.centre", version=2, words="These are final.", from_on=DAY
        )
    with standing_as(late.coordinator) as by:
        signed = signing.declare(
            submission=prepared,
            kind="finality.centre",
            signer_name=by.name,
            shown=sending.content_of(prepared),
            by=by,
            now=late.now,
        )
        assert signed.text.words == "These are final."


@pytest.mark.rule("A33")
def test_a_result_sheet_says_it_was_finalised_on_it(late: World):
    result = late.finalised()
    with standing_as(late.staff):
        assert sheet_data(result).finalised_on == DAY
