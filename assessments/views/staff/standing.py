"""Where a submission stands, in the words of the body's own people: finer than a centre's."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.queries.deliveries import first_try_goes_on
from assessments.queries.held import Holder
from assessments.states import M, R, S
from awarding.models import OutboxMessage
from awarding.states import D

Word = tuple[str | Promise, str]

OF_SUBMISSION: dict[str, Word] = {
    S.DRAFT: (_("Draft"), "grey"),
    S.SUBMITTED: (_("Quality check"), "purple"),
    S.CHECKING: (_("Being checked"), "purple"),
    S.RETURNED: (_("Returned to the centre"), "amber"),
    S.ACCEPTED: (_("Accepted"), "blue"),
    S.RELEASED: (_("Released"), "green"),
    S.WITHDRAWN: (_("Withdrawn"), "grey"),
}
OF_MARKING: dict[str, Word] = {
    M.TO_ALLOCATE: (_("To allocate"), "blue"),
    M.ALLOCATED: (_("Allocated"), "blue"),
    M.MARKING: (_("Being marked"), "blue"),
    M.MARKED: (_("Waiting for a lead assessor"), "blue"),
    M.IN_QA: (_("With a lead assessor"), "blue"),
    M.RETURNED_TO_ASSESSOR: (_("Returned to the assessor"), "amber"),
    M.FINALISED: (_("Finalised"), "blue"),
}
OF_RESULT: dict[str, Word] = {
    R.FINALISED: (_("Sheet being made"), "blue"),
    R.SHEET_READY: (_("Ready to release"), "blue"),
    R.RELEASED: (_("Released, not in the registry yet"), "amber"),
    R.REGISTERED: (_("In the registry"), "green"),
    R.REFERRED: (_("Released, referred"), "green"),
}


IN_REGISTRY: dict[str, Word] = {
    D.WAITING: (_("On its way"), "blue"),
    D.UNKNOWN: (_("Outcome not known, tried again"), "amber"),
    D.DELIVERED: (_("In the registry"), "green"),
    D.NEEDS_A_PERSON: (_("Needs a person"), "red"),
}
BEING_ENTERED: Word = (_("Being entered"), "blue")


def in_registry(message: OutboxMessage, now: datetime) -> Word:
    """Return where a delivery to the registry stands: unknown is an answer that did not come."""
    return BEING_ENTERED if first_try_goes_on(message, now) else IN_REGISTRY[message.state]


def word(submission: str, holder: Holder | None, result: str | None) -> Word:
    """Return the furthest thing that is true of a submission in this state, and its tone."""
    if result is not None:
        return OF_RESULT[result]
    if holder is not None and submission == S.ACCEPTED:
        return OF_MARKING[holder.state]
    return OF_SUBMISSION[submission]
