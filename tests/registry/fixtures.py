"""The running registry, for any test that wants the real one."""

import secrets
from collections.abc import Iterator

import pytest

from registry.client import HttpRegistry
from tests.registry.process import (
    RegistryDatabase,
    RegistryServer,
    made_database,
    serving,
)


@pytest.fixture(scope="session")
def registry_database(worker_id: str) -> Iterator[RegistryDatabase]:
    """This worker's registry database, migrated; each folder that imports this has its own."""
    with made_database(f"test_registry_{worker_id}_{secrets.token_hex(3)}") as database:
        yield database


@pytest.fixture(scope="session")
def registry_server(
    registry_database: RegistryDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RegistryServer]:
    """The registry server as a process; its ``token`` opens it for Northgate and the MTI."""
    log = tmp_path_factory.mktemp("registry") / "registry.log"
    with serving(registry_database, log) as server:
        yield server


@pytest.fixture(scope="session")
def faulty_server(
    registry_database: RegistryDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RegistryServer]:
    """The same server behind faults that ``fail`` orders."""
    log = tmp_path_factory.mktemp("faulty") / "registry.log"
    with serving(registry_database, log, "tests.registry.faults") as server:
        yield server


@pytest.fixture
def faulty(faulty_server: RegistryServer) -> Iterator[RegistryServer]:
    """The faulty server, with no fault left over from another test."""
    faulty_server.fail()
    yield faulty_server
    faulty_server.fail()


@pytest.fixture
def http_registry(registry_server: RegistryServer) -> HttpRegistry:
    """A client for a body that no other test knows."""
    return registry_server.for_new_body()
