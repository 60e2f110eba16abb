"""Whether the portal is well, for a supervisor or a load balancer. Nothing personal is said."""

from uuid import uuid4

from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database and the cache answer, 503 when one does not."""
    return _told({"database": _database_answers(), "cache": _cache_answers()})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when, besides, every migration has been applied."""
    database = _database_answers()
    return _told(
        {
            "database": database,
            "cache": _cache_answers(),
            "migrations": database and _is_migrated(),
        }
    )


def _told(parts: dict[str, bool]) -> JsonResponse:
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except Error:
        return False


def _cache_answers() -> bool:
    """Write and read back, since a full or read-only server still accepts connections."""
    key = f"health-{uuid4()}"
    try:
        cache.set(key, "well", timeout=5)
        return bool(cache.get(key) == "well")
    except (RedisError, OSError):
        return False


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
