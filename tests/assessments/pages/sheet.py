"""A mark sheet as its page sends it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from assessments.queries import sheets
from awarding.models import Criterion
from tests.factories import standing_as
from tests.world import World


def criteria(world: World) -> list[Criterion]:
    """The criteria of the sheet, in its order."""
    with standing_as(world.assessor):
        return list(sheets.criteria_of(world.unit.pk))


def filled_in(world: World, version: int = 0, decision: str = "pass") -> dict[str, Any]:
    """A whole sheet as its form sends it."""
    told: dict[str, Any] = {"version": version, "overall": "Well argued."}
    for one in criteria(world):
        told |= {f"decision-{one.pk}": decision, f"feedback-{one.pk}": "You show this on page 2."}
        told[f"comment-{one.outcome_id}"] = "Clear throughout."
    return told


def typed(client: Client, at: str, group: str, version: int = 0, **fields: Any) -> HttpResponse:
    """Some groups of boxes as the script saves them."""
    heads = {"HTTP_X_GROUPS": group, "HTTP_X_VERSION": str(version)}
    return client.post(f"{at}save/", fields, **heads)
