"""One whole installation for the tests of a session."""

from collections.abc import Iterator

import pytest

from tests.journeys import installation
from tests.journeys.installation import Installation


@pytest.fixture(scope="session")
def portal() -> Iterator[Installation]:
    """The portal with its demo, its worker, beat and the registry, all running."""
    with installation.running() as made:
        yield made
