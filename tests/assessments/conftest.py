"""The world of one body and one centre, for the tests of the main job."""

from datetime import datetime

import pytest

from awarding.models import AwardingBody
from tests.world import World


@pytest.fixture
def world(body: AwardingBody, now: datetime) -> World:
    """Northgate with Riverside College, rolled back after the test."""
    return World(body, now)


@pytest.fixture
def real_world(committed: None, now: datetime) -> World:
    """The same, committed: for races and for workers."""
    return World(AwardingBody.objects.get(slug="northgate"), now)
