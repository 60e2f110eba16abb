"""manage.py docs: write the pages that are made from the code, or say which are stale."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from awarding.register import loading, rules_page, states_pages
from awarding.register.proofs import proofs
from awarding.register.sources import sources


class Command(BaseCommand):
    """Reads the register, the machines and the tests; it opens no database."""

    help = "Write docs/rules.md and docs/states/; with --check, exit 1 when one is stale."
    requires_system_checks: list[str] = []  # noqa: RUF012  # Django reads it from the class

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument(
            "--check", action="store_true", help="write nothing; name what is stale"
        )

    def handle(self, *_: object, **asked: Any) -> None:
        """Write each page that differs, or name it."""
        root = Path(settings.BASE_DIR)
        wanted = pages(root)
        left = {path for path in (root / "docs/states").glob("*.md")} - wanted.keys()
        stale = [path for path, text in wanted.items() if _read(path) != text]
        if asked["check"]:
            self._complain([*stale, *sorted(left)], root)
            return
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
        for path in left:
            path.unlink()
        self.stdout.write(f"{len(wanted)} pages, {len(stale)} written anew.")

    def _complain(self, stale: list[Path], root: Path) -> None:
        if stale:
            names = ", ".join(path.relative_to(root).as_posix() for path in stale)
            self.stderr.write(f"Stale: {names}. Run ./portal docs.")
            raise SystemExit(1)


def pages(root: Path) -> dict[Path, str]:
    """Return every page made from the code, by its path."""
    rules = rules_page.page(sources(), loading.register(), proofs(root))
    states = {
        root / "docs/states" / f"{machine.name}.md": states_pages.page(where, machine)
        for where, machine in loading.machines()
    }
    return {root / "docs/rules.md": rules, **states}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
