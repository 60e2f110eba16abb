"""Letters to a centre: work that was returned to it, and results that are out.

They name no learner and tell no result: both are read where one signs in.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from assessments.models import Submission
from assessments.operations import letters
from assessments.queries import letters as readers
from assessments.states import S
from awarding.kernel.actors import Actor


def tell_of_return(*, message: int, by: Actor, now: datetime) -> None:
    """Write to a centre that work waits for it, once, unless it was sent again already."""
    letters.deliver(message, _returned, by, now)


def tell_of_release(*, message: int, by: Actor, now: datetime) -> None:
    """Write to a centre once about all its results of one release."""
    letters.deliver(message, _released, by, now)


def _returned(payload: Mapping[str, Any]) -> str:
    check = readers.check(payload["check"])
    work = check.submission
    if work.state != S.RETURNED:
        return "sent again or withdrawn since"
    subject = gettext("Returned: %(reference)s")
    return letters.send(
        readers.of_the_centre(work.centre_id, work.submitted_by),
        subject % {"reference": work.reference},
        "assessments/mail/returned.txt",
        {"check": check, "submission": work},
        reverse("centre:submission", kwargs=_at(work) | {"reference": work.reference}),
    )


def _released(payload: Mapping[str, Any]) -> str:
    out = readers.released(payload["results"])
    subject = ngettext("%(n)d result is out", "%(n)d results are out", len(out))
    return letters.send(
        readers.of_the_centre(out[0].centre_id, *(one.submitted_by for one in out)),
        subject % {"n": len(out)},
        "assessments/mail/released.txt",
        {"body": out[0].awarding_body, "submissions": out},
        reverse("centre:tracker", kwargs=_at(out[0])) + "?status=new",
    )


def _at(work: Submission) -> dict[str, Any]:
    return {"body": work.awarding_body.slug, "number": work.centre.number}
