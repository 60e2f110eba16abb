"""Reads about declarations: the words in force, and the last signature on a record."""

from datetime import date

from awarding.kernel.tenancy import CentreOwned
from awarding.models import Declaration, DeclarationText
from awarding.queries.about import about


def words_in_force(kind: str, *, on: date) -> DeclarationText:
    """Return the text of this kind in force on a day; a body without one has not been set up."""
    text: DeclarationText = DeclarationText.objects.filter(kind=kind, from_on__lte=on).order_by(
        "-version"
    )[0]
    return text


def last_signed(subject: CentreOwned, kind: str) -> Declaration | None:
    """Return the latest declaration of this kind on a record, if anybody signed one."""
    return (
        Declaration.objects.filter(about(subject), text__kind=kind)
        .select_related("text")
        .order_by("-pk")
        .first()
    )
