"""Reads about bodies. Their table is shared, so any scope may ask."""

from awarding.models import AwardingBody


def slug(body: int) -> str:
    """Return the word by which addresses and other systems name a body."""
    found: str = AwardingBody.objects.values_list("slug", flat=True).get(pk=body)
    return found
