"""A ZIP that is sent while it is written: nothing goes back in it, nothing of it is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MADE_AT = (1980, 1, 1, 0, 0, 0)
"""The same parts give the same bytes, whenever they are written."""


class Sink(io.RawIOBase):
    """Where a ZIP is written to and taken from at once: it cannot go back in it."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: ReadableBuffer) -> int:
        before = len(self._kept)
        self._kept += piece
        return len(self._kept) - before

    def taken(self) -> bytes:
        taken, self._kept = bytes(self._kept), bytearray()
        return taken


def zipped(parts: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Parts by their path, each in pieces; what is asked for last is read last."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, pieces in parts:
            with archive.open(entry(path), "w") as written:
                for piece in pieces:
                    written.write(piece)
                    yield sink.taken()
    yield sink.taken()


def entry(path: str) -> zipfile.ZipInfo:
    """One part of it, of no day."""
    found = zipfile.ZipInfo(path, MADE_AT)
    found.compress_type = zipfile.ZIP_DEFLATED
    return found
