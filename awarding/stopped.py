"""What the database stopped, in words for the person whom it stopped; the rest is our fault.

A person can meet three things here: somebody was quicker, a trigger of ours spoke, or somebody
holds the same record. Each is logged by its name, never with what was typed.
"""

import logging
from functools import cache

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import IntegrityError, OperationalError, models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from psycopg2 import errors

logger = logging.getLogger(__name__)

MOVED_ON = _(
    "This has changed since you opened the page. Go back, look at where it stands now, and"
    " decide again."
)
HELD = _("Somebody else is working on the same record. Nothing was changed. Try again.")

#: What a constraint says when it stops an act that no rule had foreseen.
CONSTRAINTS: dict[str, str | Promise] = {}


def explain(constraint: str, sentence: str | Promise) -> None:
    """Give a database constraint the sentence a person reads when it stops them."""
    CONSTRAINTS[constraint] = sentence


def by_a_constraint(stopped: IntegrityError) -> str | None:
    """Return what to say of a constraint that people can meet; nothing of any other.

    A check, a key or a column of ours that is broken without an explanation is a fault of the
    code, and so is a constraint without a name.
    """
    told = getattr(stopped.__cause__, "diag", None)
    name = getattr(told, "constraint_name", None)
    if told is None or name is None:
        return None
    # A trigger of ours raises a sentence of its own, and names no table.
    own_words = "" if told.table_name else told.message_primary
    sentence = CONSTRAINTS.get(name) or own_words or (MOVED_ON if _was_raced_for(stopped) else "")
    if not sentence:
        return None
    logger.warning("The constraint %s stopped an act.", name)
    return str(sentence)


def by_another(stopped: OperationalError) -> str | None:
    """Return what to say when somebody held the same record; nothing of any other trouble.

    A statement that took too long raises ``QueryCanceled``, which is our fault; a wait for a lock
    that took too long raises ``LockNotAvailable``.
    """
    cause = stopped.__cause__
    if not isinstance(cause, errors.DeadlockDetected | errors.LockNotAvailable):
        return None
    logger.warning("%s stopped an act.", type(cause).__name__)
    return str(HELD)


def _was_raced_for(stopped: IntegrityError) -> bool:
    """Tell whether somebody was quicker with what a model says is there once."""
    cause = stopped.__cause__
    if not isinstance(cause, errors.UniqueViolation | errors.ExclusionViolation):
        return False
    return cause.diag.constraint_name in _there_once()


@cache
def _there_once() -> frozenset[str]:
    once = (models.UniqueConstraint, ExclusionConstraint)
    return frozenset(
        one.name
        for model in apps.get_models()
        for one in model._meta.constraints
        if isinstance(one, once)
    )
