"""Work by where its marking stands, and what every address of the staff tells of it."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from assessments import urls
from assessments.models import EvidenceCopy, EvidenceFile, Hold, Submission
from assessments.operations import assuring, holds
from awarding.kernel.actors import Actor, Audience, Role
from awarding.urls import clock
from tests.factories import standing_as
from tests.house.every_address import Address, addresses
from tests.world import World

#: Tells of registrations, and of no work before its result is out.
OF_REGISTRATIONS = "staff:registry"
EVERY = [
    address
    for address in addresses([*urls.staff, clock], "northgate/staff/", "staff:")
    if not address.name.startswith(OF_REGISTRATIONS)
]


def marking(world: World, both: Actor) -> Submission:
    return world.allocated(to=both)


def handed_over(world: World, both: Actor) -> Submission:
    return world.marked(world.allocated(to=both), by=as_assessor(both))


def with_a_lead(world: World, both: Actor) -> Submission:
    marked = handed_over(world, both)
    with standing_as(world.lead) as by:
        assuring.open_assurance(marking=world.marking_of(marked), by=by, now=world.now)
    return marked


def sent_back(world: World, both: Actor) -> Submission:
    marked = handed_over(world, both)
    with standing_as(world.lead) as by:
        opened = assuring.open_assurance(marking=world.marking_of(marked), by=by, now=world.now)
        assuring.return_to_assessor(
            assurance=opened, comment="Look at 1.2 again.", by=by, now=world.now
        )
    return marked


def as_assessor(both: Actor) -> Actor:
    """The same person on the assessors' side."""
    return Actor(both.person, both.name, frozenset({Role.ASSESSOR}), Audience.ASSESSOR, both.body)


def held(world: World, work: Submission) -> Submission:
    """The same with a hold on it, and its copy where a page can give it."""
    with standing_as(world.staff) as by:
        holds.place(submission=work, kind="concern", reason="Asked about.", by=by, now=world.now)
        default_storage.save(EvidenceCopy.objects.get(submission=work).key, ContentFile(b"%PDF"))
    return work


def told(client: Client, world: World, work: Submission) -> dict[str, set[str]]:
    """Every address that names the learner or the centre of a submission, with what it tells."""
    with standing_as(world.staff):
        work = Submission.objects.select_related("registration__learner", "centre").get(pk=work.pk)
        files = list(EvidenceFile.objects.filter(submission=work).select_related("file"))
        hold = Hold.objects.filter(submission=work).latest("pk").pk
    names = [
        work.registration.learner.full_name,
        work.registration.number,
        work.centre.name,
        *(one.file.name for one in files),
    ]
    rows = {"file": files[0].pk, "hold": hold, "pk": work.clock_id, "position": 1}
    found: dict[str, set[str]] = {}
    for method in ("GET", "POST"):
        for address in EVERY:
            answer = sent(client, method, at(address, work.reference, rows))
            said = {name for name in names if name.encode() in answer}
            if said:
                found.setdefault(address.name.partition(":")[2], set()).update(said)
    return found


def at(address: Address, reference: str, rows: dict[str, Any]) -> str:
    """An address, filled with what belongs to the submission."""
    where = address.route
    for name, kind in address.converters:
        value = rows.get(name, 0) if kind == "int" else reference
        where = where.replace(f"<{kind}:{name}>", str(value))
    return f"/{where}"


def sent(client: Client, method: str, where: str) -> bytes:
    """Everything that came back, its headers too, wherever it led."""
    answer = (client.get if method == "GET" else client.post)(where, follow=True)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body + str(answer.headers).encode()
