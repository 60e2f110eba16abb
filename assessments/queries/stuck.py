"""What a worker was to make and could not: messages that wait for a person, by their key."""

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from awarding.models import OutboxMessage
from awarding.states import D


def messages() -> "QuerySet[OutboxMessage]":
    """Return every message of the open scope's body that needs a person."""
    found: QuerySet[OutboxMessage] = OutboxMessage.objects.filter(state=D.NEEDS_A_PERSON)
    return found


def key(first: str, one: str, then: str, other: str, last: str = "") -> Concat:
    """Return a message's key in SQL: words, a column, words, another column, and words."""
    text = CharField()
    columns = (Value(first), Cast(one, text), Value(then), Cast(other, text), Value(last))
    return Concat(*columns, output_field=text)
