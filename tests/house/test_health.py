"""What machines ask of a running market."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def answer(client, path):
    response = client.get(path)
    return response.status_code, response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_market_in_order_says_so(client, path):
    assert answer(client, path) == (200, "ok\n")


@pytest.mark.django_db
def test_a_market_with_a_migration_to_come_is_alive_and_not_ready(client):
    MigrationRecorder.Migration.objects.filter(app="catalog").delete()

    assert answer(client, "/healthz") == (200, "ok\n")
    assert answer(client, "/readyz") == (503, "waiting for migrations\n")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_market_without_its_database_says_so_and_no_more(client, monkeypatch, path):
    connection.close()
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "NAME", "/nowhere/market.sqlite3")
        found = answer(client, path)

    assert found == (503, "waiting for database\n")


@pytest.mark.django_db
def test_a_market_without_its_cache_is_alive_and_not_ready(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    assert answer(client, "/healthz") == (200, "ok\n")
    assert answer(client, "/readyz") == (503, "waiting for cache\n")


@pytest.mark.django_db
def test_a_balancer_may_ask_without_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert answer(client, "/healthz") == (200, "ok\n")
    assert client.get("/admin/").status_code == 301
