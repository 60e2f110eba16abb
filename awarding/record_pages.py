"""Which page shows a record of a kind, as entries that each app registers at start-up."""

from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch

from awarding.acting import address
from awarding.queries.people import Place

_PAGES: dict[str, tuple[str, dict[str, str]]] = {}


def enter(label: str, url_name: str, **named_by: str) -> None:
    """Say which page shows a model's records, and which column each part of its address is."""
    _PAGES[label] = url_name, named_by


def link(place: Place, kept: dict[str, Any] | None) -> tuple[str, str] | None:
    """Return the name and the page of what a form made, if it has one on this side."""
    for label, pk in (kept or {}).get("records", []):
        if label not in _PAGES:
            continue
        found = apps.get_model(label).objects.filter(pk=pk).first()
        url_name, named_by = _PAGES[label]
        if found is not None:
            given = {part: getattr(found, column) for part, column in named_by.items()}
            return str(found), _address(place, url_name, given)
    return None


def _address(place: Place, url_name: str, given: dict[str, Any]) -> str:
    try:
        return address(place, url_name, **given)
    except NoReverseMatch:
        return ""
