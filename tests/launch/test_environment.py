"""The addresses handed to every process."""

from urllib.parse import parse_qs, urlsplit

import environ
from psycopg2.extensions import parse_dsn

from tools.launch import environment
from tools.launch.place import Place

KEYS = {
    name: f"{name}-password"
    for name in ("portal_app", "portal_owner", "registry_app", "registry_owner", "valkey")
} | {"secret_key": "s", "registry_secret_key": "r", "registry_token": "t"}


def place(tmp_path, sockets="socket"):
    return Place(tmp_path, tmp_path / "servers", tmp_path / sockets, None)


def test_a_database_address_reads_the_same_for_libpq_and_for_django():
    url = environment.database_url("portal_app", "secret", "portal", "/a folder/Socket")

    assert parse_dsn(url) == {
        "user": "portal_app",
        "password": "secret",
        "dbname": "portal",
        "host": "/a folder/Socket",
    }
    config = environ.Env.db_url_config(url)
    assert (config["USER"], config["PASSWORD"], config["NAME"]) == (
        "portal_app",
        "secret",
        "portal",
    )
    assert config["OPTIONS"] == {"host": "/a folder/Socket"}


def test_the_broker_and_the_cache_are_two_databases_of_one_server(tmp_path):
    told = environment.own_services(place(tmp_path), KEYS)

    broker, cache = urlsplit(told["REDIS_URL"]), urlsplit(told["CACHE_URL"])
    assert broker.path == cache.path == f"{tmp_path}/socket/kv.sock"
    assert parse_qs(broker.query) == {"virtual_host": ["0"]}
    assert parse_qs(cache.query) == {"db": ["2"]}


def test_what_is_given_already_is_never_replaced(tmp_path):
    given = {"DATABASE_URL": "postgres://elsewhere/portal", "SECRET_KEY": "mine"}

    told = environment.for_installation(place(tmp_path), KEYS, given)

    assert {name: told[name] for name in given} == given


def test_the_cache_of_an_existing_redis_is_kept_apart_from_its_broker(tmp_path):
    given = {"REDIS_URL": "redis://:pw@cache.internal:6379/0"}

    told = environment.for_installation(place(tmp_path), KEYS, given)

    assert told["CACHE_URL"] == "redis://:pw@cache.internal:6379/2"


def test_tests_are_never_pointed_at_services_that_exist():
    given = {
        "DATABASE_URL": "postgres://live/portal",
        "DATABASE_OWNER_URL": "postgres://live/portal",
        "REGISTRY_DATABASE_URL": "postgres://live/registry",
        "REDIS_URL": "redis://live",
        "PATH": "/bin",
    }

    assert environment.without_services(given) == {"PATH": "/bin"}
