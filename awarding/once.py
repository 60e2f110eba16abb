"""What a form that is sent twice is answered with: all that was done the first time, and refused.

A form's key is used once (``awarding.operation``). The second sending finds what is kept here.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.core.files.base import File
from django.db import models
from django.http import QueryDict

from awarding.kernel.rules import Caution, Clause, Refusal, Refused, say

Done = TypeVar("Done")

#: How much of either end of a file tells two of one name and size apart, in bytes.
END = 64 * 1024


@dataclass(slots=True)
class Batch(Generic[Done]):
    """What an act on many did: the records done, and each record refused with every no."""

    done: list[Done] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def asked(given: dict[str, Any]) -> str:
    """Return the SHA-256 of what an act was asked, apart from who asked it and when."""
    plain = {name: _plain(value) for name, value in given.items() if name not in ("by", "now")}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def said(sent: QueryDict, *, apart_from: Collection[str]) -> str:
    """Return the SHA-256 of what a form says, apart from these boxes."""
    boxes = sorted((name, values) for name, values in sent.lists() if name not in apart_from)
    return hashlib.sha256(json.dumps(boxes).encode()).hexdigest()


def _plain(value: Any) -> str:
    """Return a value as text: a record by its key, a file by what it is, all else as it prints."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, list | tuple):
        return repr([_plain(one) for one in value])
    if isinstance(value, File):
        return f"{value.name} {value.size} {_ends(value)}"
    return repr(value)


def _ends(file: File) -> str:  # type: ignore[type-arg]  # not generic when it runs
    """Return the SHA-256 of a file's two ends, and leave it as it was found."""
    file.seek(0)
    found = hashlib.sha256(file.read(END))
    file.seek(max(0, file.size - END))
    found.update(file.read(END))
    file.seek(0)
    return found.hexdigest()


def remembered(answer: Any) -> dict[str, Any]:
    """Return what the same form sent again is answered from."""
    done = answer.done if isinstance(answer, Batch) else [answer]
    refused = answer.refused if isinstance(answer, Batch) else []
    return {
        "records": [_named(one) for one in done if isinstance(one, models.Model)],
        "refused": [[_named(one.subject), [_told(no) for no in one.answers]] for one in refused],
    }


def answered(kept: dict[str, Any], *, each: bool) -> Any:
    """Answer as the first time, with the records as they are now."""
    if each:
        refused = [
            Refused(tuple(_no(one) for one in answers), _found(subject))
            for subject, answers in kept["refused"]
        ]
        still_there = [one for name in kept["records"] if (one := _if_there(name))]
        return Batch(still_there, refused)
    return _found(kept["records"][0]) if kept["records"] else None


def _named(record: Any) -> list[Any]:
    return [record._meta.label_lower, record.pk]


def _found(name: list[Any]) -> Any:
    label, pk = name
    return apps.get_model(label).objects.get(pk=pk)


def _if_there(name: list[Any]) -> Any:
    """Return a record of several, or nothing when it was taken away meanwhile."""
    label, pk = name
    return apps.get_model(label).objects.filter(pk=pk).first()


def _told(no: Refusal | Caution) -> dict[str, Any]:
    clause = no.clause
    return {
        "kind": type(no).__name__,
        "rule": no.rule,
        "clause": [clause.document, clause.issue, clause.number, clause.words],
        "reason": str(no.reason),
        "until": no.until.isoformat() if no.until else "",
    }


def _no(told: dict[str, Any]) -> Refusal | Caution:
    kind = Refusal if told["kind"] == "Refusal" else Caution
    return kind(
        told["rule"], Clause(*told["clause"]), say("{said}", said=told["reason"]), _until(told)
    )


def _until(told: dict[str, Any]) -> date | datetime | None:
    until: str = told["until"]
    if not until:
        return None
    return datetime.fromisoformat(until) if "T" in until else date.fromisoformat(until)
