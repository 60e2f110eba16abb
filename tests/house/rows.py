"""One row of every tenant's table for three tenants: two centres of one body, one of the other.

Values follow from the field. What a table's own constraints ask beyond that stands in ``GIVEN``;
a new model that needs something there fails with a sentence that says so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from graphlib import TopologicalSorter
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import DatabaseError, connections, models
from psycopg2.extras import DateTimeTZRange

from awarding.kernel.actors import Audience
from awarding.kernel.tenancy import BodyOwned, Scope
from awarding.models import AwardingBody, Person
from tests import factories

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

#: Values that a table's constraints ask for, or that make a row visible to who may see it.
GIVEN: dict[str, dict[str, Any]] = {
    "awarding.Calendar": {"is_default": False},
    "awarding.CalendarDay": {"day": date(2020, 1, 1), "ordinal": 1},
    "awarding.Membership": {"role": "coordinator"},
    "awarding.Unit": {"requirements": lambda tenant: [tenant.label]},
    "awarding.Deadline": {"days": 25, "amber_from": 15, "red_from": 20},
    "awarding.Decision": {"person": lambda tenant: tenant.person},
    "awarding.Entry": {"person": lambda tenant: tenant.person},
    "awarding.Seal": {"below": "1"},
    "centres.Allocation": {"during": DateTimeTZRange(NOW.replace(year=2020), None)},
    "centres.ConflictOfInterest": {"learner_id": None},
    "assessments.QualityCheck": {"outcome": "accepted", "completed_at": NOW},
    "assessments.Hold": {"kind": "copied"},
    "assessments.Question": {"stage": "marking"},
    "assessments.MarkSheet": {"completed_at": NOW, "content_hash": "0" * 64},
    "assessments.Assurance": {"lead": 0, "completed_at": NOW},
    "assessments.RegistryDifference": {"what": "gone"},
    "assessments.Result": {"state": "released", "released_at": NOW, "released_by": 0},
}


@dataclass
class Tenant:
    """One centre of one body, somebody who works there, and their rows by table.

    Every word in the rows is the label, which stands nowhere else: where it shows, they show.
    """

    label: str
    body: int
    person: int
    number: int | None = None
    centre: int | None = None
    ids: dict[str, int] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def scope(self, audience: Audience) -> Scope:
        centre = self.centre if audience == Audience.CENTRE else None
        return Scope(audience, self.body, centre, self.person)


def tenant_models() -> list[type[BodyOwned]]:
    """Every tenant's model, parents before children."""
    every = [model for model in apps.get_models() if issubclass(model, BodyOwned)]
    graph = {model: set(_parents(model)) & set(every) - {model} for model in every}
    return list(TopologicalSorter(graph).static_order())


def _parents(model: type[models.Model]) -> Iterator[Any]:
    for one in model._meta.local_fields:
        if one.remote_field:
            yield one.remote_field.model


@contextmanager
def committed_rows(*, numbered: bool = False) -> Iterator[list[Tenant]]:
    """The rows, committed, with triggers asleep so that policies alone decide; then all gone.

    Numbered, every row of a tenant has the same id, the tenant's number: an address that holds
    it asks for that tenant's row, whatever table the page looks in.
    """
    _fences(down=True)
    try:
        factories.bodies()
        tenants = [
            _tenant("qzqa", "northgate"),
            _tenant("qzqb", "northgate"),
            _tenant("qzqc", "mti"),
        ]
        for place, tenant in enumerate(tenants if numbered else []):
            tenant.number = 700_001 + place
        for model in tenant_models():
            for tenant in tenants:
                _insert(model, tenant)
        _fences(down=False)
        yield tenants
    finally:
        connections["default"].close()
        factories.empty_everything()
        factories.bodies()
        _fences(down=False)
        _triggers("ENABLE")


def _tenant(label: str, slug: str) -> Tenant:
    body = AwardingBody.objects.using("owner").get(slug=slug)
    person = Person(email=f"{label}@portal.test", full_name=label)
    person.save(using="owner")
    return Tenant(label, body.pk, person.pk)


def _fences(*, down: bool) -> None:
    """Let the owner write where the fence binds even the owner, or bind it again."""
    force = "NO FORCE" if down else "FORCE"
    with connections["owner"].cursor() as cursor:
        for model in tenant_models():
            table = model._meta.db_table
            cursor.execute(f'ALTER TABLE "{table}" {force} ROW LEVEL SECURITY')
    if down:
        _triggers("DISABLE")


def _triggers(verb: str) -> None:
    with connections["owner"].cursor() as cursor:
        for model in tenant_models():
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" {verb} TRIGGER USER')


def _insert(model: type[BodyOwned], tenant: Tenant) -> None:
    owner = connections["owner"]
    row = _row(model, tenant)
    names = ", ".join(f'"{column}"' for column in row)
    places = ", ".join(["%s"] * len(row))
    sql = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places}) RETURNING id'
    try:
        with owner.cursor() as cursor:
            cursor.execute(sql, list(row.values()))
            tenant.ids[model._meta.db_table] = cursor.fetchone()[0]
    except DatabaseError as stopped:
        pytest.fail(
            f"{model._meta.label} needs more than its fields say: add what a row of it must hold"
            f" to GIVEN in tests/house/rows.py. PostgreSQL says: {stopped}"
        )
    tenant.rows[model._meta.db_table] = row
    if model._meta.label == "awarding.Centre":
        tenant.centre = tenant.ids["awarding_centre"]


def _row(model: type[BodyOwned], tenant: Tenant) -> dict[str, Any]:
    """Return column and value for every column that has no default of the database's own."""
    given = GIVEN.get(model._meta.label, {})
    row = {}
    for one in model._meta.local_fields:
        if one.primary_key and tenant.number:
            row[one.column] = tenant.number
        if one.primary_key or one.generated or (one.has_db_default() and one.attname not in given):
            continue
        value = given[one.attname] if one.attname in given else _value(one, tenant)
        value = value(tenant) if callable(value) else value
        row[one.column] = one.get_db_prep_save(value, connections["owner"])
    return row


def _value(one: Any, tenant: Tenant) -> Any:
    if one.remote_field:
        return _parent(one, tenant)
    if one.null:
        return None
    if one.has_default():
        return one.get_default()
    if one.blank and one.empty_strings_allowed:
        return ""
    if one.choices:
        return one.flatchoices[0][0]
    return _plain(one, tenant)


def _parent(one: Any, tenant: Tenant) -> int | None:
    """Return the tenant's own row that a reference points at; none at itself."""
    parent = one.remote_field.model
    if parent is AwardingBody:
        return tenant.body
    if parent is Person:
        return tenant.person
    return tenant.ids.get(parent._meta.db_table)


_numbers = count(1)

PLAIN: dict[type[models.Field], Any] = {
    models.BooleanField: lambda *_: True,
    models.DateField: lambda *_: date(2026, 11, 2),
    models.DateTimeField: lambda *_: NOW,
    models.UUIDField: lambda *_: uuid4(),
    models.BinaryField: lambda *_: b"\0" * 32,
    models.JSONField: lambda *_: {},
    models.EmailField: lambda _, tenant: f"{tenant.label}@portal.test",
    models.BigIntegerField: lambda _, tenant: tenant.person,
    DateTimeRangeField: lambda *_: DateTimeTZRange(NOW, None),
}


def _plain(one: Any, tenant: Tenant) -> Any:
    """Return a value of the field's kind, a new one wherever it could have to be unique."""
    if type(one) in PLAIN:
        return PLAIN[type(one)](one, tenant)
    if isinstance(one, models.CharField | models.TextField):
        return tenant.label
    return next(_numbers)
