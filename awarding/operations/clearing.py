"""Clearing what has had its day, for every body at once: form keys and log-ins.

These are no ``@operation``: nobody acts, and an entry would be of no body (0020).
"""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from awarding.models import FormKey

#: How long a form that was sent is answered as before: longer than any page stays open.
KEPT = timedelta(days=30)


def clear_form_keys(*, now: datetime) -> int:
    """Remove the keys of forms sent too long ago; returns how many.

    Runs as the sweep, the only role that may delete them. Locks what it removes and nothing else:
    nobody waits for a key so old. Twice at once or twice in turn removes nothing more.
    """
    gone, _ = FormKey.objects.filter(at__lt=now - KEPT).delete()
    return gone


def clear_sessions(*, now: datetime) -> int:
    """Remove the log-ins that ran out; returns how many. Running twice removes nothing more.

    Runs as nobody, as sign-in does: no audience reads log-ins.
    """
    gone, _ = Session.objects.filter(expire_date__lte=now).delete()
    return gone
