"""The machine of an outbox message: how a delivery stands, and what moves it on."""

from enum import StrEnum

from awarding.kernel.machines import Machine, move


class D(StrEnum):
    """The states of a delivery. Unknown is one: nobody can say what became of the last call."""

    WAITING = "waiting"
    UNKNOWN = "unknown"
    DELIVERED = "delivered"
    NEEDS_A_PERSON = "needs_a_person"


#: After so many tries without an answer a person is asked. With the pauses of
#: ``registry.backoff`` they last at least six hours: a registry that is down overnight, or for a
#: morning, costs nobody any work.
MOST_TRIES = 24

MESSAGE = Machine(
    "message",
    move("claim", D.WAITING, D.UNKNOWN, to=D.UNKNOWN),
    move("put_off", D.UNKNOWN, to=D.UNKNOWN),
    move("set_aside", D.WAITING, D.UNKNOWN, to=D.NEEDS_A_PERSON),
    move("retry", D.NEEDS_A_PERSON, to=D.WAITING),
    # A call that outlived its lease may bring its receipt late, whatever was thought meanwhile.
    move("deliver", D.UNKNOWN, D.NEEDS_A_PERSON, D.WAITING, to=D.DELIVERED),
    start=D.WAITING,
)

MACHINES = (MESSAGE,)
