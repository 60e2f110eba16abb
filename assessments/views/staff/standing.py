"""Where a submission stands, in the words of the body's own people: finer than a centre's."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.queries.held import Holder
from assessments.states import M, R, S

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
    M.MARKED: (_("Waits for a lead assessor"), "blue"),
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


def word(submission: str, holder: Holder | None, result: str | None) -> Word:
    """Return the furthest thing that is true of a submission in this state, and its tone."""
    if result is not None:
        return OF_RESULT[result]
    if holder is not None and submission == S.ACCEPTED:
        return OF_MARKING[holder.state]
    return OF_SUBMISSION[submission]
