"""The demo's people and bodies."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from registry.server import admissions, demo
from registry.tokens import token_of


class Command(BaseCommand):
    """Make the demo's keeper and admit the demo's bodies; a second time changes nothing."""

    help = "Make the demo's sign-in and bodies. Only with PORTAL_DEMO=1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them as the owner, and say how to sign in."""
        if not settings.PORTAL_DEMO:
            raise CommandError("Set PORTAL_DEMO=1: demo passwords are for the demo only.")
        for slug, name in demo.BODIES.items():
            token = token_of(settings.REGISTRY_TOKEN, slug)
            if not token:
                raise CommandError(f"Set REGISTRY_TOKEN to a token for {slug}.")
            admissions.admit(slug=slug, name=name, token=token)
        admissions.make_keeper(username=demo.USERNAME, password=demo.PASSWORD)
        self.stdout.write(f"{demo.USERNAME} {demo.PASSWORD}")
