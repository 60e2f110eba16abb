"""The broker of this test process alone."""

from tests.broker import broker  # noqa: F401 - a fixture is found by its name here
