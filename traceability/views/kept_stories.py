"""Scan pages kept as pieces: what all readers of a lot's code see, with gaps for the rest.

A page is kept until anybody it tells of turns (traceability/turns.py), so it is never stale; what
nobody asks for any more falls out. The gaps are the
verdict of the moment, the serial wherever it stands, and the tokens of forms. Pieces are kept
squeezed too: gzip lets parts be squeezed apart and joined, so a page costs no squeezing.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from accounts import visitors

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

VERDICT, CODE, TOKEN = "verdict", "code", "token"
GAP = re.compile(rb"\x1a(verdict|code|token)\x1a")
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
END = b"\x03\x00"  # an empty last block
SHORT = 200
"""Bytes under which squeezing is not worth its time."""
MOST_KEPT = 200
"""Pages, some 50 kB each, in each worker's memory."""


def gap(name: str) -> str:
    """What stands in a page where ``name`` goes."""
    return f"\x1a{name}\x1a"


@dataclass(frozen=True, slots=True)
class Pieces:
    """A page with gaps: pieces of it, squeezed pieces, and what belongs between them."""

    plain: tuple[bytes, ...]
    squeezed: tuple[bytes, ...]
    gaps: tuple[str, ...]
    checksum: int = 0
    """Of the first piece, the longest by far: it holds the style sheets."""

    def joined(self, values: Mapping[str, bytes]) -> bytes:
        return b"".join(part for part, _squeezed in self._parts(values))

    def gzipped(self, values: Mapping[str, bytes]) -> bytes:
        """The same as one gzip file (RFC 1952)."""
        parts = self._parts(values)
        first, squeezed = next(parts)
        checksum, size, out = self.checksum, len(first), [HEADER, squeezed]
        for part, squeezed in parts:
            checksum = zlib.crc32(part, checksum)
            size += len(part)
            out.append(squeezed)
        return b"".join([*out, END, struct.pack("<II", checksum, size & 0xFFFFFFFF)])

    def _parts(self, values: Mapping[str, bytes]) -> Iterator[tuple[bytes, bytes]]:
        filled = {name: (value, _unsqueezed(value)) for name, value in values.items()}
        for number, piece in enumerate(self.plain):
            yield piece, self.squeezed[number]
            if number < len(self.gaps):
                yield filled[self.gaps[number]]


NOT_KNOWN = -1
"""Less than any number of turns: such a page is made once more, and ``others`` watched then."""


class Kept(NamedTuple):
    """``turned``: how often the producer and the ``others`` had turned before it was made."""

    page: Pieces
    others: frozenset[int]
    turned: int


class Shelf:
    """The pages that were asked for last."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: Kept) -> None:
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self.most:
                self._pages.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()

    def __len__(self) -> int:
        return len(self._pages)


SHELF = Shelf(MOST_KEPT)


def for_one(body: bytes) -> Pieces:
    """A page for one reader only, with nothing but its verdict left out."""
    return _cut(body, level=None)


def for_all(body: bytes, *, serial: str) -> Pieces | None:
    """A page that may be kept: no token in it, and no item's serial; None where one may be left."""
    page = visitors.with_gaps(body, gap(TOKEN).encode())
    if page is None:
        return None
    return _cut(page.replace(serial.encode(), gap(CODE).encode()) if serial else page, level=9)


def _cut(body: bytes, *, level: int | None) -> Pieces:
    parts = GAP.split(body)
    plain, gaps = tuple(parts[::2]), tuple(name.decode() for name in parts[1::2])
    squeezed = tuple(_squeezed(part, level=level or 1) for part in plain)
    return Pieces(plain, squeezed, gaps, zlib.crc32(plain[0]))


def _squeezed(part: bytes, *, level: int) -> bytes:
    """Blocks that end on a whole byte and lean on nothing before them (RFC 1951)."""
    if len(part) < SHORT:
        return _unsqueezed(part)
    window, memory = (zlib.MAX_WBITS, 9) if level > 1 else (12, 4)  # small ones begin sooner
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -window, memory)
    return squeezer.compress(part) + squeezer.flush(zlib.Z_FULL_FLUSH)


def _unsqueezed(part: bytes) -> bytes:
    """A block as it is: what differs from look to look is short."""
    size = len(part)
    return struct.pack("<BHH", 0, size, size ^ 0xFFFF) + part
