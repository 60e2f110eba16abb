"""The staff's side of the world, for what only they write."""

from collections.abc import Iterator

import pytest

from tests.factories import standing_as
from tests.world import World


@pytest.fixture
def staff(world: World) -> Iterator[World]:
    """Everything in the test is written from the body's side, past every operation."""
    with standing_as(world.staff):
        yield world
