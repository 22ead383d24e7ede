"""What machines ask: is it alive (``/healthz``) and may it get visitors (``/readyz``)."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 while this process is up and its database answers; 503 otherwise."""
    return _answer("" if _database_answers() else "database")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 once this process may get visitors: all migrations are in and the cache answers."""
    if not _database_answers():
        return _answer("database")
    if not _is_migrated():
        return _answer("migrations")
    return _answer("" if _cache_answers() else "cache")


def _answer(missing: str) -> HttpResponse:
    """Plain text that names what is missing, and no more: the reason is in the log."""
    if missing:
        return HttpResponse(f"waiting for {missing}\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("The database does not answer.")
        return False
    return True


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache_answers() -> bool:
    try:
        cache.set("readyz", "ok", 10)
        return bool(cache.get("readyz") == "ok")
    except Exception:  # a cache back end may raise anything of its client's
        log.exception("The cache does not answer.")
        return False
