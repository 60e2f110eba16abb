"""Each act waits for whoever holds its row, and only then looks at what it decides upon.

That it waits to write would not do: it would have asked its rules of the row as it was.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.models import Model

from assessments import models as m
from assessments.operations import (
    allocating,
    assuring,
    checking,
    finalising,
    holds,
    mark_sheets,
    marking,
    questions,
    registering,
    releasing,
    sheets,
    signing,
    submissions,
    uploads,
)
from assessments.queries import sending
from awarding.models import AwardingBody, Centre, Deadline
from awarding.operations import calendars
from awarding.operations.files import Kept
from centres import models as c
from centres.operations import approving, transferring
from centres.operations import registering as enrolling
from registry.protocol import Receipt
from tests import factories
from tests.assessments.stages import TODAY, TOMORROW, Stages
from tests.assessments.waiting import waits_to_read
from tests.conftest import NOW
from tests.factories import standing_as
from tests.world import World

RECEIPT = Receipt("E-1", NOW)
KEPT = Kept("sheets/of-the-lock", "sheet.pdf", 1, "0" * 64)
SEEN = mark_sheets.Seen(1)

shown = sending.content_of

Act = Callable[..., Any]
#: Each act: at which stage of the work, by whom, on which row, and the rows it has to wait for.
ACTS: dict[str, tuple[str, str, type[Model], Act, tuple[type[Model], ...]]] = {
    "submission.review": (
        "prepared", "coordinator", m.Submission,
        lambda w, one, **by: signing.review(submission=one, points=[], shown=shown(one), **by),
        (m.Submission,),
    ),
    "submission.declare": (
        "prepared", "coordinator", m.Submission,
        lambda w, one, **by: signing.declare(
            submission=one, kind="finality.centre", signer_name="C.", shown=shown(one), **by
        ),
        (m.Submission,),
    ),
    "submission.keep_files": (
        "prepared", "coordinator", m.Submission,
        lambda w, one, **by: uploads.keep_files(submission=one, evidence=[], **by),
        (m.Submission,),
    ),
    "submission.remove_file": (
        "prepared", "coordinator", m.EvidenceFile,
        lambda w, one, **by: uploads.remove_file(evidence=one, **by),
        (m.Submission,),
    ),
    "submission.submit": (
        "prepared", "coordinator", m.Submission,
        lambda w, one, **by: submissions.submit(submission=one, **by),
        (m.Submission,),
    ),
    "submission.withdraw": (
        "submitted", "coordinator", m.Submission,
        lambda w, one, **by: submissions.withdraw(submission=one, because="B.", **by),
        (m.Submission,),
    ),
    "check.open": (
        "submitted", "staff", m.Submission,
        lambda w, one, **by: checking.open_check(submission=one, **by),
        (m.Submission,),
    ),
    "submission.accept": (
        "checking", "staff", m.Submission,
        lambda w, one, **by: checking.accept(submission=one, points=w.points(one), **by),
        (m.Submission, m.QualityCheck),
    ),
    "submission.return": (
        "checking", "staff", m.Submission,
        lambda w, one, **by: checking.return_to_centre(
            submission=one, points=w.points(one, signed="Sign."), answer_by=TOMORROW, **by
        ),
        (m.Submission, m.QualityCheck),
    ),
    "marking.allocate": (
        "accepted", "staff", m.Marking,
        lambda w, one, **by: allocating.allocate(
            markings=[one.pk], assessor=w.membership(w.assessor), **by
        ),
        (m.Marking,),
    ),
    "marking.take_back": (
        "allocated", "staff", m.Marking,
        lambda w, one, **by: allocating.take_back(marking=one, because="B.", **by),
        (m.Marking,),
    ),
    "marking.start": (
        "allocated", "assessor", m.Marking,
        lambda w, one, **by: marking.start(marking=one, **by),
        (m.Marking,),
    ),
    "sheet.save": (
        "written", "assessor", m.MarkSheet,
        lambda w, one, **by: mark_sheets.save_sheet(sheet=one, overall="W.", seen=SEEN, **by),
        (m.MarkSheet,),
    ),
    "marking.complete": (
        "written", "assessor", m.Marking,
        lambda w, one, **by: marking.complete(marking=one, version=1, **by),
        (m.Marking, m.MarkSheet),
    ),
    "question.ask-check": (
        "checking", "staff", m.Submission,
        lambda w, one, **by: questions.ask(
            submission=one, words="Which file?", answer_by=TOMORROW, **by
        ),
        (m.Submission, Deadline),
    ),
    "question.ask-marking": (
        "written", "assessor", m.Submission,
        lambda w, one, **by: questions.ask(
            submission=one, words="Which file?", answer_by=TOMORROW, **by
        ),
        (m.Marking, Deadline),
    ),
    "question.answer": (
        "questioned", "coordinator", m.Question,
        lambda w, one, **by: questions.answer(question=one, words="The second.", **by),
        (Deadline, m.Question),
    ),
    "question.close": (
        "questioned", "staff", m.Question,
        lambda w, one, **by: questions.close(question=one, because="Found.", **by),
        (Deadline, m.Question),
    ),
    "assurance.open": (
        "marked", "lead", m.Marking,
        lambda w, one, **by: assuring.open_assurance(marking=one, **by),
        (m.Marking,),
    ),
    "assurance.take_back": (
        "assuring", "staff", m.Marking,
        lambda w, one, **by: assuring.take_back(marking=one, because="B.", **by),
        (m.Marking, m.Assurance),
    ),
    "assurance.return": (
        "assuring", "lead", m.Assurance,
        lambda w, one, **by: assuring.return_to_assessor(assurance=one, comment="C.", **by),
        (m.Marking, m.Assurance),
    ),
    "assurance.finalise": (
        "assuring", "lead", m.Assurance,
        lambda w, one, **by: finalising.finalise(
            assurance=one, judgements=[], comment="", **by
        ),
        (m.Marking, m.Assurance),
    ),
    "sheet.make": (
        "finalised", "worker", m.Result,
        lambda w, one, **by: sheets.attach(result=one, made=KEPT, **by),
        (m.Result,),
    ),
    "result.release": (
        "ready", "staff", m.Result,
        lambda w, one, **by: releasing.release_results(results=[one.pk], **by),
        (m.Result, m.Submission),
    ),
    "result.register": (
        "released", "worker", m.Result,
        lambda w, one, **by: registering.register_result(
            result=one.pk, receipt=RECEIPT, **by
        ),
        (m.Result,),
    ),
    "hold.place": (
        "accepted", "staff", m.Submission,
        lambda w, one, **by: holds.place(submission=one, kind="concern", reason="R.", **by),
        (m.Submission,),
    ),
    "hold.lift": (
        "held", "staff", m.Hold,
        lambda w, one, **by: holds.lift(hold=one, because="B.", **by),
        (m.Hold,),
    ),
    "registration.enrol": (
        "registered", "worker", c.Registration,
        lambda w, one, **by: enrolling.enrol(registration=one.pk, receipt=RECEIPT, **by),
        (c.Registration,),
    ),
    "registration.transfer": (
        "asked", "staff", c.TransferRequest,
        lambda w, one, **by: transferring.transfer(request=one, code=w.code, **by),
        (c.TransferRequest, c.Registration),
    ),
    "registration.decline_transfer": (
        "asked", "staff", c.TransferRequest,
        lambda w, one, **by: transferring.decline(request=one, because="B.", **by),
        (c.TransferRequest,),
    ),
    "assessor.end_approval": (
        "approval", "staff", c.AssessorApproval,
        lambda w, one, **by: approving.end_approval(approval=one, until_on=TODAY, **by),
        (c.AssessorApproval,),
    ),
    "conflict.end": (
        "conflict", "staff", c.ConflictOfInterest,
        lambda w, one, **by: approving.end_conflict(conflict=one, **by),
        (c.ConflictOfInterest,),
    ),
    "eqa.end_allocation": (
        "eqa", "staff", c.Allocation,
        lambda w, one, **by: approving.end_allocation(allocation=one, **by),
        (c.Allocation,),
    ),
    "centre.give_calendar": (
        "centre", "staff", Centre,
        lambda w, one, **by: calendars.give_calendar(centre=one, calendar=None, **by),
        (Centre,),
    ),
}  # fmt: skip
CASES = [(act, held) for act, case in ACTS.items() for held in case[-1]]


@pytest.fixture(scope="module")
def stages(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stages]:
    with django_db_blocker.unblock():
        yield Stages(World(AwardingBody.objects.get(slug="northgate"), NOW))
        connections["default"].close()
        factories.empty_everything()
        factories.bodies()


@pytest.mark.parametrize(
    ("act", "held"), CASES, ids=[f"{act}-{held.__name__}" for act, held in CASES]
)
def test_each_act_waits_for_whoever_holds_its_row(stages: Stages, act: str, held: type[Model]):
    """A draft sheet is held by its assessor: nobody else sees it."""
    stage, who, model, do, _ = ACTS[act]
    waiter = getattr(stages.world, who)
    stages.at(stage)
    with standing_as(waiter if held is m.MarkSheet else stages.world.staff) as holder:
        one, row = stages.row(stage, model), stages.row(stage, held)

    def acts(by: Any) -> None:
        do(stages.world, one, by=by, now=NOW)

    assert waits_to_read(row, holder, waiter, acts)
