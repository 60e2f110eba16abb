"""Let an awarding body in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from registry.server import admissions
from registry.tokens import token_of


class Command(BaseCommand):
    """Admit one body with its token from REGISTRY_TOKEN; a second time changes the token."""

    help = "Admit an awarding body, with the token that REGISTRY_TOKEN holds for it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The body's slug and name."""
        parser.add_argument("slug")
        parser.add_argument("name")

    def handle(self, *args: Any, slug: str, name: str, **options: Any) -> None:
        """Write the body's row, as the owner."""
        token = token_of(settings.REGISTRY_TOKEN, slug)
        if not token:
            raise CommandError(f"Set REGISTRY_TOKEN to a token for {slug}.")
        admissions.admit(slug=slug, name=name, token=token)
        self.stdout.write(f"{name} may enter results.")
