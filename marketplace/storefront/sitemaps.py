"""Site maps (sitemaps.org, protocol 0.9) written piece by piece, of however many addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

MOST = 50_000
"""Addresses in one file, as the protocol allows; 50 MB too, which as many of ours never are."""
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PIECE = 500  # addresses written at once


class Entry(NamedTuple):
    """An address, absolute, and when what stands there last changed, as far as is known."""

    address: str
    changed_at: datetime | None = None


def files(count: int, *, most: int = MOST) -> range:
    """The numbers of the files that so many addresses need, from 1."""
    return range(1, -(-count // most) + 1)


def index(entries: Iterable[Entry]) -> Iterator[str]:
    """The file that names the others."""
    return _written("sitemapindex", "sitemap", entries)


def urlset(entries: Iterable[Entry]) -> Iterator[str]:
    """One of the files, of at most ``MOST`` addresses."""
    return _written("urlset", "url", entries)


def _written(root: str, each: str, entries: Iterable[Entry]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {NAMESPACE}>\n'
    waiting: list[str] = []
    for entry in entries:
        waiting.append(_line(each, entry))
        if len(waiting) == PIECE:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting) + f"</{root}>\n"


def _line(each: str, entry: Entry) -> str:
    changed = (
        f"<lastmod>{entry.changed_at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if entry.changed_at else ""
    )
    return f"<{each}><loc>{escape(entry.address)}</loc>{changed}</{each}>\n"
