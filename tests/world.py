"""A small world in which the main job can be done: one centre, one unit, the people it takes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from assessments.models import EvidenceCopy, Marking, Result, ResultSheet, Submission
from assessments.operations import (
    allocating,
    assuring,
    checking,
    finalising,
    mark_sheets,
    marking,
    releasing,
    signing,
    submissions,
    uploads,
)
from assessments.queries import checking as points
from assessments.queries import copies, sending, sheets
from assessments.rules.checking import Point
from awarding.kernel.actors import Actor, Audience, Role
from awarding.models import (
    AwardingBody,
    Centre,
    DeclarationText,
    Membership,
    Person,
    StoredFile,
    Unit,
)
from awarding.operations import calendars, catalogue
from centres.models import AssessorApproval, CatalogueEntry, Cohort, Registration
from centres.operations import approving, registration
from tests.factories import standing_as

_numbers = count(1)

CRITERION = catalogue.CriterionGiven(
    words="Explain what a leader does.",
    referral="Names a leader.",
    passes="Explains with one example.",
    good_pass="Compares two leaders.",
)
UNIT = catalogue.UnitGiven(
    code="8605-300",
    title="Understanding leadership",
    brief="Write about leading a team you know.",
    requirements=["Every criterion is addressed.", "Examples are from the workplace."],
    required_documents=["evidence", "cover_sheet"],
    outcomes=[
        catalogue.OutcomeGiven("Understand leadership", [CRITERION, CRITERION]),
        catalogue.OutcomeGiven("Lead a team", [CRITERION, CRITERION]),
    ],
)

ALL_STAFF = (
    Role.ADMINISTRATOR,
    Role.APPROVALS,
    Role.INTAKE,
    Role.ALLOCATION,
    Role.RELEASE,
    Role.REGISTRY,
    Role.APPEALS,
)


@dataclass
class World:
    """The people of one body and one of its centres, each an actor a test can stand as."""

    body: AwardingBody
    now: datetime
    centre: Centre = field(init=False)
    unit: Unit = field(init=False)
    code: CatalogueEntry = field(init=False)

    def __post_init__(self) -> None:
        """Set the body up as its own people would, through the operations."""
        self.staff = self.somebody(*ALL_STAFF)
        self.worker = Actor(
            None, "The portal", frozenset({Role.WORKER}), Audience.STAFF, self.body.pk
        )
        with standing_as(self.staff):
            calendars.seed_calendar(
                division="england-and-wales", first=2026, last=2027, by=self.staff, now=self.now
            )
            self.centre = Centre.objects.create(
                number="012345", name="Riverside College", approved_on=date(2024, 9, 1)
            )
            self._catalogue()
        self.coordinator = self.somebody(Role.COORDINATOR, centre=self.centre)
        self.assessor = self.somebody(Role.ASSESSOR)
        self.lead = self.somebody(Role.LEAD_ASSESSOR)
        self.approve(self.assessor)

    def _catalogue(self) -> None:
        qualification = catalogue.add_qualification(
            number="603/4051/1",
            title="Leadership and Management",
            level="3",
            units=[UNIT],
            by=self.staff,
            now=self.now,
        )
        self.unit = Unit.objects.get()
        approving.approve_centre(
            centre=self.centre,
            qualification=qualification,
            from_on=date(2024, 9, 1),
            by=self.staff,
            now=self.now,
        )
        self.code = approving.grant_code(
            centre=self.centre,
            qualification=qualification,
            code="8605-21",
            is_service=True,
            by=self.staff,
            now=self.now,
        )
        for kind in ("authenticity.learner", "finality.centre"):
            DeclarationText.objects.create(
                kind=kind,
                version=1,
                words="This is the learner's own work.",
                from_on=date(2024, 1, 1),
            )

    def somebody(self, *roles: Role, centre: Centre | None = None) -> Actor:
        """Return a person with these roles, who has their memberships and can sign in."""
        n = next(_numbers)
        person = Person.objects.create_user(
            f"person{n}@{self.body.slug}.example", full_name=f"{roles[0].label} {n}"
        )
        made = Actor(
            person.pk,
            person.full_name,
            frozenset(roles),
            roles[0].audience,
            self.body.pk,
            centre.pk if centre else None,
        )
        staff = Actor(None, "Set-up", frozenset(ALL_STAFF), Audience.STAFF, self.body.pk)
        with standing_as(staff):
            Membership.objects.bulk_create(
                Membership(
                    person=person,
                    centre=centre,
                    role=role,
                    name=person.full_name,
                    email=person.email,
                    began_at=self.now,
                )
                for role in roles
            )
        return made

    def approve(self, assessor: Actor, unit: Unit | None = None) -> AssessorApproval:
        """Approve an assessor for the unit."""
        with standing_as(self.staff):
            return approving.approve_assessor(
                person=assessor.person or 0,
                unit=unit or self.unit,
                from_on=date(2025, 1, 1),
                by=self.staff,
                now=self.now,
            )

    def membership(self, somebody: Actor) -> Membership:
        """Return the first membership of a person; stand as staff to ask."""
        return Membership.objects.filter(person_id=somebody.person).earliest("pk")

    def registered(
        self, name: str = "Siân Gŵyn Llŷr", uln: str = "", cohort: Cohort | None = None
    ) -> Registration:
        """Register a learner at the centre."""
        with standing_as(self.coordinator) as by:
            return registration.register_learner(
                full_name=name,
                uln=uln,
                catalogue_entry=self.code,
                cohort=cohort,
                centre_reference="",
                reasons={"A11": "Another person of the same name."},
                by=by,
                now=self.now,
            )

    def prepared(self, learner: Registration | None = None) -> Submission:
        """Return a draft that lacks nothing but being sent."""
        learner = learner or self.registered()
        with standing_as(self.coordinator) as by:
            drafted = submissions.draft(registration=learner, unit=self.unit, by=by, now=self.now)
        return self.filled(drafted)

    def filled(self, drafted: Submission) -> Submission:
        """Give a draft its files, its review and its signatures."""
        for document in ("evidence", "cover_sheet"):
            self.add_file(drafted, document)
        self.review(drafted)
        self.sign(drafted)
        return drafted

    def review(self, drafted: Submission) -> None:
        """Confirm every requirement of the unit over the files as they are."""
        with standing_as(self.coordinator) as by:
            shown, points = sending.content_of(drafted), self.unit.requirements
            signing.review(submission=drafted, points=points, shown=shown, by=by, now=self.now)

    def add_file(
        self, drafted: Submission, document: str, verdict: str = "accepted", **found: str
    ) -> None:
        """Add a small file and let the inspection find this of it."""
        with standing_as(self.coordinator) as by:
            evidence = uploads.add_file(
                submission=drafted,
                upload=ContentFile(f"{document} {next(_numbers)}".encode(), f"{document}.pdf"),
                document=document,
                by=by,
                now=self.now,
            )
        with standing_as(self.worker):
            StoredFile.objects.filter(pk=evidence.file_id).update(verdict=verdict, **found)

    def sign(self, drafted: Submission) -> None:
        """Sign both declarations over the files as they are."""
        with standing_as(self.coordinator) as by:
            shown, learner = sending.content_of(drafted), drafted.registration.learner.full_name
            for kind, name in (("authenticity.learner", learner), ("finality.centre", by.name)):
                signing.declare(
                    submission=drafted,
                    kind=kind,
                    signer_name=name,
                    shown=shown,
                    by=by,
                    now=self.now,
                )

    def submitted(
        self, drafted: Submission | None = None, at: datetime | None = None
    ) -> Submission:
        """Return a submission that was sent."""
        drafted = drafted or self.prepared()
        with standing_as(self.coordinator) as by:
            return submissions.submit(submission=drafted, by=by, now=at or self.now)

    def points(self, submission: Submission, **unmet: str) -> list[Point]:
        """Return the check's points, all met but those named with what to do."""
        return [
            Point(code, words, code not in unmet, unmet.get(code, ""))
            for code, words in points.points_for(submission)
        ]

    def accepted(
        self, sent: Submission | None = None, checked_by: Actor | None = None
    ) -> Submission:
        """Return a submission that was checked and accepted, with the assessor's copies."""
        sent = sent or self.submitted()
        with standing_as(checked_by or self.staff) as by:
            done = self.check_and_accept(sent, by)
            self._copies(done)
        return done

    def check_and_accept(self, sent: Submission, by: Actor) -> Submission:
        """Check and accept work; the assessor's copies are still to be made."""
        checking.open_check(submission=sent, by=by, now=self.now)
        return checking.accept(submission=sent, points=self.points(sent), by=by, now=self.now)

    def _copies(self, submission: Submission) -> None:
        for position, _ in enumerate(copies.wanted(submission), start=1):
            EvidenceCopy.objects.create(
                centre_id=submission.centre_id,
                submission=submission,
                upload_version=submission.upload_version,
                position=position,
                key=f"copies/{next(_numbers)}",
                name=f"Evidence {position}.pdf",
                size=1,
                sha256="0" * 64,
                content_type="application/pdf",
                kind="pdf",
            )

    def returned(self, sent: Submission | None = None, **unmet: str) -> Submission:
        """Return a submission the quality check sent back."""
        sent = sent or self.submitted()
        with standing_as(self.staff) as by:
            checking.open_check(submission=sent, by=by, now=self.now)
            return checking.return_to_centre(
                submission=sent,
                points=self.points(sent, **(unmet or {"signed": "Sign the cover sheet."})),
                answer_by=date(2026, 12, 4),
                by=by,
                now=self.now,
            )

    def marking_of(self, submission: Submission) -> Marking:
        """Return the body's side of a submission; stand as staff or its assessor to ask."""
        return Marking.objects.get(submission=submission)

    def allocated(self, accepted: Submission | None = None, to: Actor | None = None) -> Submission:
        """Return a submission allocated to the assessor."""
        accepted = accepted or self.accepted()
        with standing_as(self.staff) as by:
            batch = allocating.allocate(
                markings=[self.marking_of(accepted).pk],
                assessor=self.membership(to or self.assessor),
                by=by,
                now=self.now,
            )
            if batch.refused:
                raise batch.refused[0]
        return accepted

    def marked(
        self, allocated: Submission | None = None, decision: str = "pass", by: Actor | None = None
    ) -> Submission:
        """Return a submission marked in full and handed over."""
        allocated = allocated or self.allocated()
        with standing_as(by or self.assessor) as assessor:
            self.mark(self.marking_of(allocated), decision, assessor)
        return allocated

    def mark(self, item: Marking, decision: str, by: Actor) -> None:
        """Mark every criterion alike and hand the sheet over."""
        sheet = marking.start(marking=item, by=by, now=self.now)
        sheet = mark_sheets.save_sheet(
            sheet=sheet,
            marks=[
                mark_sheets.Typed(one.pk, decision, "You explain this with an example on page 2.")
                for one in sheets.criteria_of(self.unit.pk)
            ],
            seen=mark_sheets.Seen(sheet.version),
            by=by,
            now=self.now,
        )
        marking.complete(marking=item, version=sheet.version, by=by, now=self.now)

    def finalised(
        self, marked: Submission | None = None, decision: str = "pass", **given: Any
    ) -> Result:
        """Return a result finalised by the lead assessor."""
        marked = marked or self.marked(decision=decision)
        with standing_as(self.lead) as lead:
            assurance = assuring.open_assurance(
                marking=self.marking_of(marked), by=lead, now=self.now
            )
            return finalising.finalise(
                assurance=assurance,
                judgements=given.get("judgements", []),
                comment="",
                by=lead,
                now=self.now,
            )

    def ready(self, finalised: Result | None = None, decision: str = "pass") -> Result:
        """Return a finalised result with its sheet, as the worker leaves it."""
        result = finalised or self.finalised(decision=decision)
        with standing_as(self.staff):
            ResultSheet.objects.create(
                centre_id=result.centre_id,
                result=result,
                key=f"sheets/{next(_numbers)}",
                size=1,
                sha256="0" * 64,
                made_at=self.now,
            )
            result.move("make_sheet")
            result.save(update_fields=["state"])
        return result

    def released(self, ready: Result | None = None, decision: str = "pass") -> Result:
        """Return a released result."""
        result = ready or self.ready(decision=decision)
        with standing_as(self.staff) as by:
            batch = releasing.release_results(results=[result.pk], by=by, now=self.now)
            if batch.refused:
                raise batch.refused[0]
            return batch.done[0]
