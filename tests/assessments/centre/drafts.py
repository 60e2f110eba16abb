"""A centre's draft, its page and its forms as they are sent."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Submission
from assessments.operations import submissions
from awarding.models import StoredFile
from centres.models import Registration
from tests import guards
from tests.factories import standing_as
from tests.pages import centre_url
from tests.world import World

POINTS = {"points": ["0", "1"]}


def drafted(world: World, learner: Registration | None = None) -> Submission:
    learner = learner or world.registered()
    with standing_as(world.coordinator) as by:
        return submissions.draft(registration=learner, unit=world.unit, by=by, now=world.now)


def url(world: World, submission: Submission, part: str = "") -> str:
    return centre_url(world, f"submissions/{submission.reference}/{part}")


def page(client, world, submission) -> str:
    return client.get(url(world, submission)).content.decode()


def upload(name="essay.pdf", content=b"%PDF-1.7 made up") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def filled(world: World, verdict: str = "accepted") -> Submission:
    """A draft with its documents, not reviewed and not signed; this was found of its evidence."""
    made = drafted(world)
    world.add_file(made, "evidence", verdict)
    world.add_file(made, "cover_sheet")
    return made


def judged_anew(world: World, **found: str) -> None:
    """Have another verdict of every file, of sent ones too, as before the database kept them.

    The world must be committed.
    """
    off = guards.without_trigger("awarding_storedfile", "a_verdict_stands")
    with off, standing_as(world.worker):
        StoredFile.objects.update(**found)


def signed_form(client, world, submission, **changed):
    """What a browser sends when everything is ticked and signed."""
    shown = re.search(r'name="shown" value="(\w+)"', page(client, world, submission))[1]
    signing = {"learner_name": "Siân Gŵyn Llŷr", "centre_signs": "on", "shown": shown}
    return POINTS | signing | changed


def state(world: World, submission: Submission) -> str:
    with standing_as(world.coordinator):
        return Submission.objects.get(pk=submission.pk).state
