"""Letters: to a centre that is asked, is sent work back or has results; and of an answer."""

from celery import shared_task

from assessments.operations import centre_letters, question_letters
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


@shared_task(base=BriefTask, name="assessments.mail_return")
def mail_return(*, message: int, body: int, **_: object) -> None:
    """Write to the centre that work was returned to it. Safe to run twice."""
    centre_letters.tell_of_return(message=message, by=portal(body), now=clock.now())


@shared_task(base=BriefTask, name="assessments.mail_release")
def mail_release(*, message: int, body: int, **_: object) -> None:
    """Write to a centre that results are out. Safe to run twice."""
    centre_letters.tell_of_release(message=message, by=portal(body), now=clock.now())
