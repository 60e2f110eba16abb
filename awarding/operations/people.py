"""People: invited to a body or one of its centres, given other roles, and their roles ended.

A person is found or made by e-mail address, as nobody: log-ins are read and written by no
audience. What an audience sees of people is their memberships.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from awarding import ledger
from awarding.kernel import tenancy
from awarding.kernel.actors import Actor, Role
from awarding.kernel.rules import unless
from awarding.models import Membership, Person
from awarding.once import Batch
from awarding.operation import note, operation
from awarding.queries.people import has_acted
from awarding.rules.people import (
    InviteFacts,
    an_administrator_is_left,
    own_log_in,
    was_invited_by_mistake,
)

MAIL = "awarding.mail_invitation"


@operation("person.invite", each=True, keeps=("A16",))
def invite(
    *,
    email: str,
    name: str,
    roles: Collection[Role],
    centre: int | None = None,
    by: Actor,
    now: datetime,
) -> Batch[Membership]:
    """Give somebody these roles at the body or one of its centres, and write to them.

    One address is one person, in every body. A role they have here already stays as it is.
    """
    unless(own_log_in(InviteFacts(name, email)))
    person, is_new = _person(email, name)
    held = _held(person, centre).values_list("role", flat=True)
    done = _begin(person, name, email, set(roles) - set(held), centre, now)
    if done:
        letter = {"membership": done[0].pk, "is_new": is_new}
        key = f"invitation-{done[0].pk}"
        ledger.announce([ledger.Announcement(MAIL, key, letter, centre)], now=now)
    note(roles=sorted(roles))
    return Batch(done)


@operation("person.change_roles", each=True)
def change_roles(
    *, membership: int, roles: Collection[Role], by: Actor, now: datetime
) -> Batch[Membership]:
    """Give somebody exactly these roles where this membership is: begin some, end others.

    Locks what they hold there and the body's administrators. With no role left they can no
    longer act there. The body's last administrator stays one.
    """
    here: Membership = Membership.objects.get(pk=membership)
    _lock_with_administrators(Q(person_id=here.person_id, centre_id=here.centre_id))
    held = list(_held(here.person_id, here.centre_id).order_by("id"))
    ended = [one for one in held if one.role not in roles]
    _leave_an_administrator(ended)
    for one in ended:
        _end(one, now)
    missing = set(roles) - {one.role for one in held}
    begun = _begin(here.person_id, here.name, here.email, missing, here.centre_id, now)
    note(roles=sorted(roles))
    return Batch([*ended, *begun])


@operation("membership.end")
def end_membership(*, membership: int, by: Actor, now: datetime) -> Membership:
    """End one role of one person, from their next request on. An ended one stays as it ended.

    Locks it and the body's administrators, of whom one stays.
    """
    _lock_with_administrators(Q(pk=membership))
    ended: Membership = Membership.objects.get(pk=membership)
    if ended.ended_at is None:
        _leave_an_administrator([ended])
        _end(ended, now)
    return ended


@operation("membership.strike_out", keeps=["A26"])
def strike_out(*, membership: int, because: str, by: Actor, now: datetime) -> Membership:
    """Keep that an ended role at a centre was given by mistake: it is no interest in its work.

    Locks it. ``Refused`` where it has not ended, or the person ever acted for the centre; one
    that was struck out stays as it was.
    """
    found: Membership = (
        Membership.objects.select_for_update(of=("self",))
        .exclude(centre__isnull=True)
        .get(pk=membership)
    )
    if found.mistaken_because:
        return found
    unless(
        was_invited_by_mistake(has_ended=found.ended_at is not None, has_acted=has_acted(found)),
        subject=found,
    )
    found.mistaken_because = because
    found.save(update_fields=["mistaken_because"])
    note(because=because)
    return found


def _person(email: str, name: str) -> tuple[int, bool]:
    """Return the person with this address, made now if there is none, and whether it was made.

    A new one has no password: the letter leads to where one is set.
    """
    with tenancy.acting(tenancy.NOBODY):
        found = Person.objects.filter(email=email.lower()).first()
        made = found or Person.objects.create_user(email, None, full_name=name)
    return made.pk, found is None


def _held(person: int, centre: int | None) -> QuerySet[Membership]:
    return Membership.objects.filter(person_id=person, centre_id=centre, ended_at__isnull=True)


def _begin(
    person: int,
    name: str,
    email: str,
    roles: Iterable[str],
    centre: int | None,
    now: datetime,
) -> list[Membership]:
    """Begin these roles, in the order of the table of roles."""
    wanted = set(roles)
    return [
        Membership.objects.create(
            person_id=person,
            centre_id=centre,
            role=role,
            name=name,
            email=email.lower(),
            began_at=now,
        )
        for role in Role
        if role in wanted
    ]


def _lock_with_administrators(theirs: Q) -> None:
    """Lock these memberships and the body's administrators, so that two do not end each other.

    All in one statement and one order: two who each held their own and asked for the other's
    would wait for each other.
    """
    locked = Membership.objects.select_for_update().order_by("id")
    list(locked.filter((theirs | Q(role=Role.ADMINISTRATOR)) & Q(ended_at__isnull=True)))


def _leave_an_administrator(ended: Iterable[Membership]) -> None:
    """Refuse to end the last administrator, once they are locked."""
    gone = {one.person_id for one in ended if one.role == Role.ADMINISTRATOR}
    if not gone:
        return
    there = Membership.objects.filter(role=Role.ADMINISTRATOR, ended_at__isnull=True)
    people = set(there.values_list("person_id", flat=True))
    for one in ended:
        if one.person_id in gone:
            unless(an_administrator_is_left(len(people - gone)), subject=one)


def _end(membership: Membership, now: datetime) -> None:
    membership.ended_at = now
    membership.save(update_fields=["ended_at"])


def give_password(email: str, password: str) -> None:
    """Give a person a password as whoever installs the portal does: for the demo's seeding."""
    with tenancy.acting(tenancy.NOBODY):
        person = Person.objects.get(email=email.lower())
        person.set_password(password)
        person.save(update_fields=["password"])
