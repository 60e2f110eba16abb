"""A nudge to the worker once a transaction has committed, so that nobody waits for beat.

It is a hint and no more: the rows are the truth, and beat's relay finds what a nudge missed.
"""

import logging

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

RELAY = "awarding.relay_outbox"

#: A page must not wait for a broker that is down: ask once, briefly, and leave it to beat.
PROMPT = {
    "max_retries": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
}


def relay_soon() -> None:
    """Ask once for the outbox to be relayed when this transaction has committed."""
    if not _is_asked_for():
        transaction.on_commit(ask_for_relay, robust=True)


def _is_asked_for() -> bool:
    """Tell whether this transaction asks already; what was rolled back asks no more."""
    return any(one[1] is ask_for_relay for one in connection.run_on_commit)


def ask_for_relay() -> None:
    """Put one relay on the broker; a broker that is down is logged and changes nothing."""
    try:
        with current_app.connection_for_write(transport_options=PROMPT) as broker:
            current_app.send_task(RELAY, connection=broker, retry=False, expires=60)
    except OperationalError as down:
        logger.warning("The broker is down (%s); the relay will come by itself.", down)
