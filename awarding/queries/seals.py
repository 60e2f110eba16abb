"""What a seal covers, read from the ledger as it stands: digests, counts, anchors' lines.

An entry's own digest is taken over its columns by name, so a column added later breaks no seal.
A change to these lists is a change to every seal: it needs a new epoch.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from awarding.models import Seal

RECORD = (
    "id, xid::text, epoch, awarding_body_id, centre_id, act, subject_type, subject_id, person,"
    " role, is_shown, (extract(epoch FROM at) * 1000000)::bigint::text"
)
DECIDED = "rule, document, issue, number, words, reason, until, passed_with"
KINDS = (
    ("entry", "awarding_entry", f"{RECORD}, details"),
    ("decision", "awarding_decision", f"{RECORD}, {DECIDED}"),
)
#: The records of a range, each with its own digest. The kind is part of what is digested: a
#: decision cannot be passed off as an entry.
RECORDS = " UNION ALL ".join(
    f"SELECT {n} AS kind, id, xid, sha256(convert_to(jsonb_build_array('{kind}', {columns})"  # noqa: S608  # our own names
    f"::text, 'UTF8')) AS told FROM {table} WHERE awarding_body_id = %s AND epoch = %s"
    " AND xid >= %s::text::xid8 AND xid < %s::text::xid8"
    for n, (kind, table, columns) in enumerate(KINDS)
)
DIGEST = "sha256(coalesce(string_agg(told, ''::bytea ORDER BY xid, kind, id), ''::bytea))"
COVERED = f"SELECT count(*), {DIGEST} FROM ({RECORDS}) AS record"  # noqa: S608  # our own names
START = bytes(32)
#: Above every transaction number there can be.
NO_END = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Range:
    """The records of one body and epoch from one transaction number up to another."""

    body: int
    epoch: int
    since: int
    below: int


@dataclass(frozen=True, slots=True)
class Covered:
    """How many records a range holds, and one digest over all of them in order."""

    count: int
    digest: bytes


def covered(asked: Range) -> Covered:
    """Return the digest over entries and decisions of a range, in order of transaction and id."""
    with connection.cursor() as cursor:
        cursor.execute(COVERED, [asked.body, asked.epoch, asked.since, asked.below] * len(KINDS))
        count, digest = cursor.fetchone()
    return Covered(count, bytes(digest))


def hash_of(seal: Seal, before: bytes) -> bytes:
    """Return the hash that chains a seal to the one before it."""
    told = f"{seal.awarding_body_id}|{seal.n}|{seal.epoch}|{seal.below}|{seal.count}|"
    return hashlib.sha256(before + told.encode() + bytes(seal.digest)).digest()


def newest(body: int) -> Seal | None:
    """Return the body's last seal."""
    last: Seal | None = Seal.objects.filter(awarding_body_id=body).order_by("-n").first()
    return last


def all_of(body: int) -> Iterator[Seal]:
    """Return the body's seals, first to last."""
    return Seal.objects.filter(awarding_body_id=body).order_by("n").iterator()


def records(body: int) -> int:
    """Return how many entries and decisions of the body there are, sealed or not."""
    return _number(
        "SELECT (SELECT count(*) FROM awarding_entry WHERE awarding_body_id = %s)"
        " + (SELECT count(*) FROM awarding_decision WHERE awarding_body_id = %s)",
        [body, body],
    )


def horizon() -> int:
    """Return the number below which no transaction runs and none can begin."""
    return _number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


def epoch_now() -> int:
    """Return the epoch new records are written with: the default of their column."""
    return _number(
        "SELECT max(substring(pg_get_expr(d.adbin, d.adrelid) FROM '[0-9]+')::int)"
        " FROM pg_attrdef d JOIN pg_attribute a ON (a.attrelid, a.attnum) = (d.adrelid, d.adnum)"
        " WHERE a.attname = 'epoch' AND d.adrelid ="
        " ANY(ARRAY['awarding_entry', 'awarding_decision']::regclass[])"
    )


def last_written(body: int, epoch: int) -> int:
    """Return the highest transaction number among a body's records of an epoch, or 0."""
    return _number(
        "SELECT greatest((SELECT max(xid) FROM awarding_entry WHERE awarding_body_id = %s"
        " AND epoch = %s), (SELECT max(xid) FROM awarding_decision WHERE awarding_body_id = %s"
        " AND epoch = %s))::text::bigint",
        [body, epoch, body, epoch],
    )


def _number(sql: str, values: list[int] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or [])
        (number,) = cursor.fetchone()
    return int(number or 0)
