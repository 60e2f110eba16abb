"""What every process of the installation is told, by the names the settings read.

``DATABASE_URL`` and its three kin have the form ``postgres://user:password@/name?host=/folder``,
which libpq, psycopg2 and django-environ all read.  ``REDIS_URL`` is the broker's, in Kombu's
form; ``CACHE_URL`` names the same server in redis-py's, for Django's cache.
"""

import os
from urllib.parse import quote, urlsplit

from tools.launch.keys import Keys
from tools.launch.place import Place
from tools.launch.valkey import SOCKET

CACHE_DATABASE = 2


def for_installation(place: Place, keys: Keys, given: dict[str, str]) -> dict[str, str]:
    """The environment given, completed; what is given already is never replaced."""
    ours = own_services(place, keys)
    if "REDIS_URL" in given:
        ours["CACHE_URL"] = cache_url(given["REDIS_URL"])
    ours |= {
        "SECRET_KEY": keys["secret_key"],
        "REGISTRY_SECRET_KEY": keys["registry_secret_key"],
        "REGISTRY_TOKEN": keys["registry_token"],
        "PORTAL_DATA": str(place.state),
        "FILES_DIR": str(place.state / "files"),
        "MAIL_DIR": str(place.state / "mail"),
        "STATIC_ROOT": str(place.state / "static"),
        "ANCHOR_DIR": str(place.state / "anchors"),
    }
    return ours | given


def own_services(place: Place, keys: Keys) -> dict[str, str]:
    """The addresses of the PostgreSQL and the Valkey that we start."""

    def database(role: str, name: str) -> str:
        return database_url(role, keys[role], name, str(place.sockets))

    socket = f":{keys['valkey']}@{quote(str(place.sockets / SOCKET))}"
    return {
        "DATABASE_URL": database("portal_app", "portal"),
        "DATABASE_OWNER_URL": database("portal_owner", "portal"),
        "REGISTRY_DATABASE_URL": database("registry_app", "registry"),
        "REGISTRY_DATABASE_OWNER_URL": database("registry_owner", "registry"),
        "REDIS_URL": f"redis+socket://{socket}?virtual_host=0",
        "CACHE_URL": f"unix://{socket}?db={CACHE_DATABASE}",
    }


def database_url(role: str, password: str, name: str, sockets: str) -> str:
    """The address of a database behind a socket in this folder."""
    return f"postgres://{role}:{password}@/{name}?host={quote(sockets)}"


def cache_url(redis_url: str) -> str:
    """The cache's database on an existing Redis, beside the broker's."""
    return urlsplit(redis_url)._replace(path=f"/{CACHE_DATABASE}").geturl()


def without_services(given: dict[str, str]) -> dict[str, str]:
    """The environment with no address of a service in it, so that tests start their own."""
    addresses = ("DATABASE", "REDIS", "CACHE", "REGISTRY", "S3_", "CLAMD", "PORTAL_DEMO")
    return {name: value for name, value in given.items() if not name.startswith(addresses)}


def given() -> dict[str, str]:
    """The environment of the start itself, with our own account of the time of day."""
    return {**os.environ, "TZ": "Europe/London"}
