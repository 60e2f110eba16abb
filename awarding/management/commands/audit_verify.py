"""manage.py audit_verify: is the ledger still what was sealed and anchored?"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.models import AwardingBody
from awarding.queries import anchors
from awarding.queries.anchors import Anchor
from awarding.queries.verifying import Verdict, verify


class Command(BaseCommand):
    """Recomputes every seal of every body, and compares it with every anchor it finds."""

    help = "Recompute the ledger's seals; exit 1 and name the first broken seal if one is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take anchors kept elsewhere, besides those in ANCHOR_DIR."""
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="BODY:N:HASH",
            help="an anchor kept elsewhere; may be given more than once",
        )

    def handle(self, *_: object, **asked: Any) -> None:
        """Print one line for each body; exit 1 if a seal of one is broken."""
        given = self._given(asked["anchor"])
        with tenancy.acting(tenancy.Scope(Audience.SWEEP)):
            verdicts = [
                verify(body, [*anchors.kept(settings.ANCHOR_DIR, body.slug), *given[body.slug]])
                for body in AwardingBody.objects.order_by("pk")
            ]
        for verdict in verdicts:
            self._say(verdict)
        if any(verdict.broken for verdict in verdicts):
            raise SystemExit(1)

    def _given(self, texts: list[str]) -> dict[str, list[Anchor]]:
        """Return the anchors given by body; one of a body there is not, is a slip."""
        given: dict[str, list[Anchor]] = {
            slug: [] for slug in AwardingBody.objects.values_list("slug", flat=True)
        }
        for text in texts:
            try:
                anchor = anchors.read(text)
            except anchors.Unreadable as unreadable:
                raise CommandError(str(unreadable)) from unreadable
            if anchor.body not in given:
                raise CommandError(f"There is no body called {anchor.body}.")
            given[anchor.body].append(anchor)
        return given

    def _say(self, verdict: Verdict) -> None:
        if verdict.broken:
            self.stderr.write(f"{verdict.body}: BROKEN: {verdict.broken}.")
            return
        self.stdout.write(
            f"{verdict.body}: {verdict.seals} seals over {verdict.sealed} records hold,"
            f" {verdict.waiting} wait for the next, {verdict.anchors} anchors agree."
        )
        if verdict.seals and not verdict.anchors:
            self.stdout.write(f"{verdict.body}: no anchor was found; a cut tail would not show.")
