"""The pen: entries, decisions and outbox rows, written with the columns that are granted.

Only operations hold it. Inserts name their columns and return nothing, since a role may write
where it may not read.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models

from awarding.kernel import tenancy
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Caution, Refusal
from awarding.nudge import relay_soon


@dataclass(slots=True)
class Line:
    """What one entry says: the act, its subject, and whether the centre may read it."""

    act: str
    subject_type: str
    subject_id: int | None
    centre: int | None
    shown: bool
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """A record known by its key, and what its own entry says: for acts on many, in sets."""

    subject_type: str
    subject_id: int
    centre: int | None
    details: dict[str, Any] = field(default_factory=dict)


def line(act: str, subject: object, *, shown: bool, details: dict[str, Any]) -> Line:
    """Return the entry for an act on a record; the centre is the record's own, or the scope's."""
    if isinstance(subject, Named):
        told = {**details, **subject.details}
        return Line(act, subject.subject_type, subject.subject_id, subject.centre, shown, told)
    if not isinstance(subject, models.Model):
        return Line(act, "", None, tenancy.current().centre, shown, details)
    centre = getattr(subject, "centre_id", None) or tenancy.current().centre
    return Line(act, subject._meta.label_lower, subject.pk, centre, shown, details)


def enter(lines: Sequence[Line], *, by: Actor, role: str) -> None:
    """Write the entries in one statement."""
    if not lines:
        return
    body = tenancy.current().body
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO awarding_entry (awarding_body_id, centre_id, act, subject_type,"
            " subject_id, person, role, is_shown, details)"
            " SELECT %s, c, a, t, s, %s, %s, w, d::jsonb FROM unnest(%s::bigint[], %s::text[],"
            " %s::text[], %s::bigint[], %s::boolean[], %s::text[]) AS u(c, a, t, s, w, d)",
            [
                body,
                by.person,
                role,
                [one.centre for one in lines],
                [one.act for one in lines],
                [one.subject_type for one in lines],
                [one.subject_id for one in lines],
                [one.shown for one in lines],
                [json.dumps(one.details, default=str) for one in lines],
            ],
        )


@dataclass(slots=True)
class Judged:
    """One answer of a rule about one subject, to be kept: a no, or a caution passed."""

    about: Line
    answer: Refusal | Caution
    passed_with: str = ""


def decide(judged: Iterable[Judged], *, by: Actor, role: str) -> None:
    """Keep what the rules answered, with the clause and its words as they stood."""
    kept = list(judged)
    if not kept:
        return
    columns: list[list[Any]] = [
        [one.about.centre for one in kept],
        [one.about.act for one in kept],
        [one.about.subject_type for one in kept],
        [one.about.subject_id for one in kept],
        [one.about.shown for one in kept],
        [one.answer.rule for one in kept],
        [one.answer.clause.document for one in kept],
        [one.answer.clause.issue for one in kept],
        [one.answer.clause.number for one in kept],
        [one.answer.clause.words for one in kept],
        [str(one.answer.reason) for one in kept],
        [str(one.answer.until or "") for one in kept],
        [one.passed_with for one in kept],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO awarding_decision (awarding_body_id, person, role, centre_id, act,"
            " subject_type, subject_id, is_shown, rule, document, issue, number, words, reason,"
            " until, passed_with)"
            " SELECT %s, %s, %s, u.* FROM unnest(%s::bigint[], %s::text[], %s::text[],"
            " %s::bigint[], %s::boolean[], %s::text[], %s::text[], %s::text[], %s::text[],"
            " %s::text[], %s::text[], %s::text[], %s::text[]) AS u",
            [tenancy.current().body, by.person, role, *columns],
        )


@dataclass(slots=True)
class Announcement:
    """One message for the outbox: the task that delivers it, and the key that makes it once."""

    task: str
    key: str
    payload: dict[str, Any]
    centre: int | None = None


def announce(messages: Sequence[Announcement], *, now: datetime) -> None:
    """Put messages in the outbox, in the caller's transaction. A key already there raises."""
    if not messages:
        return
    body, own = tenancy.current().body, tenancy.current().centre
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO awarding_outboxmessage (awarding_body_id, centre_id, task, key, payload,"
            " state, tries, made_at, due_at, last_answer)"
            " SELECT %s, c, t, k, p::jsonb, 'waiting', 0, %s, %s, '' FROM unnest(%s::bigint[],"
            " %s::text[], %s::text[], %s::text[]) AS u(c, t, k, p)",
            [
                body,
                now,
                now,
                [one.centre or own for one in messages],
                [one.task for one in messages],
                [one.key for one in messages],
                [json.dumps(one.payload, default=str) for one in messages],
            ],
        )
    relay_soon()
