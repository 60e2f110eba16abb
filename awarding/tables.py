"""The head of a table, for ``components/table-head.html``."""

from django.utils.functional import Promise


def columns(*labels: str | Promise) -> list[dict[str, str | Promise]]:
    """Return the head of a table that stands in one order and sorts by no column."""
    return [{"label": label} for label in labels]
