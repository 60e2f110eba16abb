"""Menus and home pages, as entries that each app registers at start-up (from ``apps.ready``).

``enter(Audience.CENTRE, _("Learners"), "learners", act="learner.register", order=20)`` puts a
page in the menu of everybody at a centre who may do that act. ``home(Audience.STAFF, "queue",
act="submission.accept", order=10)`` makes a page the first after sign-in; the first entry whose
act one may do wins. Names are those of the audience's own patterns (``config.urls``), without
body, centre or namespace. An entry without an act is for everybody of the audience. ``also``
names the folders of other pages that belong to the entry, which is the current one there too.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from awarding.kernel.actors import Actor, Audience
from awarding.queries.people import Place

Words = str | Promise

LONGEST = 7  # items a menu shows at most; the others stand at the foot of the page


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of one audience, the act it is for, and where it stands among the others."""

    audience: Audience
    label: Words
    url_name: str
    act: str | None
    order: int
    also: tuple[str, ...] = ()

    def is_for(self, actor: Actor) -> bool:
        """Tell whether this person's menu shows it."""
        return self.audience == actor.audience and (self.act is None or actor.may(self.act))

    def address(self, place: Place) -> str:
        """Return where it leads from this place."""
        return reverse(f"{self.audience}:{self.url_name}", kwargs=place.within)

    def folders(self, place: Place) -> list[str]:
        """Return its own address, and those beside it that belong to it."""
        own = self.address(place)
        beside = own.rstrip("/").rpartition("/")[0]
        return [own, *(f"{beside}/{folder}/" for folder in self.also)]


MENU: list[Entry] = []
HOMES: list[Entry] = []


def enter(
    audience: Audience,
    label: Words,
    url_name: str,
    act: str | None = None,
    order: int = 50,
    also: tuple[str, ...] = (),
) -> None:
    """Put a page in the menu of an audience."""
    _register(MENU, Entry(audience, label, url_name, act, order, also))


def home(audience: Audience, url_name: str, act: str | None = None, order: int = 50) -> None:
    """Make a page the first one after sign-in, for those who may do the act."""
    _register(HOMES, Entry(audience, "", url_name, act, order))


def _register(entries: list[Entry], entry: Entry) -> None:
    if entry not in entries:
        entries.append(entry)
        entries.sort(key=lambda one: one.order)


def first_page(place: Place) -> str:
    """Return the address of the work to do: the first home this person may use."""
    actor = place.actor
    return next(entry.address(place) for entry in HOMES if entry.is_for(actor))


def menu(place: Place, path: str) -> list[tuple[Words, str, bool]]:
    """Return label, address and whether it is the current one, for all this person may do."""
    actor = place.actor
    shown = [entry for entry in MENU if entry.is_for(actor)]
    folders = [(entry, at) for entry in shown for at in entry.folders(place)]
    here = [(entry, at) for entry, at in folders if path.startswith(at)]
    standing, _ = max(here, key=lambda one: len(one[1]), default=(None, ""))
    return [(entry.label, entry.address(place), entry is standing) for entry in shown]
