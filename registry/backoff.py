"""How long to wait before the registry is asked again."""

from datetime import timedelta
from random import Random

FIRST = timedelta(seconds=5)
CAP = timedelta(hours=1)


def pause_after(tries: int, rng: Random) -> timedelta:
    """A pause that doubles with every try up to an hour, of which up to half is chance.

    The chance keeps many messages that failed together from coming back together.
    """
    doublings = min(max(tries, 1) - 1, 20)
    longest: timedelta = min(FIRST * 2**doublings, CAP)
    return longest * rng.uniform(0.5, 1.0)
