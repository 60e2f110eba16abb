"""The words of a fence: what an audience may do with a table, and on which of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.deconstruct import deconstructible

PERSON = "(SELECT nullif(current_setting('portal.person', true), '')::bigint)"
BODY = "awarding_body_id = (SELECT nullif(current_setting('portal.body', true), '')::bigint)"
CENTRE = (
    f"{BODY} AND centre_id = (SELECT nullif(current_setting('portal.centre', true), '')::bigint)"
)
ALL = "true"


@deconstructible(path="awarding.kernel.may.May")
@dataclass
class May:
    """The verbs an audience may use on a table, and the rows it may use them on.

    ``check`` is what a new row must satisfy where that differs from ``rows``; ``columns``
    narrows INSERT, ``updates`` narrows UPDATE to the named columns.
    """

    verbs: str
    rows: str
    check: str = ""
    columns: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()

    def grants(self) -> str:
        """Return the verbs as GRANT wants them."""
        narrowed = {"INSERT": self.columns, "UPDATE": self.updates}
        return ", ".join(
            f"{verb} ({', '.join(names)})" if (names := narrowed.get(verb, ())) else verb
            for verb in self.verbs.upper().split()
        )

    def policy(self, table: str, audience: str) -> str:
        """Return the row policy. Without a check PostgreSQL uses the rows for new rows too."""
        only = "FOR SELECT " if self.verbs.upper() == "SELECT" else ""
        check = f" WITH CHECK ({self.check})" if self.check else ""
        return (
            f'CREATE POLICY {audience} ON "{table}" {only}TO portal_{audience}'
            f" USING ({self.rows}){check};"
        )


def may(
    verbs: str,
    rows: str,
    check: str = "",
    columns: Sequence[str] = (),
    updates: Sequence[str] = (),
) -> May:
    """Say what an audience may do, and on which rows."""
    return May(verbs, rows, check, tuple(columns), tuple(updates))
