"""What the two histories of a submission share: the staff's and the centre's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

#: What both sides read of these acts; each has titles of its own beside them.
TITLES: Mapping[str, str | Promise] = {
    "submission.add_file": _("File added"),
    "submission.keep_files": _("Files kept from the last upload"),
    "submission.remove_file": _("File taken out"),
    "clock.move": _("Due day moved"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a history, for the ``timeline`` component."""

    title: str
    at: datetime
    by: str = ""
    text: str = ""
    url: str = ""


def points(details: Mapping[str, Any]) -> str:
    """Return how many points of a return are to be put right."""
    n = len(details.get("reasons", []))
    return ngettext("%(n)s point to put right.", "%(n)s points to put right.", n) % {"n": n}
