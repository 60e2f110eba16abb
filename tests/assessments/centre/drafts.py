"""A centre's draft, its page and its forms as they are sent."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Submission
from assessments.operations import submissions
from tests.factories import standing_as
from tests.pages import centre_url
from tests.world import World

POINTS = {"points": ["0", "1"]}


def drafted(world: World) -> Submission:
    learner = world.registered()
    with standing_as(world.coordinator) as by:
        return submissions.draft(registration=learner, unit=world.unit, by=by, now=world.now)


def url(world: World, submission: Submission, part: str = "") -> str:
    return centre_url(world, f"submissions/{submission.reference}/{part}")


def page(client, world, submission) -> str:
    return client.get(url(world, submission)).content.decode()


def upload(name="essay.pdf", content=b"%PDF-1.7 made up") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def filled(world: World) -> Submission:
    """A draft with its documents, not reviewed and not signed."""
    made = drafted(world)
    for document in ("evidence", "cover_sheet"):
        world.add_file(made, document)
    return made


def signed_form(client, world, submission, **changed):
    """What a browser sends when everything is ticked and signed."""
    shown = re.search(r'name="shown" value="(\w+)"', page(client, world, submission))[1]
    signing = {"learner_name": "Siân Gŵyn Llŷr", "centre_signs": "on", "shown": shown}
    return POINTS | signing | changed


def state(world: World, submission: Submission) -> str:
    with standing_as(world.coordinator):
        return Submission.objects.get(pk=submission.pk).state
