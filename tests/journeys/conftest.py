"""One whole installation, and a browser in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.journeys import installation
from tests.journeys.installation import Installation


@pytest.fixture(scope="session")
def portal() -> Iterator[Installation]:
    """The portal with its demo, its worker, beat and the registry, all running."""
    with installation.running() as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One running Chromium."""
    with chromium.launched() as running:
        yield running
