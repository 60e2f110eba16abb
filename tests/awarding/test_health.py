"""Whether the portal is well: asked by machines, so nothing personal or cached is said."""

import pytest
from django.core.cache import cache
from django.db import connection, connections


def test_all_is_well(client, db):
    assert client.get("/health/").json() == {"database": True, "cache": True}


def test_the_portal_is_ready_when_it_is_migrated_too(client, db):
    answer = client.get("/health/ready/")

    assert answer.json() == {"database": True, "cache": True, "migrations": True}


def test_a_migration_to_come_makes_it_not_ready(client, committed):
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'awarding' RETURNING *")
        rows = cursor.fetchall()
    try:
        answer = client.get("/health/ready/")
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.executemany("INSERT INTO django_migrations VALUES (%s, %s, %s, %s)", rows)

    assert (answer.status_code, answer.json()["migrations"]) == (503, False)


def test_a_silent_cache_is_said(client, db, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:9/0",
        }
    }

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()) == (503, {"database": True, "cache": False})


def test_a_silent_database_is_said(client, db, django_db_blocker):
    connection.ensure_connection()
    connection.connection.close()

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()["database"]) == (503, False)
    assert cache.get("nothing") is None


@pytest.mark.parametrize("address", ["/health/", "/health/ready/"])
def test_the_answer_is_never_kept(client, db, address):
    assert "no-store" in client.get(address).headers["Cache-Control"]
