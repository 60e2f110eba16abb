"""PostgreSQL and Valkey up, with roles and databases, for as long as a block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager

from tools.launch import demo, environment, keys, postgres, roles, signals, valkey
from tools.launch.children import Children
from tools.launch.place import Place, passing

FOLDERS = ("files", "mail", "anchors")


@contextmanager
def for_a_while() -> Iterator[tuple[Place, dict[str, str]]]:
    """New services with nothing in them and the environment that names them; then gone."""
    place = passing()
    try:
        with up(place, environment.without_services(environment.given()), lasting=False) as told:
            yield place, told
    finally:
        place.remove()


@contextmanager
def up(place: Place, given: dict[str, str], *, lasting: bool) -> Iterator[dict[str, str]]:
    """The services of one installation, and the environment that names them."""
    children = Children(place)
    try:
        yield start(children, given, lasting=lasting)
    finally:
        with signals.ignored():
            children.stop()


def start(children: Children, given: dict[str, str], *, lasting: bool) -> dict[str, str]:
    """Start what the environment does not name already, and give the whole environment."""
    place = children.place
    secrets = keys.kept_in(place.state)
    for name in FOLDERS:
        (place.state / name).mkdir(mode=0o700, exist_ok=True)
    if not {"DATABASE_URL", "REGISTRY_DATABASE_URL"} <= given.keys():
        programs = postgres.start(children, secrets, lasting=lasting)
        if demo.was_broken_off(place):
            roles.drop_databases(programs, place, secrets)
        roles.make(programs, place, secrets)
    if "REDIS_URL" not in given:
        valkey.start(children, secrets, lasting=lasting)
    return environment.for_installation(place, secrets, given)
