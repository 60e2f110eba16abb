"""``manage.py seed_demo [--json]``: fill an empty installation, or say who is in it."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.demo import setting, story, story_clock
from assessments.demo.people import PASSWORD, PEOPLE
from awarding.kernel import clock
from awarding.models import AwardingBody
from registry.server import demo as registry_demo


class Command(BaseCommand):
    """Seed once, through the operations; called again it changes nothing."""

    help = "Fill an empty installation with demo data; --json says who can sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --json."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed if nothing is there, then print what is."""
        if not settings.DEMO:
            raise CommandError(
                "The demo's passwords are known to everybody. Set PORTAL_DEMO=1 to seed it anyway."
            )
        if not AwardingBody.objects.exists():
            seed()
        if options["json"]:
            self.stdout.write(json.dumps(told(), indent=2))


def seed() -> None:
    """Set both bodies up and tell their stories, up to now."""
    now = clock.now()
    with story_clock.lent():
        story.tell(setting.set_up(now=now), now=now)


def told() -> dict[str, Any]:
    """Return the bodies, centres, people with their password, and the addresses."""
    return {
        "bodies": [{"slug": slug, "name": name} for slug, name, *_ in setting.BODIES],
        "centres": [
            {"body": body, "number": number, "name": name}
            for body, number, name, *_ in setting.CENTRES
        ],
        "people": [
            {
                "email": one.email,
                "password": PASSWORD,
                "name": one.name,
                "role": ", ".join(role.label for role in one.roles),
                "tries": one.tries,
                "address": address(one.body, one.roles[0].audience, one.centre),
            }
            for one in PEOPLE
        ],
        "registry": {
            "address": f"{settings.REGISTRY_URL}/",
            "user": registry_demo.USERNAME,
            "password": registry_demo.PASSWORD,
        },
        "databases": {
            alias: str(settings.DATABASES[alias].get("NAME")) for alias in ("default", "owner")
        },
    }


def address(body: str, audience: str, centre: str) -> str:
    """Return where a person's work begins."""
    return f"/{body}/centre/{centre}/" if centre else f"/{body}/{audience}/"
