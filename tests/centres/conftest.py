"""A world that stands today, for the pages of a centre's learners."""

import pytest

from awarding.models import AwardingBody
from tests.pages import world_today
from tests.world import World


@pytest.fixture
def world(body: AwardingBody) -> World:
    """Northgate with Riverside College, its people in their roles since a few minutes ago."""
    return world_today(body)
