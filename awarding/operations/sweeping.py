"""Finding the clocks that turned amber or red or passed their target, in sets."""

from datetime import datetime

from django.db import connection

from awarding import ledger
from awarding.kernel import clock, tenancy
from awarding.kernel.actors import Actor
from awarding.models import Deadline
from awarding.once import Batch
from awarding.operation import operation

AT_ONCE = 1000

#: A clock turns amber and red on the first working day that has the number. It is past its target
#: from the day ``after`` its last one, whether or not that day counts (Q17): on a Saturday today's
#: ordinal is still Friday's, so days are compared there, and clocks are looked for one further on.
#: That is counted first, since under a policy no index serves a sum. Ranges, not equality: a night
#: that was missed is found the next; what was found before is not found again.
CROSS = """
WITH today AS MATERIALIZED (
    SELECT calendar_id, day, ordinal + (NOT is_working)::int AS ahead
      FROM awarding_calendarday
     WHERE awarding_body_id = %(body)s AND day = %(today)s)
INSERT INTO awarding_deadlinecrossing
       (awarding_body_id, centre_id, deadline_id, level, crossed_on, at)
SELECT d.awarding_body_id, d.centre_id, d.id, l.level, c.day + l.after, %(now)s
  FROM today t
  JOIN awarding_deadline d
    ON d.awarding_body_id = %(body)s AND d.calendar_id = t.calendar_id
   AND d.ended_at IS NULL AND d.amber_wd <= t.ahead
 CROSS JOIN LATERAL (VALUES ('amber', d.amber_from, 0), ('red', d.red_from, 0),
                            ('breached', d.days, 1)) AS l(level, day, after)
  LEFT JOIN awarding_deadlinepause p ON p.deadline_id = d.id AND p.ended_wd IS NULL
  JOIN awarding_calendarday c
    ON c.calendar_id = d.calendar_id AND c.is_working
   AND c.ordinal = d.started_wd + d.paused_wd + l.day
 WHERE c.day + l.after <= t.day AND (p.began_wd IS NULL OR c.ordinal + l.after <= p.began_wd)
   AND NOT EXISTS (SELECT FROM awarding_deadlinecrossing x
                    WHERE x.deadline_id = d.id AND x.level = l.level)
 LIMIT %(most)s
ON CONFLICT DO NOTHING
RETURNING deadline_id, centre_id, level, crossed_on
"""


def sweep_clocks(*, by: Actor, now: datetime, at_once: int = AT_ONCE) -> int:
    """Return how many crossings of the open scope's body were found, in sets of ``at_once``.

    Missing a night changes nothing, and running twice changes nothing. Provisional clocks
    cross too, so that unchecked work is seen (Q19).
    """
    found = 0
    while crossed := cross_clocks(at_once=at_once, by=by, now=now).done:
        found += len(crossed)
    return found


@operation("clock.cross", each=True, keeps=("Q20",))
def cross_clocks(*, at_once: int, by: Actor, now: datetime) -> Batch[ledger.Named]:
    """Enter up to ``at_once`` crossings in one statement, with an entry for each."""
    asked = {
        "now": now,
        "today": clock.london_day(now),
        "body": tenancy.current().body,
        "most": at_once,
    }
    with connection.cursor() as cursor:
        cursor.execute(CROSS, asked)
        rows = cursor.fetchall()
    _announce([pk for pk, _, level, _ in rows if level == "breached"], now)
    label = Deadline._meta.label_lower
    return Batch(
        [
            ledger.Named(label, pk, centre, {"level": level, "crossed_on": on})
            for pk, centre, level, on in rows
        ]
    )


def _announce(late: list[int], now: datetime) -> None:
    """Have people told, in one letter for the set. A clock is late once, so is the key."""
    if late:
        letter = ledger.Announcement(
            "awarding.tell_breach", f"breach-{min(late)}", {"deadlines": sorted(late)}
        )
        ledger.announce([letter], now=now)
