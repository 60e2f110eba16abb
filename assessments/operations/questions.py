"""Questions to the centre: asked without a return, answered or closed; the clock waits meanwhile.

Asking and returning lock the work, then its clock, then questions. Answering and closing begin at
the clock: a centre may lock no marking. In this one order no two wait for each other, and of two
acts the second sees what the first did.
"""

from datetime import date, datetime

from assessments.models import Question, Submission
from assessments.operations import holding
from assessments.queries import questions as asked
from assessments.rules import asking as rules
from assessments.states import Q
from awarding import ledger
from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Answer, Caution, Refusal, unless
from awarding.kernel.text import cleaned
from awarding.models import Deadline
from awarding.operation import note, operation, passed
from awarding.operations import deadlines
from awarding.queries import clocks

#: What a question says that a return has overtaken.
RETURNED = "The work was returned to the centre."


@operation("question.ask", shown=True, keeps=["A38"])
def ask(
    *, submission: Submission, words: str, answer_by: date, by: Actor, now: datetime
) -> Question:
    """Ask the centre about work one holds, and write to it; its clock stands still meanwhile.

    Locks the work where it is held (its marking, or the submission while it is checked), then
    its clock. ``Refused`` to anybody who does not hold it or has an interest, without words, and
    where the centre has not until tomorrow. Called twice, it asks twice.
    """
    submission, stage = holding.locked_where_held(submission, by)
    unless(rules.asked_by_who_holds_it(stage), subject=submission)
    held = _clock(submission)
    unless(
        holding.no_interest(submission, stage, by, now),
        rules.something_is_asked(words),
        rules.centre_has_until_tomorrow(answer_by, clock.london_day(now)),
        subject=submission,
    )
    made: Question = Question.objects.create(
        centre_id=submission.centre_id,
        submission=submission,
        stage=stage,
        words=cleaned(words).strip(),
        answer_by=answer_by,
        asked_at=now,
        asked_by=by.person,
    )
    if not clocks.waiting_since([held.pk]):
        deadlines.pause(held, reason=f"Question {made.pk}", now=now)
    note(submission=submission.pk, stage=stage, answer_by=answer_by.isoformat())
    _write_of(made, "assessments.mail_question", "question", now)
    return made


@operation("question.answer", shown=True, keeps=["A38"])
def answer(
    *, question: Question, words: str, because: str = "", by: Actor, now: datetime
) -> Question:
    """Answer a question; after the last one the clock goes on, the days it stood still added.

    Locks the clock, then the question. ``Refused`` once it is answered or closed, without words,
    and where words to somebody who knows the work by number name the learner (A26). One part of
    the name passes with ``because``, which says what else it means and is kept.
    """
    held, question = _clock(question.submission), _locked(question)
    named = _told_by_number(question, words)
    unless(
        rules.question_is_open(question.state),
        rules.something_is_answered(words),
        named,
        subject=question,
        reasons={"A26": because},
    )
    if isinstance(named, Caution):
        passed(question, named, reason=because)
    question.move("answer")
    question.answer = cleaned(words).strip()
    question.answered_at, question.answered_by = now, by.person
    question.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    _go_on(question.submission_id, held, now)
    note(submission=question.submission_id)
    _write_of(question, "assessments.mail_answer", "answer", now)
    return question


@operation("question.close", shown=True, keeps=["A38"])
def close(*, question: Question, because: str, by: Actor, now: datetime) -> Question:
    """Close a question that needs no answer any more; after the last one the clock goes on.

    Locks the clock, then the question. ``Refused`` once it is answered or closed, and to anybody
    who neither holds the work at that stage, free of any interest, nor takes work back.
    """
    held, question = _clock(question.submission), _locked(question)
    unless(
        rules.question_is_open(question.state),
        rules.closed_by_who_holds_it(holds=asked.may_close(question, by)),
        _closer_has_no_interest(question, by, now),
        subject=question,
    )
    _close(question, because, by, now)
    _go_on(question.submission_id, held, now)
    note(submission=question.submission_id, because=because)
    return question


def close_with_return(submission: Submission, *, by: Actor, now: datetime) -> None:
    """Close what is open about work that is returned, whose clock ends with the return.

    The caller has locked the submission. Locks its clock, then the questions.
    """
    _clock(submission)
    for question in Question.objects.select_for_update().filter(
        submission=submission, state=Q.ASKED
    ):
        _close(question, RETURNED, by, now)


def _write_of(question: Question, task: str, word: str, now: datetime) -> None:
    """Have a letter written about a question, once: to its centre, or to who holds the work."""
    order = ledger.Announcement(
        task, f"{word}-{question.pk}", {"question": question.pk}, centre=question.centre_id
    )
    ledger.announce([order], now=now)


def _close(question: Question, because: str, by: Actor, now: datetime) -> None:
    question.move("close")
    question.closed_at, question.closed_by, question.closed_because = now, by.person, because
    question.save(update_fields=["state", "closed_at", "closed_by", "closed_because"])


def _closer_has_no_interest(question: Question, by: Actor, now: datetime) -> Refusal | None:
    """Ask it of who holds the work; taking back is how work leaves a person with an interest."""
    if by.may("marking.take_back"):
        return None
    return holding.no_interest(question.submission, question.stage, by, now)


def _told_by_number(question: Question, words: str) -> Answer:
    """Ask whether an answer tells whoever knows the work by its number whose it is."""
    if question.stage == Question.Stage.CHECK:
        return None
    work = question.submission
    whole = rules.answer_names_nobody(names_the_learner=asked.names_the_learner(work, words))
    return whole or rules.answer_has_no_part_of_the_name(asked.part_of_the_name(work, words))


def _clock(submission: Submission) -> Deadline:
    """Return the clock of a submission, locked: pausing it and letting it go on take turns."""
    found: Deadline = Deadline.objects.select_for_update().get(pk=submission.clock_id)
    return found


def _locked(question: Question) -> Question:
    found: Question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    return found


def _go_on(submission: int, held: Deadline, now: datetime) -> None:
    """Let the clock go on once nothing is asked any more."""
    if not asked.open_of(submission):
        deadlines.resume(held, now=now)
