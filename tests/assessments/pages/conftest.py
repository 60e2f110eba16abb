"""Those who work for the body, each signed in, and a world that stands today."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from awarding.kernel.actors import Role
from tests.pages import client_of
from tests.world import World


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture(autouse=True)
def _files_of_its_own(settings: Any, tmp_path: Path) -> None:
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    own = {"default": folder | {"OPTIONS": {"location": str(tmp_path)}}}
    settings.STORAGES = settings.STORAGES | own


@pytest.fixture
def now() -> datetime:
    """Today: pages ask the database what day it is."""
    return datetime.now(UTC)


@pytest.fixture
def staff(world: World) -> Client:
    return client_of(world.staff)


@pytest.fixture
def reader(world: World) -> Client:
    """Somebody who looks and does nothing."""
    return client_of(world.somebody(Role.BODY_READER))


@pytest.fixture
def assessor(world: World) -> Client:
    return client_of(world.assessor)


@pytest.fixture
def lead(world: World) -> Client:
    return client_of(world.lead)


@pytest.fixture
def begun(world: World, assessor: Client) -> str:
    """Work whose sheet is open, by its address."""
    at = f"/northgate/assessor/marking/{world.allocated().reference}/"
    assessor.post(f"{at}begin/")
    return at
