from tests.registry.fixtures import (  # noqa: F401 - fixtures are found by their names here
    faulty,
    faulty_server,
    http_registry,
    registry_database,
    registry_server,
)
