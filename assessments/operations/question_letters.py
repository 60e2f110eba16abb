"""Letters about questions: to the centre that is asked, and to who holds the work once answered.

They name no learner and say nothing of what was asked: that is read where one signs in.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from assessments.models import Question
from assessments.queries import letters
from assessments.states import Q
from awarding.kernel.actors import Actor
from awarding.operations import outbox
from awarding.operations.outbox import Claim
from awarding.templatetags.wording import gds_date
from registry.protocol import Unknown

#: Where whoever holds the work reads the answer, by the stage at which it was asked.
PAGES = {
    Question.Stage.CHECK: "staff:check",
    Question.Stage.MARKING: "assessor:mark",
    Question.Stage.ASSURANCE: "staff:compare",
}


def tell_centre(*, message: int, by: Actor, now: datetime) -> None:
    """Write to the centre's coordinators and to who sent the work, once, while it is open."""
    _deliver(message, _ask, by, now)


def tell_holder(*, message: int, by: Actor, now: datetime) -> None:
    """Write to whoever holds the work that was asked about, once; nobody may hold it by now."""
    _deliver(message, _answered, by, now)


def _deliver(message: int, write: Callable[[Question], str], by: Actor, now: datetime) -> None:
    def call(claimed: Claim) -> str:
        question = letters.question(claimed.payload["question"])
        try:
            return write(question)
        except OSError as silent:  # whatever smtplib raises is one
            raise Unknown(f"The mail was not taken: {silent}") from silent

    outbox.deliver(message, call=call, confirm=lambda _, words: words, by=by, now=now)


def _ask(question: Question) -> str:
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
    return _send(
        letters.of_the_centre(work),
        subject % {"reference": work.reference, "day": gds_date(question.answer_by)},
        "assessments/mail/question.txt",
        question,
        reverse("centre:answer", kwargs=page),
    )


def _answered(question: Question) -> str:
    page = {"body": question.awarding_body.slug, "reference": question.submission.reference}
    subject = gettext("Answered: your question about %(reference)s")
    return _send(
        letters.of_the_holder(question),
        subject % {"reference": question.submission.reference},
        "assessments/mail/answered.txt",
        question,
        reverse(PAGES[Question.Stage(question.stage)], kwargs=page),
    )


def _send(readers: list[str], subject: str, template: str, question: Question, page: str) -> str:
    if not readers:
        return "nobody to tell"
    told = {"question": question, "link": settings.PORTAL_ORIGIN + page}
    send_mail(subject, render_to_string(template, told), None, readers)
    return "sent"
