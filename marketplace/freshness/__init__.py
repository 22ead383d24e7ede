"""Since when pages may be kept: what every worker looks at before it serves one.

Two things are looked at. The *mark* is moved by whoever says :func:`forget_pages`, and holds at
once: on one machine it is the time of a file, because each worker keeps pages in its own memory;
where Redis keeps them for several machines, it is a word in Redis. *Turns* are counted by triggers
(:mod:`marketplace.freshness.shown`), by whatever way a row is changed; each worker asks for them
once in ``SHELVES_SEEN_EVERY`` seconds.
"""

from __future__ import annotations

import logging
import secrets
from threading import Lock
from time import monotonic

from django.conf import settings
from django.core.cache import caches

from marketplace.freshness.shown import SHELVES
from traceability.queries import turns

log = logging.getLogger(__name__)
MARK = "pages-fresh-since"


def since() -> str:
    """Differs from what it was before the last :func:`forget_pages`, and before the last turn."""
    return f"{_mark()} {GLANCE.turned()}"


def exactly() -> str:
    """As :func:`since`, as of this moment: for who has just changed something and looks at it."""
    return f"{_mark()} {turns.of([SHELVES])}"


def forget_pages() -> None:
    """Serve no page any more that was kept, or begun, before now. Call it after a commit."""
    try:
        if settings.REDIS_URL:
            caches["pages"].set(MARK, secrets.token_hex(8), None)
        else:
            (settings.VAR_DIR / MARK).write_text(secrets.token_hex(8))
    except Exception as failure:  # noqa: BLE001 - what is kept grows old by itself in half a minute
        log.warning("kept pages not forgotten: %s", type(failure).__name__)


def _mark() -> str:
    if settings.REDIS_URL:
        return str(caches["pages"].get(MARK, ""))
    try:
        return str((settings.VAR_DIR / MARK).stat().st_mtime_ns)
    except FileNotFoundError:
        return ""


class Glance:
    """How often shelves have turned, as this process last saw it."""

    def __init__(self) -> None:
        self._turned = 0
        self._good_until = 0.0
        self._lock = Lock()

    def turned(self) -> int:
        """Never older than ``SHELVES_SEEN_EVERY``: whoever comes first asks, the others wait."""
        every = settings.SHELVES_SEEN_EVERY
        if every is not None and monotonic() >= self._good_until:
            with self._lock:
                asked_at = monotonic()
                if asked_at >= self._good_until:
                    self._turned = turns.of([SHELVES])
                    self._good_until = asked_at + every
        return self._turned


GLANCE = Glance()
