"""The demo's standing world: bodies, centres, people, catalogue, approvals."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessments.demo import catalogue as content
from assessments.demo import story_clock
from assessments.demo.people import PASSWORD, PEOPLE, DemoPerson
from awarding.kernel import tenancy
from awarding.kernel.actors import Actor, Audience, Role, portal
from awarding.kernel.clock import london_day
from awarding.models import AwardingBody, Centre, Membership, Qualification, Unit
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
    """The people through whom the demo's story is told, each with the roles they hold."""

    body: AwardingBody
    staff: tuple[Actor, ...]
    coordinators: dict[str, Actor]
    assessors: tuple[Actor, ...]
    worker: Actor

    def who(self, act: str) -> Actor:
        """Return whose duty an act is: the first of the body's people who may do it."""
        return next(one for one in self.staff if one.may(act))


@contextmanager
def standing(actor: Actor) -> Iterator[Actor]:
    """Open the scope the edge would open for this actor."""
    with tenancy.acting(tenancy.Scope(actor.audience, actor.body, actor.centre, actor.person)):
        yield actor


def set_up(*, now: datetime) -> dict[str, Hands]:
    """Make both bodies with all that stands before the first submission; return who acts."""
    long_ago = now - timedelta(days=400)
    story_clock.tell(long_ago)
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
        hands[slug] = _peopled(body, long_ago)
    return hands


def _peopled(body: AwardingBody, now: datetime) -> Hands:
    """Fill one body: its first administrator is invited by the set-up, all others by them."""
    set_up = Actor(None, "Set-up", frozenset({Role.ADMINISTRATOR}), Audience.STAFF, body.pk)
    first = next(
        one for one in PEOPLE if one.body == body.slug and Role.ADMINISTRATOR in one.roles
    )
    with standing(set_up):
        _invite(first.email, first.name, first.roles, None, by=set_up, now=now)
    staff = _hands(body).staff
    with standing(staff[0]) as by:
        _body(body.slug, by, now)
        _people(body.slug, by, now)
    hands = _hands(body)
    with standing(hands.who("assessor.approve")):
        _approve_assessors(hands, now)
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
        own = divisions[division]
        centres.append(calendars.give_calendar(centre=made, calendar=own, by=staff, now=now))
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
                _invite(one.email, one.name, roles, centres.get(centre), by=staff, now=now)


def _invite(
    email: str, name: str, roles: tuple[Role, ...], centre: int | None, *, by: Actor, now: datetime
) -> None:
    people.invite(email=email, name=name, roles=roles, centre=centre, by=by, now=now)
    people.give_password(email, PASSWORD)


def _places(one: DemoPerson) -> list[tuple[str, str, tuple[Role, ...]]]:
    return [(one.body, one.centre, one.roles), *one.also]


def _hands(body: AwardingBody) -> Hands:
    """Return everybody who was invited so far, as the edge would let them act."""
    worker = portal(body.pk)
    with standing(worker):
        centres = {one.number: one.pk for one in Centre.objects.all()}
        ids = dict(Membership.objects.values_list("email", "person_id"))
    coordinators, by_audience = {}, defaultdict[Audience, list[Actor]](list)
    for one in PEOPLE:
        for slug, number, roles in _places(one):
            if slug != body.slug or one.email not in ids:
                continue
            for audience in dict.fromkeys(role.audience for role in roles):
                held = frozenset(role for role in roles if role.audience == audience)
                actor = Actor(
                    ids[one.email], one.name, held, audience, body.pk, centres.get(number)
                )
                by_audience[audience].append(actor)
                if Role.COORDINATOR in held:
                    coordinators[number] = actor
    return Hands(
        body,
        tuple(by_audience[Audience.STAFF]),
        coordinators,
        tuple(by_audience[Audience.ASSESSOR]),
        worker,
    )


def _approve_assessors(hands: Hands, now: datetime) -> None:
    by = hands.who("assessor.approve")
    for unit in Unit.objects.all():
        for assessor in hands.assessors:
            approving.approve_assessor(
                person=assessor.person or 0, unit=unit, from_on=london_day(now), by=by, now=now
            )
    for eqa in Membership.objects.filter(role=Role.EQA):
        for centre in Centre.objects.all():
            approving.allocate_eqa(person=eqa.person_id, centre=centre, by=by, now=now)
