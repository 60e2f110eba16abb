"""One committed world, with work at each stage of its life, made when it is first asked for."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from assessments.models import Hold, Question, Submission
from assessments.operations import assuring, checking, holds, mark_sheets, marking, questions
from assessments.queries import sheets
from awarding.kernel.actors import Role
from awarding.models import Deadline
from centres.models import Allocation, AssessorApproval, ConflictOfInterest, TransferRequest
from centres.operations import approving, registration, transferring
from tests.factories import standing_as
from tests.world import World

TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)


@dataclass
class Stages:
    """What stands at each stage. A test that acts on it takes back what it did."""

    world: World
    made: dict[str, Any] = field(default_factory=dict)

    def at(self, stage: str) -> Any:
        """Return what stands at this stage: of the world's own, or of those below."""
        if stage not in self.made:
            make = getattr(self, f"_{stage}", None) or getattr(self.world, stage)
            self.made[stage] = make() if callable(make) else make
        return self.made[stage]

    def row(self, stage: str, model: type[Model]) -> Any:
        """Return the row of a model that belongs to what stands there. Stand as staff to ask."""
        it = self.at(stage)
        name = str(model._meta.model_name)
        if isinstance(it, model):
            return it
        if hasattr(it, name):
            return getattr(it, name)
        if model is Deadline:
            return getattr(it, "submission", it).clock
        return model.objects.filter(submission=it).earliest("pk")  # type: ignore[attr-defined]

    def _checking(self) -> Submission:
        sent = self.world.submitted()
        with standing_as(self.world.staff) as by:
            return checking.open_check(submission=sent, by=by, now=self.world.now).submission

    def _written(self) -> Submission:
        allocated = self.world.allocated()
        with standing_as(self.world.assessor) as by:
            given = {"by": by, "now": self.world.now}
            sheet = marking.start(marking=self.world.marking_of(allocated), **given)
            marks = [
                mark_sheets.Typed(one.pk, "pass", "You explain this on page 2.")
                for one in sheets.criteria_of(self.world.unit.pk)
            ]
            mark_sheets.save_sheet(sheet=sheet, marks=marks, seen=mark_sheets.Seen(0), **given)
        return allocated

    def _assuring(self) -> Submission:
        marked = self.world.marked()
        with standing_as(self.world.lead) as by:
            assuring.open_assurance(
                marking=self.world.marking_of(marked), by=by, now=self.world.now
            )
        return marked

    def _held(self) -> Hold:
        accepted = self.world.accepted()
        with standing_as(self.world.staff) as by:
            return holds.place(
                submission=accepted, kind="concern", reason="Copied.", by=by, now=self.world.now
            )

    def _questioned(self) -> Question:
        checked = self._checking()
        with standing_as(self.world.staff) as by:
            return questions.ask(
                submission=checked,
                words="Which file is the plan?",
                answer_by=TOMORROW,
                by=by,
                now=self.world.now,
            )

    def _asked(self) -> TransferRequest:
        given = {"now": self.world.now}
        with standing_as(self.world.staff) as by:
            code = approving.grant_code(
                centre=self.world.centre,
                qualification=self.world.code.qualification,
                code="8605-21-L",
                is_service=False,
                by=by,
                **given,
            )
        with standing_as(self.world.coordinator) as by:
            learner = registration.register_learner(
                full_name="Ana Silva",
                uln="",
                catalogue_entry=code,
                cohort=None,
                centre_reference="",
                reasons={"A12": "We mark it."},
                by=by,
                **given,
            )
            return transferring.request_transfer(registration=learner, by=by, **given)

    def _approval(self) -> AssessorApproval:
        return self.world.approve(self.world.somebody(Role.ASSESSOR))

    def _conflict(self) -> ConflictOfInterest:
        other = self.world.somebody(Role.ASSESSOR)
        with standing_as(self.world.staff) as by:
            return approving.declare_conflict(
                person=other.person or 0,
                centre=self.world.centre,
                learner=None,
                reason="Their sister works there.",
                by=by,
                now=self.world.now,
            )

    def _eqa(self) -> Allocation:
        other = self.world.somebody(Role.EQA)
        with standing_as(self.world.staff) as by:
            return approving.allocate_eqa(
                person=other.person or 0, centre=self.world.centre, by=by, now=self.world.now
            )
