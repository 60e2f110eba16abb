"""May this be asked of the centre, may it be answered so, and does the work wait for it?"""

from datetime import date

from assessments.rules import clauses
from awarding.kernel.rules import Caution, Refusal, rule, say
from awarding.kernel.text import cleaned


@rule("A38")
def asked_by_who_holds_it(stage: str) -> Refusal | None:
    """Does whoever asks hold the work?

    ``stage`` is where they hold it: in its check, its marking or its quality assurance. Empty
    where they do not.
    """
    if stage:
        return None
    words = "You do not hold this work. Whoever checks, marks or assures it asks the centre."
    return Refusal("A38", clauses.QUESTIONS, say(words))


@rule("A38")
def something_is_asked(words: str) -> Refusal | None:
    """Does the question say something?"""
    if cleaned(words).strip():
        return None
    return Refusal("A38", clauses.QUESTIONS, say("Write what the centre is asked."))


@rule("A38")
def something_is_answered(words: str) -> Refusal | None:
    """Does the answer say something?"""
    if cleaned(words).strip():
        return None
    return Refusal("A38", clauses.QUESTIONS, say("Write the answer."))


@rule("A38")
def centre_has_until_tomorrow(answer_by: date, today: date) -> Refusal | None:
    """Is the centre given until tomorrow or later to answer?"""
    if answer_by > today:
        return None
    return Refusal("A38", clauses.ANSWERS, say("Answer by must be tomorrow or later."))


@rule("A38")
def closed_by_who_holds_it(*, holds: bool) -> Refusal | None:
    """Does whoever closes the question hold the work, or take work back from who does?"""
    if holds:
        return None
    words = (
        "You do not hold this work. Whoever holds it closes the question, or somebody with the"
        " Allocation role."
    )
    return Refusal("A38", clauses.QUESTIONS, say(words))


@rule("A38")
def question_is_open(state: str) -> Refusal | None:
    """Does the question still wait for its answer?

    ``state`` is the question's.
    """
    if state == "asked":
        return None
    words = {
        "answered": "This question was answered already. The first answer stands.",
        "closed": "This question was closed: no answer is needed any more.",
    }
    return Refusal("A38", clauses.QUESTIONS, say(words[state]))


@rule("A38")
def nothing_is_asked(answer_by: date | None) -> Refusal | None:
    """Does the work wait for no answer of its centre?

    While a question is open, the day by which it is to be answered is known. A return needs no
    answer: it closes what is open.
    """
    if answer_by is None:
        return None
    return Refusal(
        "A38",
        clauses.QUESTIONS,
        say(
            "A question to the centre is open, to be answered by {day}. Wait for the answer, or"
            " close the question.",
            day=answer_by,
        ),
    )


@rule("A26")
def answer_names_nobody(*, names_the_learner: bool) -> Refusal | None:
    """Does an answer to whoever marks the work leave the learner's name out?"""
    if not names_the_learner:
        return None
    return Refusal(
        "A26",
        clauses.BY_NUMBER,
        say("Leave the learner’s name out: whoever marks this knows the work by its number."),
    )


@rule("A26")
def answer_has_no_part_of_the_name(part: str) -> Caution | None:
    """Does an answer to whoever marks the work have no word that may be the learner's name?

    ``part`` is such a word, empty if there is none. It may be somebody else's name, or no name:
    a reason lets it pass and is kept.
    """
    if not part:
        return None
    words = (
        "“{part}” is a part of the learner’s name. Leave it out, or say what else it means:"
        " whoever marks this knows the work by its number."
    )
    return Caution("A26", clauses.BY_NUMBER, say(words, part=part))
