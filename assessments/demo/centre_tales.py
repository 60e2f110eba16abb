"""What happens at a centre: learners are registered, work is prepared, signed and sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import cycle

from assessments.demo import documents, work
from assessments.demo.setting import Hands, standing
from assessments.demo.telling import Tale
from assessments.models import EvidenceFile, Submission
from assessments.operations import copying, sheets, signing, submissions, uploads
from assessments.queries import sending
from awarding.kernel.actors import Actor
from awarding.kernel.clock import london_day
from awarding.kernel.rules import LONDON
from awarding.kernel.working_days import WorkingDays
from awarding.models import Centre, Membership, OutboxMessage, Unit
from awarding.operations import inspecting
from centres.models import CatalogueEntry, Cohort, Registration, TransferRequest
from centres.operations import registration, transferring

#: What a worker would do with the messages of a task.
WORK: dict[str, Callable[..., None]] = {
    "awarding.inspect_file": inspecting.deliver_inspection,
    "assessments.make_copies": copying.deliver_copies,
    "assessments.make_sheet": sheets.deliver_sheet,
}


@dataclass
class CentreTales:
    """The tales of one centre: each takes work one stage further, on its day."""

    hands: Hands
    centre: Centre
    code: CatalogueEntry
    units: Sequence[Unit]
    now: datetime
    table: WorkingDays
    learners: Sequence[str]

    def __post_init__(self) -> None:
        """Begin with the first learner and the first unit."""
        self.coordinator = self.hands.coordinators[self.centre.number]
        self._names, self._units = iter(self.learners), cycle(self.units)
        self._assessors = cycle(self.hands.assessors)

    def on_day(self, age: int, hour: int = 10) -> datetime:
        """Return the moment on which work received is now on this working day of its clock.

        Nothing is told of what is still to come: late today is now.
        """
        day = self.table.day(self.table.ordinal(london_day(self.now)) - age)
        return min(datetime.combine(day, time(hour), tzinfo=LONDON).astimezone(UTC), self.now)

    def drafted(self, at: datetime) -> Tale[Submission]:
        """Open a draft for the next learner and unit."""
        yield at
        learner = self._registered(at)
        with standing(self.coordinator) as by:
            return submissions.draft(registration=learner, unit=next(self._units), by=by, now=at)

    def filled(self, at: datetime, opened_at: datetime | None = None) -> Tale[Submission]:
        """Open a draft, add the files, review the work and sign for it."""
        draft = yield from self.drafted(opened_at or at)
        yield at
        self.fill(draft, at)
        return draft

    def submitted(self, age: int) -> Tale[Submission]:
        """Send work that is now on this day of its provisional clock."""
        at = self.on_day(age)
        draft = yield from self.filled(at, at - timedelta(days=3))
        return self.send(draft, at)

    def marked_here(self, age: int) -> Tale[Registration]:
        """Register a learner under the code whose work the centre marks itself."""
        at = self.on_day(age)
        yield at
        with standing(self.coordinator):
            code = CatalogueEntry.objects.get(centre=self.centre, is_service=False)
        return self._registered(at, code, {"A12": "Marked by our own assessors this year."})

    def transfer_asked(self, age: int, after: int) -> Tale[TransferRequest]:
        """Ask for a registration to be put under a code of the assessment service."""
        registered = yield from self.marked_here(age)
        at = self.on_day(age - after)
        yield at
        with standing(self.coordinator) as by:
            asked = Registration.objects.select_related("catalogue_entry").get(pk=registered.pk)
            return transferring.request_transfer(registration=asked, by=by, now=at)

    def withdrawn(self, age: int, after: int) -> Tale[Submission]:
        """Withdraw what was sent, before it is checked."""
        sent = yield from self.submitted(age)
        at = self.on_day(age - after)
        yield at
        with standing(self.coordinator) as by:
            because = "The learner left the programme"
            return submissions.withdraw(submission=sent, because=because, by=by, now=at)

    def fill(self, draft: Submission, at: datetime) -> None:
        """Add the files, review the work and sign for it, all at once."""
        with standing(self.coordinator) as by:
            draft = Submission.objects.select_related("unit", "registration__learner").get(
                pk=draft.pk
            )
            name = draft.registration.learner.full_name
            for document in draft.unit.required_documents:
                self._send_file(draft, document, name, by, at)
        self.work(at, "awarding.inspect_file")
        with standing(self.coordinator) as by:
            shown = sending.content_of(draft)
            points = draft.unit.requirements
            signing.review(submission=draft, points=points, shown=shown, by=by, now=at)
            for kind, signer in (
                (sending.LEARNER_DECLARES, name),
                (sending.CENTRE_DECLARES, self.coordinator.name),
            ):
                signing.declare(
                    submission=draft, kind=kind, signer_name=signer, shown=shown, by=by, now=at
                )

    def send(self, draft: Submission, at: datetime) -> Submission:
        """Send a filled draft."""
        with standing(self.coordinator) as by:
            return submissions.submit(submission=draft, by=by, now=at)

    def work(self, at: datetime, task: str) -> None:
        """Do what a worker would do with the messages of this task."""
        with standing(self.hands.worker) as by:
            waiting = OutboxMessage.objects.filter(task=task, state="waiting")
            for message in list(waiting.order_by("pk").values_list("pk", flat=True)):
                WORK[task](message=message, by=by, now=at)

    def _registered(
        self,
        at: datetime,
        code: CatalogueEntry | None = None,
        reasons: dict[str, str] | None = None,
    ) -> Registration:
        with standing(self.coordinator) as by:
            cohort = Cohort.objects.filter(name="Autumn 2026").first()
            if cohort is None:
                tutor = Membership.objects.filter(role="tutor").first()
                cohort = registration.open_cohort(name="Autumn 2026", tutor=tutor, by=by, now=at)
            return registration.register_learner(
                full_name=next(self._names),
                uln="",
                catalogue_entry=code or self.code,
                cohort=cohort,
                centre_reference="",
                reasons=reasons,
                by=by,
                now=at,
            )

    def _send_file(
        self, draft: Submission, document: str, name: str, by: Actor, at: datetime
    ) -> None:
        said = work.words(draft.unit.code, document)
        words = [f"Reference {draft.reference}. Unit {draft.unit}.", *said]
        if document == EvidenceFile.Kind.EVIDENCE and draft.pk % 3 == 0:
            upload = documents.word(f"{name} assignment.docx", name, words)
        else:
            title = dict(EvidenceFile.Kind.choices)[document]
            upload = documents.pdf(f"{name} {title}.pdf".lower(), f"{title}: {draft.unit}", words)
        uploads.add_file(submission=draft, upload=upload, document=document, by=by, now=at)
