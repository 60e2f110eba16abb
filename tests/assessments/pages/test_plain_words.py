"""Enter decides nothing, and each sentence of the staff's pages says what is so."""

import re
from datetime import datetime, timedelta

import pytest

from assessments.operations import assuring
from assessments.rules import allocating
from assessments.rules.allocating import AllocationFacts
from assessments.states import S
from assessments.views.staff import standing
from awarding.kernel.text import closed
from awarding.models import OutboxMessage
from awarding.states import D
from tests.factories import standing_as
from tests.pages import client_of, words

HERE = "/northgate/staff"
INERT = re.compile(r"<form[^>]*>(?:(?!<button).)*<button[^>]*disabled", re.DOTALL)


@pytest.fixture
def checked(world, staff):
    """Work under its quality check, by its address."""
    sent = world.submitted()
    staff.post(f"{HERE}/checks/{sent.reference}/start/")
    return sent, f"{HERE}/checks/{sent.reference}/"


def answer_by(day: datetime) -> dict[str, str]:
    return {f"answer_by_{n}": str(part) for n, part in enumerate((day.day, day.month, day.year))}


def state_of(world, sent) -> str:
    with standing_as(world.staff):
        return type(sent).objects.get(pk=sent.pk).state


@pytest.mark.rule("A25")
def test_a_day_to_answer_by_is_not_sent_with_an_acceptance(world, staff, checked):
    sent, at = checked

    asked = staff.post(at, {"act": "all-met", **answer_by(world.now + timedelta(days=60))})

    assert "Answer by is for a return alone." in words(asked)
    assert state_of(world, sent) == S.CHECKING


@pytest.mark.rule("A25")
def test_a_check_that_no_button_sent_decides_nothing(world, staff, checked):
    sent, at = checked

    asked = staff.post(at, {"act": ""})

    assert "Choose whether to accept or to return." in words(asked)
    assert state_of(world, sent) == S.CHECKING


@pytest.mark.rule("A25")
def test_the_day_the_page_suggests_stops_no_acceptance(world, staff, checked):
    sent, at = checked
    page = staff.get(at).content.decode()
    boxes = re.findall(r"<input[^>]*answer_by_\d[^>]*>", page)
    suggested = dict(
        zip(
            [f"answer_by_{n}" for n in range(3)],
            [re.search(r'value="(\d+)"', box)[1] for box in boxes],
            strict=True,
        )
    )

    staff.post(at, {"act": "all-met", **suggested})

    assert len(suggested) == 3
    assert state_of(world, sent) == S.ACCEPTED


def test_enter_presses_no_button_of_a_form_that_has_several(world, staff, checked):
    marked, begun = world.marked(), world.allocated()
    lead, assessor = client_of(world.lead), client_of(world.assessor)
    opened = lead.post(f"{HERE}/assure/{marked.reference}/open/").url
    sheet = assessor.post(f"/northgate/assessor/marking/{begun.reference}/begin/").url

    for page in (staff.get(checked[1]), lead.get(opened), assessor.get(sheet)):
        form = page.content.decode().split('id="main"')[1]
        assert INERT.search(form)


@pytest.mark.parametrize(
    ("tries", "answer", "held", "said"),
    [
        (1, "", 60, "Being entered"),
        (1, "", -1, "Outcome not known, tried again"),
        (1, "The registry answered 500.", 60, "Outcome not known, tried again"),
        (2, "", 60, "Outcome not known, tried again"),
    ],
    ids=["under way", "given up", "no clear answer", "again"],
)
def test_a_first_try_under_way_is_not_an_unknown_outcome(now, tries, answer, held, said):
    message = OutboxMessage(
        state=D.UNKNOWN,
        tries=tries,
        last_answer=answer,
        claimed_until=now + timedelta(seconds=held),
    )

    assert str(standing.in_registry(message, now)[0]) == said


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("His sister teaches there", "His sister teaches there."),
        ("His sister teaches there. ", "His sister teaches there."),
        ("Is it so?", "Is it so?"),
        ("“She said so.”", "“She said so.”"),
    ],
)
def test_what_somebody_wrote_ends_with_one_mark(written, told):
    assert closed(written) == told


@pytest.mark.rule("A26")
def test_an_interest_is_quoted_with_one_full_stop(now):
    facts = AllocationFacts(
        on=now.date(), assessor="Ben", unit="300", state="to_allocate",
        submission_state="accepted", is_assessor_now=True, approved_from=now.date(),
        approved_until=None, works_at_centre=False, conflict="His sister teaches there.",
        judged_before=False, checked_before=False, copies_ready=True,
    )  # fmt: skip

    said = str(allocating.no_interest(facts).reason)

    assert said.endswith("an interest: His sister teaches there. Choose another assessor.")


def test_marking_taken_up_again_by_the_same_person_says_so(world, staff):
    work = world.marked()
    with standing_as(world.lead) as by:
        opened = assuring.open_assurance(marking=world.marking_of(work), by=by, now=world.now)
        assuring.return_to_assessor(assurance=opened, comment="Look again.", by=by, now=world.now)
    world.marked(work)

    told = words(staff.get(f"{HERE}/submissions/{work.reference}/"))

    assert (told.count("Marking begun"), told.count("Marking taken up again")) == (1, 1)


def test_a_held_result_quotes_the_clause_that_keeps_it(world, staff):
    ready = world.ready()
    with standing_as(world.staff):
        reference = ready.submission.reference
    staff.post(f"{HERE}/submissions/{reference}/hold/", {"kind": "other", "reason": "A doubt."})

    page = words(staff.get(f"{HERE}/release/"))

    assert "A result is not released while anything holds it." in page
