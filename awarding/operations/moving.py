"""One step of a machine's table, taken by many rows in one statement."""

from collections.abc import Collection

from awarding.kernel.machines import Machine
from awarding.kernel.tenancy import BodyOwned


class LostRows(Exception):
    """A statement moved fewer rows than were asked; the whole transaction rolls back."""


def move_all(
    machine: Machine,
    name: str,
    model: type[BodyOwned],
    rows: Collection[int],
    **values: object,
) -> None:
    """Let all of these rows, by id, take one step of the table, and give them these values.

    The caller holds their locks. Raises ``LostRows`` when one of them is elsewhere by now.
    """
    line = machine.line(name)
    moving = model.objects.filter(pk__in=rows, state__in=line.sources)
    moved = moving.update(state=line.to, **values)
    if moved != len(rows):
        raise LostRows(f"{machine.name}: {name} moved {moved} of {len(rows)} rows")
