"""What of a mark sheet no font could print, and where it stands."""

from collections.abc import Iterable

from django.utils.translation import gettext

from assessments.models import MarkSheet, OutcomeComment
from awarding import paper


def undrawn(sheet: MarkSheet, feedback: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the letters that cannot be printed, by the place where they stand.

    ``feedback`` is the words by criterion as they would be printed; the comments are the
    sheet's. A place that can be printed whole is left out.
    """
    places = [*_feedback(feedback), *_comments(sheet)]
    letters = paper.undrawn("\n".join(words for _, words in places))
    found = {place: letters & set(words) for place, words in places} if letters else {}
    return {place: there for place, there in found.items() if there}


def _feedback(feedback: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (gettext("feedback on %(label)s") % {"label": label}, words) for label, words in feedback
    ]


def _comments(sheet: MarkSheet) -> list[tuple[str, str]]:
    comments = OutcomeComment.objects.filter(sheet=sheet).order_by("outcome__number")
    return [
        *(
            (gettext("comment on outcome %(number)s") % {"number": number}, words)
            for number, words in comments.values_list("outcome__number", "words")
        ),
        (gettext("overall comment"), sheet.overall_comment),
    ]
