"""Since when pages may be kept: one mark that every worker looks at before it serves one.

On one machine it is the time of a file, because each worker keeps pages in its own memory; where
Redis keeps them for several machines, it is a word in Redis.
"""

from __future__ import annotations

import logging
import secrets

from django.conf import settings
from django.core.cache import caches

log = logging.getLogger(__name__)
MARK = "pages-fresh-since"


def since() -> str:
    """Differs from what it was before the last :func:`forget_pages`."""
    if settings.REDIS_URL:
        return str(caches["pages"].get(MARK, ""))
    try:
        return str((settings.VAR_DIR / MARK).stat().st_mtime_ns)
    except FileNotFoundError:
        return ""


def forget_pages() -> None:
    """Serve no page any more that was kept, or begun, before now. Call it after a commit."""
    try:
        if settings.REDIS_URL:
            caches["pages"].set(MARK, secrets.token_hex(8), None)
        else:
            (settings.VAR_DIR / MARK).write_text(secrets.token_hex(8))
    except Exception as failure:  # noqa: BLE001 - what is kept grows old by itself in half a minute
        log.warning("kept pages not forgotten: %s", type(failure).__name__)
