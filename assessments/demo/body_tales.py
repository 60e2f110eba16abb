"""What happens at the awarding body: work is checked, marked, assured, held and released."""

from datetime import datetime

from assessments.demo import work
from assessments.demo.centre_tales import CentreTales
from assessments.demo.setting import standing
from assessments.demo.telling import Tale
from assessments.models import Assurance, Hold, Marking, Question, Result, Submission
from assessments.operations import (
    allocating,
    assuring,
    checking,
    finalising,
    holds,
    mark_sheets,
    marking,
    questions,
    releasing,
)
from assessments.operations.concerns import raise_concern
from assessments.operations.finalising import Judgement
from assessments.operations.handing_back import hand_back
from assessments.queries import checking as points
from assessments.queries import sheets as sheet_of
from assessments.rules.checking import Point
from assessments.rules.concerns import Concern
from assessments.rules.handing_back import Why
from awarding.kernel.actors import Actor
from awarding.kernel.grades import Grade
from awarding.models import Membership

UNMET = {
    "signed": "Have the learner sign and date the cover sheet, and send it again.",
    "unit": "The first page names another unit. Send the work for this one.",
}


class BodyTales(CentreTales):
    """The tales of one centre's work at its body; each act is done by whose duty it is."""

    def in_check(self, age: int) -> Tale[Submission]:
        """Leave work in the middle of its check."""
        sent = yield from self.submitted(age)
        yield from self._checking(sent, age)
        return sent

    def returned(self, age: int) -> Tale[Submission]:
        """Return work, with two things to do."""
        sent = yield from self.in_check(age)
        at = self.on_day(age, 15)
        yield at
        with standing(self.hands.who("submission.return")) as by:
            return checking.return_to_centre(
                submission=sent,
                points=[
                    Point(code, words, code not in UNMET, UNMET.get(code, ""))
                    for code, words in points.points_for(sent)
                ],
                answer_by=self.table.day(self.table.ordinal(self.on_day(0).date()) + 5),
                by=by,
                now=at,
            )

    def accepted(self, age: int) -> Tale[Submission]:
        """Accept work, and make the assessor's copies."""
        sent = yield from self.in_check(age)
        return (yield from self._accepting(sent, age))

    def _checking(self, sent: Submission, age: int) -> Tale[None]:
        at = self.on_day(age, 14)
        yield at
        with standing(self.hands.who("check.open")) as by:
            checking.open_check(submission=sent, by=by, now=at)

    def _accepting(self, sent: Submission, age: int) -> Tale[Submission]:
        at = self.on_day(age, 15)
        yield at
        with standing(self.hands.who("submission.accept")) as by:
            done = checking.accept(
                submission=sent,
                points=[Point(code, words, True) for code, words in points.points_for(sent)],
                by=by,
                now=at,
            )
        self.work(at, "assessments.make_copies")
        return done

    def allocated(self, age: int) -> Tale[tuple[Submission, Actor]]:
        """Allocate accepted work to the next assessor."""
        accepted = yield from self.accepted(age)
        at = self.on_day(max(age - 1, 0), 16)
        yield at
        assessor = next(self._assessors)
        with standing(self.hands.who("marking.allocate")) as by:
            allocating.allocate(
                markings=[Marking.objects.get(submission=accepted).pk],
                assessor=Membership.objects.get(person_id=assessor.person, role="assessor"),
                by=by,
                now=at,
            )
        return accepted, assessor

    def begun(
        self, age: int, *, marks: int | None = 1, referred: int = 0
    ) -> Tale[tuple[Submission, Actor]]:
        """Mark some of the criteria, or all of them; the last ``referred`` are not met."""
        allocated, assessor = yield from self.allocated(age)
        at = self.on_day(max(age - 2, 0), 17)
        yield at
        with standing(assessor) as by:
            item = Marking.objects.get(submission=allocated)
            sheet = marking.start(marking=item, by=by, now=at)
            criteria = sheet_of.criteria_of(allocated.unit_id)
            for n, criterion in enumerate(criteria[:marks], start=1):
                met = n <= len(criteria) - referred
                mark = mark_sheets.Typed(
                    criterion=criterion.pk,
                    decision=Grade.PASS if met else Grade.REFERRAL,
                    feedback=work.FEEDBACK if met else work.SAY_MORE,
                )
                seen = mark_sheets.Seen(sheet.version)
                sheet = mark_sheets.save_sheet(sheet=sheet, marks=[mark], seen=seen, by=by, now=at)
        return allocated, assessor

    def asked(self, age: int, after: int) -> Tale[Question]:
        """Begin marking, and ask the centre about the work; it has not answered yet."""
        begun, assessor = yield from self.begun(age)
        at = self.on_day(age - after, 11)
        yield at
        return self._ask(begun, assessor, work.QUESTION, at)

    def asked_in_check(self, age: int, after: int) -> Tale[Question]:
        """Ask the centre about work in its check."""
        sent = yield from self.in_check(age)
        at = self.on_day(age - after, 15)
        yield at
        return self._ask(sent, self.hands.who("submission.accept"), work.QUESTION_OF_CHECK, at)

    def answered(self, age: int, after: int, days: int) -> Tale[Question]:
        """Answer a question about work in its check, so many days later."""
        asked = yield from self.asked_in_check(age, after)
        at = self.on_day(age - after - days, 10)
        yield at
        with standing(self.coordinator) as by:
            return questions.answer(question=asked, words=work.ANSWER, by=by, now=at)

    def _ask(self, about: Submission, who: Actor, words: str, at: datetime) -> Question:
        day = self.table.day(self.table.ordinal(at.date()) + 5)
        with standing(who) as by:
            found = Submission.objects.get(pk=about.pk)
            return questions.ask(submission=found, words=words, answer_by=day, by=by, now=at)

    def handed_back(self, age: int, after: int) -> Tale[Submission]:
        """Begin marking, and hand the work back."""
        begun, assessor = yield from self.begun(age)
        at = self.on_day(age - after, 10)
        yield at
        with standing(assessor) as by:
            item = Marking.objects.get(submission=begun)
            hand_back(marking=item, why=Why.AWAY, because=work.AWAY, by=by, now=at)
        return begun

    def doubted(self, age: int, after: int) -> Tale[Hold]:
        """Begin marking, and raise a concern about whose work it is."""
        begun, assessor = yield from self.begun(age)
        at = self.on_day(age - after, 11)
        yield at
        with standing(assessor) as by:
            found = Submission.objects.get(pk=begun.pk)
            return raise_concern(
                submission=found, kind=Concern.COPIED, words=work.CONCERN, by=by, now=at
            )

    def marked(self, age: int, referred: int = 0) -> Tale[Submission]:
        """Mark work in full and hand it over."""
        begun, assessor = yield from self.begun(age, marks=None, referred=referred)
        at = self.on_day(max(age - 3, 0), 12)
        yield at
        with standing(assessor) as by:
            item = Marking.objects.get(submission=begun)
            sheet = marking.start(marking=item, by=by, now=at)
            sheet = mark_sheets.save_sheet(
                sheet=sheet,
                overall="A clear account of your own practice.",
                seen=mark_sheets.Seen(sheet.version),
                by=by,
                now=at,
            )
            marking.complete(marking=item, version=sheet.version, by=by, now=at)
        return begun

    def in_qa(self, age: int, referred: int = 0) -> Tale[Submission]:
        """Leave marked work open with a lead assessor."""
        marked = yield from self.marked(age, referred)
        at = self.on_day(max(age - 4, 0), 9)
        yield at
        with standing(self.hands.who("assurance.open")) as by:
            assuring.open_assurance(marking=Marking.objects.get(submission=marked), by=by, now=at)
        return marked

    def sent_back(self, age: int) -> Tale[Submission]:
        """Return a sheet to its assessor."""
        opened = yield from self.in_qa(age)
        at = self.on_day(max(age - 4, 0), 13)
        yield at
        with standing(self.hands.who("assurance.return")) as by:
            assuring.return_to_assessor(
                assurance=_assurance(opened),
                comment="Criterion 1.2 asks for two styles. Look again at what the work says.",
                by=by,
                now=at,
            )
        return opened

    def finalised(self, age: int, *, referred: int = 0, change: bool = False) -> Tale[Result]:
        """Finalise a result, with one change of the lead assessor's where asked, and its sheet."""
        opened = yield from self.in_qa(age, referred)
        at = self.on_day(max(age - 4, 0), 14)
        yield at
        with standing(self.hands.who("assurance.finalise")) as by:
            first = sheet_of.criteria_of(opened.unit_id)[0]
            told = f"{work.FEEDBACK} Name your source."
            changed = Judgement(first.pk, Grade.PASS, told, "The source is not named.")
            result = finalising.finalise(
                assurance=_assurance(opened),
                judgements=[changed] if change else [],
                comment="",
                by=by,
                now=at,
            )
        self.work(at, "assessments.make_sheet")
        return result

    def released(self, age: int, *, referred: int = 0, change: bool = False) -> Tale[Result]:
        """Release a finalised result."""
        result = yield from self.finalised(age, referred=referred, change=change)
        at = self.on_day(max(age - 5, 0), 16)
        yield at
        with standing(self.hands.who("result.release")) as by:
            [done] = releasing.release_results(results=[result.pk], by=by, now=at).done
        return done

    def held(self, age: int, on: int) -> Tale[None]:
        """Hold a finalised result back over a concern."""
        result = yield from self.finalised(age)
        at = self.on_day(on)
        yield at
        with standing(self.hands.who("hold.place")) as by:
            holds.place(
                submission=Submission.objects.get(pk=result.submission_id),
                kind="malpractice",
                reason="Two learners sent passages that agree word for word",
                by=by,
                now=at,
            )

    def resubmitted(self, age: int, again: int) -> Tale[Submission]:
        """Send submission 2 of what was referred, and accept it."""
        referred = yield from self.released(age, referred=1)
        at = self.on_day(again)
        yield at
        with standing(self.coordinator):
            following = Submission.objects.get(previous_id=referred.submission_id)
        self.fill(following, at)
        sent = self.send(following, at)
        yield from self._checking(sent, again)
        return (yield from self._accepting(sent, again))


def _assurance(opened: Submission) -> Assurance:
    found: Assurance = Assurance.objects.filter(submission=opened).latest("pk")
    return found
