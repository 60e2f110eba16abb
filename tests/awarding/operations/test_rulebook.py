"""Q20: a body's own numbers have dates and a clause of their own."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from awarding.kernel.actors import NotAllowed, Role
from awarding.kernel.rules import Clause, Refused
from awarding.models import Decision, Entry, Term
from awarding.operations import rulebook as operations
from awarding.queries import rulebook
from awarding.rules.clock import TWENTY_FIVE_DAYS, SlaTerms
from tests.assessments.constraints.kept import kept_by
from tests.factories import actor, standing_as

CHARTER = Clause("Service charter", "3", "2.1", "We mark within 20 working days.")
FASTER = SlaTerms(days=20, amber_from=15, red_from=18, cites=CHARTER)
TODAY = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Gap:
    gap: timedelta = timedelta(hours=48)
    cites: Clause = TWENTY_FIVE_DAYS


@pytest.fixture
def staff(body):
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        yield by


def add(by, now, terms=FASTER, from_on=TODAY, name="sla"):
    return operations.add_term(name=name, terms=terms, from_on=from_on, by=by, now=now)


def test_without_a_row_the_reference_scheme_holds_with_its_own_clause(staff):
    assert rulebook.terms("sla", SlaTerms, on=TODAY) == SlaTerms()


@pytest.mark.rule("Q20")
def test_a_row_is_in_force_from_its_day_on_with_its_own_clause(staff, now):
    add(staff, now, from_on=date(2027, 1, 1))

    assert rulebook.terms("sla", SlaTerms, on=date(2026, 12, 31)) == SlaTerms()
    assert rulebook.terms("sla", SlaTerms, on=date(2027, 1, 1)) == FASTER


def test_the_latest_row_in_force_is_read(staff, now):
    add(staff, now)
    add(staff, now, terms=replace(FASTER, days=22), from_on=date(2027, 1, 1))

    days = [rulebook.terms("sla", SlaTerms, on=on).days for on in (TODAY, date(2027, 2, 1))]

    assert days == [20, 22]


def test_a_length_of_time_comes_back_as_one(staff, now):
    add(staff, now, terms=Gap(timedelta(hours=2), CHARTER), name="gap")

    assert rulebook.terms("gap", Gap, on=TODAY).gap == timedelta(hours=2)


@pytest.mark.rule("Q20")
@pytest.mark.parametrize("cites", [TWENTY_FIVE_DAYS, replace(CHARTER, words=" ")])
def test_a_number_without_a_clause_of_its_own_is_refused(staff, now, cites):
    with pytest.raises(Refused):
        add(staff, now, terms=replace(FASTER, cites=cites))

    assert (Term.objects.count(), Decision.objects.get().rule) == (0, "Q20")


@pytest.mark.rule("Q20")
def test_the_past_keeps_its_numbers(staff, now):
    with pytest.raises(Refused, match="20 November 2026"):
        add(staff, now, from_on=date(2026, 11, 19))


@pytest.mark.rule("Q20")
def test_numbers_by_which_no_clock_could_count_are_not_added(staff, now):
    with pytest.raises(Refused, match="Give from 1 to 250 working days"):
        add(staff, now, terms=replace(FASTER, days=0))

    assert (Term.objects.count(), Decision.objects.get().rule) == (0, "Q20")


COUNTED = {"days": 20, "amber_from": 15, "red_from": 18}


@pytest.mark.rule("Q20")
@pytest.mark.parametrize(
    "values",
    [
        *({**COUNTED, "days": days} for days in (0, -1, 17, 251, 20.5, "20", None, True, [20])),
        *({**COUNTED, "amber_from": amber} for amber in (-1, 19, 15.5, "15")),
        *({**COUNTED, "red_from": red} for red in (14, 21, 18.5)),
        {"days": 0, "amber_from": 0, "red_from": 0},
        {"days": 20},
        {**COUNTED, "green_from": 1},
        {},
        [],
    ],
)
def test_nor_do_they_stand_in_the_table(staff, now, values):
    add(staff, now)
    kept = Term(name="sla", values=values, from_on=date(2027, 1, 1), words="W", document="D")

    with kept_by("a_clock_can_keep_its_term"):
        kept.save()


def test_a_row_is_never_changed_even_by_the_database_role(staff, now):
    add(staff, now)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Term.objects.update(values={})


def test_adding_leaves_an_entry_and_needs_the_administrator(staff, now, body):
    add(staff, now)

    assert Entry.objects.get().details["values"] == {"days": 20, "amber_from": 15, "red_from": 18}
    with standing_as(actor(Role.RELEASE, body=body)) as other, pytest.raises(NotAllowed):
        add(other, now, from_on=date(2027, 1, 1))
