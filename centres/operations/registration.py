"""Registering learners: a number at once, and the registry told through the outbox."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from awarding import ledger
from awarding.kernel import clock, tenancy
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Caution, unless
from awarding.models import Membership
from awarding.operation import note, operation, passed
from centres.models import CatalogueEntry, Cohort, Registration
from centres.operations import entering
from centres.queries import learners, may_register

#: Letters and digits that nobody mistakes for one another.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@operation("cohort.open", shown=True)
def open_cohort(*, name: str, tutor: Membership | None, by: Actor, now: datetime) -> Cohort:
    """Return the centre's cohort of this name, made if it is new."""
    made: Cohort
    made, _ = Cohort.objects.get_or_create(name=name, defaults={"tutor": tutor})
    return made


@operation("learner.register", shown=True, keeps=["A11", "A12", "A33", "X1"])
def register_learner(
    *,
    full_name: str,
    uln: str,
    catalogue_entry: CatalogueEntry,
    cohort: Cohort | None,
    centre_reference: str,
    new_cohort: str = "",
    tutor: Membership | None = None,
    reasons: Mapping[str, str] | None = None,
    by: Actor,
    now: datetime,
) -> Registration:
    """Register one learner under a code, and announce it to the registry.

    A cohort that is new is opened in the same act, with its tutor.

    Locks the code, so that one learner is not registered twice under it. A ULN the body knows
    joins that learner when the names agree. The body writes that registration, since a
    centre registers only whom it entered or has registered before. A code whose work the centre
    marks itself is taken when ``reasons`` says so for A12, and a second person of one name under
    a code when it says so for A11.
    """
    entry = CatalogueEntry.objects.get(pk=catalogue_entry.pk)
    _lock(entry)
    known = learners.with_uln(uln)
    cautions = _ask(entry, known, full_name, uln, reasons, now)
    if new_cohort:
        cohort = open_cohort(name=new_cohort, tutor=tutor, by=by, now=now)
    made = _write(
        Registration(
            centre_id=entry.centre_id,
            learner_id=known[0] if known else entering.enter(full_name, uln),
            qualification=entry.qualification,
            catalogue_entry=entry,
            cohort=cohort,
            number=_number(),
            centre_reference=centre_reference,
            registered_on=clock.london_day(now),
        ),
        of_the_body=known is not None,
    )
    for caution in cautions:
        passed(made, caution, reason=(reasons or {})[caution.rule])
    note(code=entry.code)
    _announce(made, now)
    return made


def _ask(
    entry: CatalogueEntry,
    known: tuple[int, str] | None,
    full_name: str,
    uln: str,
    reasons: Mapping[str, str] | None,
    now: datetime,
) -> list[Caution]:
    """Put every question of registering at once; return what is let pass with a reason."""
    answers = may_register.answers(
        known, full_name=full_name, uln=uln, entry=entry, on=clock.london_day(now)
    )
    unless(*answers, subject=entry, reasons=reasons)
    return [one for one in answers if isinstance(one, Caution)]


def _announce(made: Registration, now: datetime) -> None:
    """Have the registry told of it, once for each registration (A11)."""
    told = ledger.Announcement(
        "centres.enrol",
        f"registration-{made.pk}",
        {"registration": made.pk},
        centre=made.centre_id,
    )
    ledger.announce([told], now=now)


def _lock(entry: CatalogueEntry) -> None:
    """Let one registration under a code wait for the other, whoever's role may not UPDATE it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"code {entry.pk}"]
        )


def _write(made: Registration, *, of_the_body: bool) -> Registration:
    """Write a registration: of a learner the body knows, as the body."""
    if not of_the_body:
        made.save(force_insert=True)
        return made
    with tenancy.whole_body(because="A11: a ULN is one person across the body's centres"):
        made.save(force_insert=True)
    return made


def _number() -> str:
    """Return a new registration number: nine characters nobody can guess the next of."""
    return "R" + "".join(secrets.choice(ALPHABET) for _ in range(8))
