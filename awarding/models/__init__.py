"""The nouns of the ground."""

from awarding.models.body import AwardingBody
from awarding.models.calendar import Calendar, CalendarDay
from awarding.models.catalogue import Criterion, LearningOutcome, Qualification, Unit
from awarding.models.centre import Centre
from awarding.models.deadline import Deadline, DeadlineCrossing, DeadlinePause
from awarding.models.declaration import Declaration, DeclarationText
from awarding.models.form_key import FormKey
from awarding.models.ledger import Decision, Entry, Seal
from awarding.models.membership import Membership
from awarding.models.outbox import OutboxAttempt, OutboxMessage
from awarding.models.person import Person
from awarding.models.stored_file import StoredFile
from awarding.models.term import Term

__all__ = [
    "AwardingBody",
    "Calendar",
    "CalendarDay",
    "Centre",
    "Criterion",
    "Deadline",
    "DeadlineCrossing",
    "DeadlinePause",
    "Decision",
    "Declaration",
    "DeclarationText",
    "Entry",
    "FormKey",
    "LearningOutcome",
    "Membership",
    "OutboxAttempt",
    "OutboxMessage",
    "Person",
    "Qualification",
    "Seal",
    "StoredFile",
    "Term",
    "Unit",
]
