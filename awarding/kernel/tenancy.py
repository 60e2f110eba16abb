"""Whose rows these are: the scope of a request or task, told to PostgreSQL at the edge.

Three nets: the edge chooses the scope, the manager raises without one and filters by it, and
PostgreSQL's policies refuse everything else (``awarding.kernel.fence``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db import connection, models

from awarding.kernel.actors import Audience

SET = (
    "SELECT set_config('role', %s, false), set_config('portal.body', %s, false),"
    " set_config('portal.centre', %s, false), set_config('portal.person', %s, false)"
)


class NoTenant(Exception):
    """A tenant table was asked for before anybody said whose rows are wanted."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The audience, and whose rows it may see. Nobody's scope sees shared tables alone."""

    audience: Audience | None = None
    body: int | None = None
    centre: int | None = None
    person: int | None = None

    def variables(self) -> tuple[str, str, str, str]:
        """Return the database role and the session variables; all four are always set."""
        role = f"portal_{self.audience}" if self.audience else "none"
        return role, str(self.body or ""), str(self.centre or ""), str(self.person or "")


NOBODY = Scope()

_scope: ContextVar[Scope] = ContextVar("scope")


def tell(scope: Scope) -> None:
    """Tell the connection who is asking. What held before is never asked of it."""
    with connection.cursor() as cursor:
        cursor.execute(SET, scope.variables())


@contextmanager
def acting(scope: Scope) -> Iterator[Scope]:
    """Work inside this scope, and put everything back whatever happens."""
    token = _scope.set(scope)
    outer = NOBODY if token.old_value is Token.MISSING else token.old_value
    try:
        tell(scope)
        yield scope
    finally:
        _scope.reset(token)
        if not connection.needs_rollback:
            try:
                tell(outer)
            except Exception:
                connection.close()  # the next use opens a clean one, as nobody
        elif not connection.in_atomic_block:
            connection.close()


def current() -> Scope:
    """Return the open scope, or raise ``NoTenant``: a missing scope is never an empty list."""
    scope = _scope.get(NOBODY)
    if scope.audience is None:
        raise NoTenant("Open a scope with tenancy.acting before reading a tenant's rows.")
    return scope


def current_body() -> int | None:
    """Return the open scope's body, which new rows take."""
    return _scope.get(NOBODY).body


def current_centre() -> int | None:
    """Return the open scope's centre, which new rows take where the centre itself acts."""
    return _scope.get(NOBODY).centre


@contextmanager
def whole_body(*, because: str) -> Iterator[Scope]:
    """Count across the centres of the body, for a rule that must (say which in ``because``).

    Only numbers and moments may leave this scope; a refusal says "at another centre", no more.
    """
    if not because.strip():
        raise ValueError("Say which rule counts across centres.")
    with acting(replace(current(), audience=Audience.STAFF, centre=None)) as scope:
        yield scope


Row = TypeVar("Row", bound=models.Model)


class TenantManager(models.Manager[Row]):
    """Rows of the open scope only; raises ``NoTenant`` when none is open."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[Row]:
        """Return the rows of the open scope's body, and of its centre where one acts."""
        scope = current()
        rows = super().get_queryset()
        if scope.audience == Audience.SWEEP:
            return rows
        rows = rows.filter(awarding_body_id=scope.body)
        if scope.audience == Audience.CENTRE and issubclass(self.model, CentreOwned):
            rows = rows.filter(centre_id=scope.centre)
        return rows


class BodyOwned(models.Model):
    """A row of one awarding body."""

    awarding_body = models.ForeignKey(
        "awarding.AwardingBody", on_delete=models.PROTECT, related_name="+", default=current_body
    )

    objects: TenantManager[Any] = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class CentreOwned(BodyOwned):
    """A row of one centre of one awarding body."""

    centre = models.ForeignKey(
        "awarding.Centre", on_delete=models.PROTECT, related_name="+", default=current_centre
    )

    class Meta:
        abstract = True
        base_manager_name = "objects"
