"""What every page is told."""

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page needs."""
    return {}
