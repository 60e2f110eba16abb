"""Letters about questions: to the centre that is asked, and to who holds the work once answered.

They name no learner and say nothing of what was asked: that is read where one signs in.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from assessments.models import Question
from assessments.operations import letters
from assessments.queries import letters as readers
from assessments.states import Q
from awarding.kernel.actors import Actor
from awarding.templatetags.wording import gds_date

#: Where whoever holds the work reads the answer, by the stage at which it was asked.
PAGES = {
    Question.Stage.CHECK: "staff:check",
    Question.Stage.MARKING: "assessor:mark",
    Question.Stage.ASSURANCE: "staff:compare",
}


def tell_centre(*, message: int, by: Actor, now: datetime) -> None:
    """Write to the centre's coordinators and to who sent the work, once, while it is open."""
    letters.deliver(message, _ask, by, now)


def tell_holder(*, message: int, by: Actor, now: datetime) -> None:
    """Write to whoever holds the work that was asked about, once; nobody may hold it by now."""
    letters.deliver(message, _answered, by, now)


def _ask(payload: Mapping[str, Any]) -> str:
    question = readers.question(payload["question"])
    if question.state != Q.ASKED:
        return "answered or closed since"
    work = question.submission
    page = {
        "body": question.awarding_body.slug,
        "number": work.centre.number,
        "reference": work.reference,
        "question": question.pk,
    }
    subject = gettext("A question about %(reference)s: answer by %(day)s")
    return letters.send(
        readers.of_the_centre(work.centre_id, work.submitted_by),
        subject % {"reference": work.reference, "day": gds_date(question.answer_by)},
        "assessments/mail/question.txt",
        {"question": question},
        reverse("centre:answer", kwargs=page),
    )


def _answered(payload: Mapping[str, Any]) -> str:
    question = readers.question(payload["question"])
    page = {"body": question.awarding_body.slug, "reference": question.submission.reference}
    subject = gettext("Answered: your question about %(reference)s")
    return letters.send(
        readers.of_the_holder(question),
        subject % {"reference": question.submission.reference},
        "assessments/mail/answered.txt",
        {"question": question},
        reverse(PAGES[Question.Stage(question.stage)], kwargs=page),
    )
