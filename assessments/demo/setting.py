"""The demo's standing world: bodies, centres, people, catalogue, approvals."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assessments.demo import catalogue as content
from assessments.demo.people import PASSWORD, PEOPLE, DemoPerson
from awarding.kernel import tenancy
from awarding.kernel.actors import BODY_ROLES, Actor, Audience, Role
from awarding.kernel.clock import london_day
from awarding.models import AwardingBody, Centre, Person, Qualification, Unit
from awarding.operations import bodies, calendars, catalogue, people
from awarding.operations.catalogue import UnitGiven
from centres.models import CatalogueEntry
from centres.operations import approving

BODIES = (
    ("northgate", "Northgate Awards", "NA", "Pass", "Referral"),
    ("mti", "Motor Trades Institute", "MT", "Achieved", "Referred"),
)
CENTRES = (
    ("northgate", "012345", "Riverside College", "10099871", "england-and-wales"),
    ("northgate", "023456", "Hillside Training", "10099872", "scotland"),
    ("mti", "4001", "Riverside College", "10099871", "england-and-wales"),
)
QUALIFICATIONS: tuple[tuple[str, str, str, str, str, tuple[UnitGiven, ...]], ...] = (
    (
        "northgate",
        "603/1166/6",
        "Level 3 Diploma for Managers",
        "3",
        "NL3-21",
        (content.LEADERSHIP, content.PROBLEMS),
    ),
    (
        "mti",
        "500/6771/0",
        "Level 3 Award in Automotive Refrigerant Handling",
        "3",
        "MT3-S1",
        (content.REFRIGERANT,),
    ),
)


@dataclass(frozen=True, slots=True)
class Hands:
    """The people through whom the demo's story is told, each an actor of one body."""

    body: AwardingBody
    staff: Actor
    coordinators: dict[str, Actor]
    assessors: tuple[Actor, ...]
    lead: Actor
    worker: Actor


@contextmanager
def standing(actor: Actor) -> Iterator[Actor]:
    """Open the scope the edge would open for this actor."""
    with tenancy.acting(tenancy.Scope(actor.audience, actor.body, actor.centre, actor.person)):
        yield actor


def everybody(body: AwardingBody) -> Actor:
    """Return an actor with every duty of a body, who sets it up."""
    duties = BODY_ROLES - {Role.ASSESSOR, Role.EQA}
    return Actor(None, "Set-up", frozenset(duties | {Role.WORKER}), Audience.STAFF, body.pk)


def set_up(*, now: datetime) -> dict[str, Hands]:
    """Make both bodies with all that stands before the first submission; return who acts."""
    long_ago = now - timedelta(days=400)
    hands = {}
    for slug, name, prefix, passes, referral in BODIES:
        body = bodies.install(
            slug=slug,
            name=name,
            reference_prefix=prefix,
            contact_email=f"help@{slug}.example",
            contact_phone="01632 960123",
            pass_word=passes,
            referral_word=referral,
        )
        staff = everybody(body)
        with standing(staff):
            _body(slug, staff, long_ago)
            _people(slug, staff, now)
        hands[slug] = _hands(body, staff)
        with standing(staff):
            _approve_assessors(hands[slug], long_ago)
    return hands


def _body(slug: str, staff: Actor, now: datetime) -> None:
    divisions = {one.division: one for one in calendars.seed_calendars(by=staff, now=now)}
    for kind, words in content.DECLARATIONS.items():
        catalogue.word_declaration(
            kind=kind, words=words, from_on=london_day(now), by=staff, now=now
        )
    centres = []
    for body, number, name, ukprn, division in CENTRES:
        if body != slug:
            continue
        made = bodies.open_centre(
            number=number,
            name=name,
            ukprn=ukprn,
            approved_on=london_day(now),
            by=staff,
            now=now,
        )
        calendars.give_calendar(centre=made, calendar=divisions[division], by=staff, now=now)
        centres.append(made)
    for body, number, title, level, code, units in QUALIFICATIONS:
        if body == slug:
            made_of = catalogue.add_qualification(
                number=number, title=title, level=level, units=units, by=staff, now=now
            )
            for centre in centres:
                _offer(centre, made_of, code, staff, now)


def _offer(
    centre: Centre, qualification: Qualification, code: str, staff: Actor, now: datetime
) -> CatalogueEntry:
    approving.approve_centre(
        centre=centre,
        qualification=qualification,
        from_on=london_day(now),
        by=staff,
        now=now,
    )
    approving.grant_code(
        centre=centre,
        qualification=qualification,
        code=f"{code}-L",
        is_service=False,
        by=staff,
        now=now,
    )
    return approving.grant_code(
        centre=centre, qualification=qualification, code=code, is_service=True, by=staff, now=now
    )


def _people(slug: str, staff: Actor, now: datetime) -> None:
    centres = {one.number: one.pk for one in Centre.objects.all()}
    for one in PEOPLE:
        for body, centre, roles in _places(one):
            if body == slug:
                people.invite(
                    email=one.email,
                    name=one.name,
                    roles=roles,
                    centre=centres.get(centre),
                    by=staff,
                    now=now,
                )
                people.give_password(one.email, PASSWORD)


def _places(one: DemoPerson) -> list[tuple[str, str, tuple[Role, ...]]]:
    return [(one.body, one.centre, one.roles), *one.also]


def _hands(body: AwardingBody, staff: Actor) -> Hands:
    with standing(staff):
        centres = {one.number: one.pk for one in Centre.objects.all()}
    with tenancy.acting(tenancy.NOBODY):
        ids = dict(Person.objects.values_list("email", "pk"))
    coordinators, assessors, leads = {}, [], []
    for one in PEOPLE:
        for slug, centre, roles in _places(one):
            if slug != body.slug:
                continue
            for role in roles:
                actor = Actor(
                    ids[one.email],
                    one.name,
                    frozenset({role}),
                    role.audience,
                    body.pk,
                    centres.get(centre),
                )
                if role == Role.COORDINATOR:
                    coordinators[centre] = actor
                elif role == Role.ASSESSOR:
                    assessors.append(actor)
                elif role == Role.LEAD_ASSESSOR:
                    leads.append(actor)
    worker = Actor(None, "The portal", frozenset({Role.WORKER}), Audience.STAFF, body.pk)
    intake = next(one for one in PEOPLE if Role.INTAKE in one.roles and one.body == body.slug)
    staff = replace(staff, person=ids[intake.email], name=intake.name)
    return Hands(body, staff, coordinators, tuple(assessors), leads[-1], worker)


def _approve_assessors(hands: Hands, now: datetime) -> None:
    for unit in Unit.objects.all():
        for assessor in hands.assessors:
            approving.approve_assessor(
                person=assessor.person or 0,
                unit=unit,
                from_on=london_day(now),
                by=hands.staff,
                now=now,
            )
    for eqa in [one for one in PEOPLE if Role.EQA in one.roles and one.body == hands.body.slug]:
        with tenancy.acting(tenancy.NOBODY):
            person = Person.objects.get(email=eqa.email).pk
        for centre in Centre.objects.all():
            approving.allocate_eqa(person=person, centre=centre, by=hands.staff, now=now)
