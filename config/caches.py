"""Where what can be worked out again is kept: in Redis, or in the memory of each worker."""

from __future__ import annotations

from typing import Any

PAGES = 256
"""Whole pages, and what is drawn once of them, up to 100 kB each, in each worker's memory."""
ENTRIES = 2_000


def caches(redis_url: str) -> dict[str, Any]:
    """Django's ``CACHES``. Parts of pages are never worth a way to another machine."""
    return {
        "default": _redis(redis_url) if redis_url else _memory("", ENTRIES),
        "pages": _redis(redis_url, KEY_PREFIX="page") if redis_url else _memory("pages", PAGES),
        "drawn": _memory("drawn", PAGES),
        "template_fragments": _memory("parts", ENTRIES),
    }


def _redis(url: str, **more: str) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
        **more,
    }


def _memory(name: str, entries: int) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": entries},
    }
