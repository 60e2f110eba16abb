"""The demo's story: every state of the main job and every colour of the clock, counted from today.

Told through the operations, on the days on which it would have happened, so that each page has
something real to show. What a worker would do in between is done here at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle

from assessments.demo import documents
from assessments.demo.setting import Hands, standing
from assessments.models import Assurance, EvidenceFile, Marking, Result, Submission
from assessments.operations import (
    allocating,
    assuring,
    checking,
    copying,
    holds,
    marking,
    releasing,
    sheets,
    submissions,
)
from assessments.operations.assuring import Judgement
from assessments.queries import checking as points
from assessments.queries import sending
from assessments.queries import sheets as sheet_of
from assessments.rules.checking import Point
from awarding.kernel.actors import Actor
from awarding.kernel.rules import LONDON
from awarding.kernel.working_days import WorkingDays
from awarding.models import Centre, Membership, OutboxMessage, Unit
from awarding.operations import inspecting
from awarding.queries import calendars
from centres.models import CatalogueEntry, Cohort, Registration
from centres.operations import registration

LEARNERS = (
    "Siân Gŵyn Pritchard",
    "Aisha Rahman",
    "Priya Nair",
    "Callum O’Hare",
    "Grace Mbeki",
    "Oluwaseun Adeyemi-Fitzgerald",
    "Hannah Whitcombe",
    "Zoë Müller",
    "王小明",
    "محمد الأحمد",
    "Ευγενία Παπαδοπούλου",
    "Jakub Wiśniewski",
    "Nguyễn Thị Hương",
    "Ivan Petrović",
    "Māra Bērziņa",
    "Dylan Ap Rhys",
    "Fatima Zahra Benali",
    "Đorđe Jovanović",
    "Gethin Wyn Morgan",
    "Amina Yusuf",
    "Sorcha Ní Bhriain",
    "Łukasz Żak",
    "Chidinma Eze",
    "Renée Dubois",
    "Kiran Patel",
    "Ingrid Sørensen",
    "Tadhg O’Sullivan",
    "Mehmet Yılmaz",
    "Анна Коваленко",
    "Sofía Núñez",
    "Jürgen Groß",
    "Beatriz Conceição",
    "Yuki Tanaka",
    "Hakon Lindgren",
    "Leila Hosseini",
)

FEEDBACK = (
    "You set out the point with an example from your own team on page 1. Say next time how you"
    " knew that it worked."
)
SAY_MORE = (
    "You describe what happened. The criterion asks you to weigh it: add what else you could have"
    " done, and why you did not."
)


@dataclass
class Teller:
    """Tells one centre's story: each method takes work one stage further, on its day."""

    hands: Hands
    centre: Centre
    code: CatalogueEntry
    units: Sequence[Unit]
    today: date
    table: WorkingDays

    def __post_init__(self) -> None:
        """Begin with the first learner and the first unit."""
        self.coordinator = self.hands.coordinators[self.centre.number]
        self._names, self._units = cycle(LEARNERS), cycle(self.units)
        self._assessors = cycle(self.hands.assessors)

    def on_day(self, age: int, hour: int = 10) -> datetime:
        """Return the moment on which work received is now on this working day of its clock."""
        day = self.table.day(self.table.ordinal(self.today) - age)
        return datetime.combine(day, time(hour), tzinfo=LONDON).astimezone(UTC)

    def registered(self, at: datetime) -> Registration:
        """Register the next learner."""
        with standing(self.coordinator) as by:
            cohort = Cohort.objects.filter(name="Autumn 2026").first()
            if cohort is None:
                tutor = Membership.objects.filter(role="tutor").first()
                cohort = registration.open_cohort(name="Autumn 2026", tutor=tutor, by=by, now=at)
            return registration.register_learner(
                full_name=next(self._names),
                uln="",
                catalogue_entry=self.code,
                cohort=cohort,
                centre_reference="",
                by=by,
                now=at,
            )

    def drafted(self, at: datetime) -> Submission:
        """Open a draft for the next learner and unit."""
        learner = self.registered(at)
        with standing(self.coordinator) as by:
            return submissions.draft(registration=learner, unit=next(self._units), by=by, now=at)

    def filled(self, draft: Submission, at: datetime) -> Submission:
        """Add the files, review the work and sign for it."""
        with standing(self.coordinator) as by:
            draft = Submission.objects.select_related("unit", "registration__learner").get(
                pk=draft.pk
            )
            name = draft.registration.learner.full_name
            for document in draft.unit.required_documents:
                self._send_file(draft, document, name, by, at)
        self.work(at, "awarding.inspect_file")
        with standing(self.coordinator) as by:
            submissions.review(submission=draft, points=draft.unit.requirements, by=by, now=at)
            for kind, signer in (
                (sending.LEARNER_DECLARES, name),
                (sending.CENTRE_DECLARES, self.coordinator.name),
            ):
                submissions.declare(submission=draft, kind=kind, signer_name=signer, by=by, now=at)
        return draft

    def _send_file(
        self, draft: Submission, document: str, name: str, by: Actor, at: datetime
    ) -> None:
        words = [
            f"Reference {draft.reference}. Unit {draft.unit}.",
            "I lead a team of nine at a regional distribution centre. When we moved to hand-held"
            " scanners in March, the plan alone did not persuade anybody.",
            "So I asked two colleagues to try them for a week and to tell the others what they"
            " found. Managing set the date; leading made people want to keep to it.",
        ]
        if document == EvidenceFile.Kind.EVIDENCE and draft.pk % 3 == 0:
            upload = documents.word(f"{name} assignment.docx", name, words)
        else:
            title = dict(EvidenceFile.Kind.choices)[document]
            upload = documents.pdf(f"{name} {title}.pdf".lower(), f"{title}: {draft.unit}", words)
        submissions.add_file(submission=draft, upload=upload, document=document, by=by, now=at)

    def submitted(self, age: int) -> Submission:
        """Send work that is now on this day of its provisional clock."""
        at = self.on_day(age)
        draft = self.filled(self.drafted(at - timedelta(days=3)), at)
        return self.sent(draft, at)

    def sent(self, draft: Submission, at: datetime) -> Submission:
        """Send a filled draft."""
        with standing(self.coordinator) as by:
            return submissions.submit(submission=draft, by=by, now=at)

    def in_check(self, age: int) -> Submission:
        """Leave work in the middle of its check."""
        sent = self.submitted(age)
        with standing(self.hands.staff) as by:
            checking.open_check(submission=sent, by=by, now=self.on_day(age, 14))
        return sent

    def returned(self, age: int) -> Submission:
        """Return work, with two things to do."""
        sent = self.in_check(age)
        unmet = {
            "signed": "Have the learner sign and date the cover sheet, and send it again.",
            "unit": "The first page names another unit. Send the work for this one.",
        }
        with standing(self.hands.staff) as by:
            return checking.return_to_centre(
                submission=sent,
                points=[
                    Point(code, words, code not in unmet, unmet.get(code, ""))
                    for code, words in points.points_for(sent)
                ],
                answer_by=self.table.day(self.table.ordinal(self.today) + 5),
                by=by,
                now=self.on_day(age, 15),
            )

    def accepted(self, age: int) -> Submission:
        """Accept work, and make the assessor's copies."""
        return self.accept(self.in_check(age), self.on_day(age, 15))

    def accept(self, sent: Submission, at: datetime) -> Submission:
        """Accept work under check."""
        with standing(self.hands.staff) as by:
            done = checking.accept(
                submission=sent,
                points=[Point(code, words, True) for code, words in points.points_for(sent)],
                by=by,
                now=at,
            )
        self.work(at, "assessments.make_copies")
        return done

    def allocated(self, age: int) -> tuple[Submission, Actor]:
        """Allocate accepted work to the next assessor."""
        accepted = self.accepted(age)
        assessor = next(self._assessors)
        with standing(self.hands.staff) as by:
            allocating.allocate(
                markings=[Marking.objects.get(submission=accepted).pk],
                assessor=Membership.objects.get(person_id=assessor.person, role="assessor"),
                by=by,
                now=self.on_day(max(age - 1, 0)),
            )
        return accepted, assessor

    def begun(
        self, age: int, *, marks: int | None = 1, referred: int = 0
    ) -> tuple[Submission, Actor]:
        """Mark some of the criteria, or all of them; the last ``referred`` are not met."""
        allocated, assessor = self.allocated(age)
        at = self.on_day(max(age - 2, 0), 11)
        with standing(assessor) as by:
            item = Marking.objects.get(submission=allocated)
            sheet = marking.start(marking=item, by=by, now=at)
            criteria = sheet_of.criteria_of(allocated.unit_id)
            for n, criterion in enumerate(criteria[:marks], start=1):
                met = n <= len(criteria) - referred
                sheet = marking.save_mark(
                    sheet=sheet,
                    criterion=criterion,
                    decision="pass" if met else "referral",
                    feedback=FEEDBACK if met else SAY_MORE,
                    version=sheet.version,
                    by=by,
                    now=at,
                )
        return allocated, assessor

    def marked(self, age: int, referred: int = 0) -> Submission:
        """Mark work in full and hand it over."""
        begun, assessor = self.begun(age, marks=None, referred=referred)
        at = self.on_day(max(age - 3, 0), 12)
        with standing(assessor) as by:
            item = Marking.objects.get(submission=begun)
            sheet = marking.start(marking=item, by=by, now=at)
            sheet = marking.save_comment(
                sheet=sheet,
                outcome=None,
                words="A clear account of your own practice.",
                version=sheet.version,
                by=by,
                now=at,
            )
            marking.complete(marking=item, version=sheet.version, by=by, now=at)
        return begun

    def in_qa(self, age: int, referred: int = 0) -> Submission:
        """Leave marked work open with a lead assessor."""
        marked = self.marked(age, referred)
        with standing(self.hands.lead) as by:
            assuring.open_assurance(
                marking=Marking.objects.get(submission=marked),
                by=by,
                now=self.on_day(max(age - 4, 0), 9),
            )
        return marked

    def sent_back(self, age: int) -> Submission:
        """Return a sheet to its assessor."""
        opened = self.in_qa(age)
        with standing(self.hands.lead) as by:
            assuring.return_to_assessor(
                assurance=self._assurance(opened),
                comment="Criterion 1.2 asks for two styles. Look again at what the work says.",
                by=by,
                now=self.on_day(max(age - 4, 0), 13),
            )
        return opened

    def _assurance(self, opened: Submission) -> Assurance:
        found: Assurance = Assurance.objects.filter(submission=opened).latest("pk")
        return found

    def finalised(self, age: int, *, referred: int = 0, change: bool = False) -> Result:
        """Finalise a result, with one change of the lead assessor's where asked, and its sheet."""
        opened = self.in_qa(age, referred)
        at = self.on_day(max(age - 4, 0), 14)
        with standing(self.hands.lead) as by:
            first = sheet_of.criteria_of(opened.unit_id)[0]
            changed = Judgement(
                first.pk, "pass", f"{FEEDBACK} Name your source.", "The source is not named."
            )
            result = assuring.finalise(
                assurance=self._assurance(opened),
                judgements=[changed] if change else [],
                comment="",
                by=by,
                now=at,
            )
        self.work(at, "assessments.make_sheet")
        return result

    def released(self, age: int, *, referred: int = 0, change: bool = False) -> Result:
        """Release a finalised result."""
        result = self.finalised(age, referred=referred, change=change)
        with standing(self.hands.staff) as by:
            batch = releasing.release_results(
                results=[result.pk], by=by, now=self.on_day(max(age - 5, 0), 16)
            )
        return batch.done[0]

    def work(self, at: datetime, task: str) -> None:
        """Do what a worker would do with the messages of this task."""
        deliver = WORK[task]
        with standing(self.hands.worker) as by:
            waiting = OutboxMessage.objects.filter(task=task, state="waiting")
            for message in list(waiting.order_by("pk").values_list("pk", flat=True)):
                deliver(message=message, by=by, now=at)


WORK: dict[str, Callable[..., None]] = {
    "awarding.inspect_file": inspecting.deliver_inspection,
    "assessments.make_copies": copying.deliver_copies,
    "assessments.make_sheet": sheets.deliver_sheet,
}


def tellers(hands: Hands, *, today: date) -> list[Teller]:
    """Return one teller for each centre of a body."""
    with standing(hands.staff):
        units = list(Unit.objects.order_by("code"))
        return [
            Teller(
                hands,
                centre,
                CatalogueEntry.objects.get(centre=centre, is_service=True),
                units,
                today,
                calendars.working_days(centre.calendar_id),
            )
            for centre in Centre.objects.order_by("number")
        ]


def tell_whole(teller: Teller) -> None:
    """Tell every state and every colour at one centre."""
    now = teller.on_day(0, 8)
    teller.drafted(now)
    teller.filled(teller.drafted(now), now)
    for age in (0, 1, 2, 18):
        teller.submitted(age)
    teller.in_check(3)
    teller.returned(6)
    for age in (4, 5, 19):
        teller.accepted(age)
    for age in (5, 6, 20):
        teller.allocated(age)
    teller.begun(12)
    teller.begun(23)
    for age in (9, 15, 27):
        teller.marked(age)
    teller.in_qa(24)
    teller.sent_back(16)
    for age in (21, 22, 26):
        teller.finalised(age)
    hold(teller, teller.finalised(25))
    teller.released(30)
    teller.released(17, change=True)
    resubmitted(teller, teller.released(28, referred=1))
    teller.released(14, referred=2)
    withdrawn(teller, teller.submitted(7))


def hold(teller: Teller, result: Result) -> None:
    """Hold a result back over a concern."""
    with standing(teller.hands.staff) as by:
        holds.place(
            submission=Submission.objects.get(pk=result.submission_id),
            kind="concern",
            reason="Two learners sent passages that agree word for word",
            by=by,
            now=teller.on_day(2),
        )


def resubmitted(teller: Teller, referred: Result) -> None:
    """Send submission 2 of what was referred."""
    at = teller.on_day(8)
    with standing(teller.coordinator):
        following = Submission.objects.get(previous_id=referred.submission_id)
    sent = teller.sent(teller.filled(following, at), at)
    with standing(teller.hands.staff) as by:
        checking.open_check(submission=sent, by=by, now=teller.on_day(8, 14))
    teller.accept(sent, teller.on_day(8, 15))


def withdrawn(teller: Teller, sent: Submission) -> None:
    """Withdraw what was sent."""
    with standing(teller.coordinator) as by:
        submissions.withdraw(
            submission=sent,
            because="The learner left the programme",
            by=by,
            now=teller.on_day(5),
        )


def tell_briefly(teller: Teller) -> None:
    """Tell enough at another centre for its people's first pages not to be empty."""
    teller.drafted(teller.on_day(0, 8))
    teller.submitted(1)
    teller.returned(4)
    teller.accepted(3)
    teller.allocated(7)
    teller.marked(10)
    teller.finalised(20)
    teller.released(22)
