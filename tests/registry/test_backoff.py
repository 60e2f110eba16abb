from datetime import timedelta
from random import Random

import pytest

from awarding.states import MOST_TRIES
from registry.backoff import CAP, FIRST, pause_after

SEED = 7


@pytest.mark.parametrize(
    ("tries", "longest"), [(0, 5), (1, 5), (2, 10), (3, 20), (8, 640), (11, 3600), (10**6, 3600)]
)
def test_pauses_double_up_to_an_hour(tries, longest):
    rng = Random(SEED)

    pauses = [pause_after(tries, rng) for _ in range(500)]

    assert max(pauses) <= timedelta(seconds=longest)
    assert min(pauses) >= timedelta(seconds=longest) / 2
    assert max(pauses) > timedelta(seconds=longest) * 0.95


def test_messages_that_failed_together_come_back_apart():
    rng = Random(SEED)

    assert len({pause_after(4, rng) for _ in range(100)}) == 100


def test_a_registry_that_is_down_for_six_hours_is_asked_again_without_any_person():
    least = sum((pause_after(n, Least()) for n in range(1, MOST_TRIES)), timedelta())

    assert least > timedelta(hours=6)


class Least(Random):
    """The chance that makes every pause as short as it can be."""

    def uniform(self, a, b):
        return a


def test_the_same_chance_gives_the_same_pause():
    assert pause_after(4, Random(SEED)) == pause_after(4, Random(SEED))
    assert FIRST < CAP
