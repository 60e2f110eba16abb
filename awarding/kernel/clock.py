"""The only clock: the database's, asked once per request or task."""

from datetime import UTC, date, datetime, timedelta

from django.db import connection

from awarding.kernel.rules import LONDON


def now() -> datetime:
    """Return the database's time. A host whose clock is wrong decides nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return moment.astimezone(UTC)  # type: ignore[no-any-return]  # a cursor's row is untyped


def after(moment: datetime, gap: timedelta) -> datetime:
    """Return the moment ``gap`` of real time later.

    Adding to a London time would count wall-clock hours, and lose or gain one whenever the
    clocks change.
    """
    return moment.astimezone(UTC) + gap


def london_day(moment: datetime) -> date:
    """Return the calendar day in London at this moment: the day that deadlines count."""
    return moment.astimezone(LONDON).date()
