"""What a leaf says: one short line about a fact, with nothing personal in it.

Four words with a space between: the kind of fact, when it was recorded, the hash by which the world
knows it, and the digest of what the database says of it beyond that; ``-`` where there is none.
Anybody who has the fact can write the same line again (docs/log.md); its hash is the leaf.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = "-"
LINE = re.compile(r"[a-z-]+ (?:-|\S+Z) \S+ (?:-|[0-9a-f]{64})", re.ASCII)
MOMENTS_KEPT = 256


class NotAnEntry(ValueError):
    """Not a line that a leaf of this log says."""


class Entry(NamedTuple):
    kind: str
    at: str
    of: str
    row: str

    def __str__(self) -> str:
        return " ".join(self)


def entry(*, kind: str, of: str, at: datetime | None = None, row: str = NOTHING) -> str:
    return f"{kind} {moment(at) if at else NOTHING} {of} {row}"


def read_entry(line: str) -> Entry:
    """What the line says. Raises :class:`NotAnEntry`."""
    if not LINE.fullmatch(line):
        raise NotAnEntry(line[:200])
    return Entry(*line.split(" "))


def digest(values: Sequence[Any]) -> str:
    """SHA-256 over the canonical JSON of these values, in hex."""
    return sha256(canonical(values)).hexdigest()


def canonical(value: Any) -> bytes:  # noqa: ANN401 (any JSON)
    """JSON in one way only: names sorted, no spaces, letters as they are, times in UTC."""
    said = ENCODED(value)
    if "e+" in said:  # perhaps a number that PostgreSQL gives back in another form
        said = ENCODED(_plain(value))
    return said.encode()


@lru_cache(maxsize=MOMENTS_KEPT)
def moment(at: datetime) -> str:
    """In UTC: ``2026-11-21T05:00:00.000000Z``."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:  # noqa: ANN401 (any JSON)
    """With numbers from 1e16 on as whole numbers, for so PostgreSQL keeps them."""
    if isinstance(value, dict):
        return {name: _plain(below) for name, below in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(below) for below in value]
    return int(value) if isinstance(value, float) and "e+" in repr(value) else value


def _in_words(value: date) -> str:
    return moment(value) if isinstance(value, datetime) else value.isoformat()


ENCODED = json.JSONEncoder(
    ensure_ascii=False,
    allow_nan=False,
    check_circular=False,  # what is said was JSON before
    sort_keys=True,
    separators=(",", ":"),
    default=_in_words,
).encode
