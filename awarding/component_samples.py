"""Sample data for the components page: made-up people, real shapes."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from awarding.forms.sample import SampleForm
from awarding.kernel.rules import Caution, Clause, Refusal, say

FILE = Path(settings.BASE_DIR) / "templates" / "design" / "samples.json"
MOMENT = datetime(2026, 11, 27, 10, 15, tzinfo=UTC)
RETAKES = Clause(
    document="Online assessment regulations",
    issue="11",
    number="centre requirements",
    words=(
        "Candidates must not retake an online assessment they have failed for at least 48 hours*."
    ),
)
INVIGILATORS = Clause(
    document="Online assessment regulations",
    issue="11",
    number="invigilating online assessments",
    words=(
        "Assessors should not be permitted to act as invigilators unless there are exceptional"
        " circumstances authorised by the Centre Coordinator."
    ),
)


def everything() -> dict[str, Any]:
    """All there is to show on the components page."""
    return {
        **shared(),
        **part("everything"),
        "refusals": [refusal()],
        "caution": Caution(
            rule="E14", clause=INVIGILATORS, reason=say("One person would do both.")
        ),
        "form": SampleForm({"born_on_0": "31", "born_on_2": "1997"}),
    }


def tracker() -> dict[str, Any]:
    """A tracker with its numbers and rows."""
    return {**shared(), **part("everything"), **part("tracker")}


def marking() -> dict[str, Any]:
    """A mark sheet of four criteria, two of them marked."""
    return {**shared(), **part("marking"), "navigation": None}


def shared() -> dict[str, Any]:
    """What the base page takes."""
    given = part("page")
    given["brand"].css = static("css/tenants/northgate.css")
    return given


def refusal() -> Refusal:
    """A refusal with a moment at which it ends."""
    reason = say("The learner can take this again from {moment}.", moment=MOMENT)
    return Refusal(rule="E86", clause=RETAKES, reason=reason, until=MOMENT)


def part(name: str) -> dict[str, Any]:
    """Return one part of the sample file, its objects readable by dots."""
    everything: SimpleNamespace = json.loads(FILE.read_text(), object_hook=dotted)
    return dict(vars(getattr(everything, name)))


def dotted(found: dict[str, Any]) -> SimpleNamespace:
    """Return a JSON object with its days and moments as such."""
    return SimpleNamespace(**{key: moment(key, value) for key, value in found.items()})


def moment(key: str, value: Any) -> Any:
    """Read the value of a key that names a day or a moment."""
    if key in {"on", "due_on"} and value:
        return date.fromisoformat(value)
    if key in {"at", "signed_at"}:
        return datetime.fromisoformat(value)
    return value
