"""Letters about questions: to the centre that is asked, and to whoever waits for the answer."""

from celery import shared_task

from assessments.operations import question_letters
from awarding.kernel import clock
from awarding.kernel.actors import portal
from awarding.tasks.base import BriefTask


@shared_task(base=BriefTask, name="assessments.mail_question")
def mail_question(*, message: int, body: int, **_: object) -> None:
    """Write to the centre that is asked something. Safe to run twice."""
    question_letters.tell_centre(message=message, by=portal(body), now=clock.now())


@shared_task(base=BriefTask, name="assessments.mail_answer")
def mail_answer(*, message: int, body: int, **_: object) -> None:
    """Write to whoever holds the work that its question is answered. Safe to run twice."""
    question_letters.tell_holder(message=message, by=portal(body), now=clock.now())
