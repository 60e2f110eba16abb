"""The machines of a submission: what the centre sees, what the body does, asks, and results."""

from enum import StrEnum

from awarding.kernel.actors import Audience
from awarding.kernel.machines import Machine, move


class S(StrEnum):
    """The states of a submission: all a centre may ever see before release."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKING = "checking"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


SUBMISSION = Machine(
    "submission",
    move("submit", S.DRAFT, S.RETURNED, to=S.SUBMITTED, by=Audience.CENTRE),
    move("open_check", S.SUBMITTED, to=S.CHECKING),
    move("return", S.CHECKING, to=S.RETURNED),
    move("accept", S.CHECKING, to=S.ACCEPTED),
    move("release", S.ACCEPTED, to=S.RELEASED),
    move("withdraw", S.DRAFT, S.SUBMITTED, S.RETURNED, to=S.WITHDRAWN, by=Audience.CENTRE),
    start=S.DRAFT,
)


class M(StrEnum):
    """The states of marking: the body's alone."""

    TO_ALLOCATE = "to_allocate"
    ALLOCATED = "allocated"
    MARKING = "marking"
    MARKED = "marked"
    IN_QA = "in_qa"
    RETURNED_TO_ASSESSOR = "returned_to_assessor"
    FINALISED = "finalised"


MARKING = Machine(
    "marking",
    move("allocate", M.TO_ALLOCATE, to=M.ALLOCATED),
    move("take_back", M.ALLOCATED, M.MARKING, M.RETURNED_TO_ASSESSOR, to=M.TO_ALLOCATE),
    move("hand_back", M.ALLOCATED, M.MARKING, M.RETURNED_TO_ASSESSOR, to=M.TO_ALLOCATE),
    move("start", M.ALLOCATED, M.RETURNED_TO_ASSESSOR, to=M.MARKING, by=Audience.ASSESSOR),
    move("complete", M.MARKING, to=M.MARKED, by=Audience.ASSESSOR),
    move("open_qa", M.MARKED, to=M.IN_QA),
    move("put_back", M.IN_QA, to=M.MARKED),
    move("return_to_assessor", M.IN_QA, to=M.RETURNED_TO_ASSESSOR),
    move("finalise", M.IN_QA, to=M.FINALISED),
    start=M.TO_ALLOCATE,
)


class R(StrEnum):
    """The states of a result, from finalisation to the registry or the next submission."""

    FINALISED = "finalised"
    SHEET_READY = "sheet_ready"
    RELEASED = "released"
    REGISTERED = "registered"
    REFERRED = "referred"


RESULT = Machine(
    "result",
    move("make_sheet", R.FINALISED, to=R.SHEET_READY),
    move("release", R.SHEET_READY, to=R.RELEASED),
    move("register", R.RELEASED, to=R.REGISTERED),
    move("refer", R.RELEASED, to=R.REFERRED),
    start=R.FINALISED,
)


class Q(StrEnum):
    """The states of a question to the centre, which stands beside the work and moves nothing."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


QUESTION = Machine(
    "question",
    move("answer", Q.ASKED, to=Q.ANSWERED, by=Audience.CENTRE),
    move("close", Q.ASKED, to=Q.CLOSED, by=(Audience.STAFF, Audience.ASSESSOR)),
    start=Q.ASKED,
)

MACHINES = (SUBMISSION, MARKING, RESULT, QUESTION)
