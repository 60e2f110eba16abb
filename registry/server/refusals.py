"""What the database refused, in words a person can act on."""

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _
from psycopg2 import errors

from registry.server import queries
from registry.server.problems import Problem


def unknown_key(key: str) -> Problem:
    """The key does not name what is told."""
    detail = _("Name it registration-<id>, or result-<id>-v<version> with the version told.")
    return Problem(422, "unknown-key", _("The key names something else."), detail)


def another_body(key: str) -> Problem:
    """The key stands for something else already."""
    detail = _("%(key)s was entered with other details. Send a correction as a new version.")
    title = _("The key was used for another entry.")
    return Problem(422, "another-body", title, detail % {"key": key})


def in_words(error: IntegrityError, row: dict[str, Any]) -> Problem:
    """The refusal for a constraint or a trigger; what is not foreseen is raised as it came."""
    cause = error.__cause__
    name = cause.diag.constraint_name if isinstance(cause, errors.IntegrityError) else None
    words = BY_NAME.get(name or "")
    if words is None:
        raise error
    return words(row)


def _clash(row: dict[str, Any]) -> Problem:
    holder = queries.achieved_under_another(row)
    detail = _("Learner %(learner)s holds unit %(unit)s already, by %(reference)s.") % {
        "learner": row["learner_number"],
        "unit": row["unit_code"],
        "reference": holder or _("another entry"),
    }
    return Problem(409, "clash", _("The unit is achieved already."), detail)


def _out_of_order(row: dict[str, Any]) -> Problem:
    detail = _("Version %(before)s of this result is not entered yet. Send it first.")
    title = _("The correction came too soon.")
    return Problem(409, "out-of-order", title, detail % {"before": row["version"] - 1})


def _not_registered(row: dict[str, Any]) -> Problem:
    detail = _(
        "Learner %(learner)s is not registered on qualification %(qualification)s yet. Send the"
        " registration first."
    ) % {"learner": row["learner_number"], "qualification": row["qualification_number"]}
    return Problem(409, "not-registered", _("The result came too soon."), detail)


def _another_learner(row: dict[str, Any]) -> Problem:
    detail = _("Withdraw the result, and send a new one for the other learner or unit.")
    title = _("A correction keeps the learner and the unit.")
    return Problem(422, "another-learner", title, detail)


def _not_a_pass(row: dict[str, Any]) -> Problem:
    detail = _("Send a result once it is a pass.")
    return Problem(422, "not-a-pass", _("Only a pass is entered."), detail)


def _without_reason(row: dict[str, Any]) -> Problem:
    detail = _("Say in “reason” why the result was changed.")
    return Problem(422, "without-reason", _("A correction says why."), detail)


BY_NAME = {
    "one_achievement": _clash,
    "registered_first": _not_registered,
    "versions_in_order": _out_of_order,
    "same_learner_and_unit": _another_learner,
    "first_version_is_a_pass": _not_a_pass,
    "correction_has_a_reason": _without_reason,
}
