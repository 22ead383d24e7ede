"""TrueType faces: how wide words are, and the smallest face that holds the letters used.

Reads what the OpenType specification calls head, hhea, hmtx, maxp, cmap (format 4), loca and glyf.
Glyphs keep their numbers in the smaller face; those not used are empty. None of
our faces puts a glyph together from others.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path

FILES = Path(__file__).parents[2] / "catalog" / "art" / "assets"
CARRIED = ("cvt ", "fpgm", "prep", "hhea", "hmtx", "maxp")
MISSING = 0  # the glyph for a letter the face does not have
ADJUSTMENT = 0xB1B0AFBA


class Typeface:
    """A face as its file has it. Measures are in ems: times the size they are lengths."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.path = path
        self._file = path.read_bytes()
        count = struct.unpack_from(">H", self._file, 4)[0]
        entries = (struct.unpack_from(">4sLLL", self._file, 12 + 16 * n) for n in range(count))
        self._tables = {
            tag.decode(): self._file[start : start + size] for tag, _, start, size in entries
        }
        head = self._tables["head"]
        self.em: int = struct.unpack_from(">H", head, 18)[0]
        self.box: tuple[int, ...] = struct.unpack_from(">4h", head, 36)
        self.ascent, self.descent = struct.unpack_from(">hh", self._tables["hhea"], 4)
        self._glyph_of = _characters(self._tables["cmap"])
        self._widths = self._read_widths()
        self._starts = self._read_starts()

    def glyph(self, letter: str) -> int:
        """Its number, or 0 for none."""
        return self._glyph_of.get(ord(letter), 0)

    def advance(self, glyph: int) -> float:
        return self._widths[min(glyph, len(self._widths) - 1)] / self.em

    def width(self, text: str) -> float:
        return sum(self.advance(self.glyph(letter)) for letter in text)

    def legible(self, text: str) -> str:
        """The text in composed letters, what the face cannot show left out, on one line."""
        composed = unicodedata.normalize("NFC", text)
        shown = (c if self.glyph(c) else " " if c.isspace() else "" for c in composed)
        return " ".join("".join(shown).split())

    def smaller(self, glyphs: Iterable[int]) -> bytes:
        """A face with these glyphs only, under their numbers: a file to put into a document."""
        kept = {MISSING, *glyphs}
        outlines, starts = [], [0]
        for glyph in range(len(self._starts) - 1):
            outline = self._outline(glyph) if glyph in kept else b""
            outlines.append(outline + b"\0" * (-len(outline) % 4))
            starts.append(starts[-1] + len(outlines[-1]))
        head = self._tables["head"]
        tables = {tag: self._tables[tag] for tag in CARRIED if tag in self._tables}
        tables["head"] = head[:8] + bytes(4) + head[12:50] + struct.pack(">h", 1) + head[52:]
        tables["loca"] = struct.pack(f">{len(starts)}L", *starts)
        tables["glyf"] = b"".join(outlines)
        return _file(tables)

    def _read_widths(self) -> list[int]:
        count = struct.unpack_from(">H", self._tables["hhea"], 34)[0]
        return [struct.unpack_from(">H", self._tables["hmtx"], 4 * n)[0] for n in range(count)]

    def _read_starts(self) -> list[int]:
        is_long = struct.unpack_from(">h", self._tables["head"], 50)[0]
        loca = self._tables["loca"]
        if is_long:
            return list(struct.unpack(f">{len(loca) // 4}L", loca))
        return [2 * start for start in struct.unpack(f">{len(loca) // 2}H", loca)]

    def _outline(self, glyph: int) -> bytes:
        return self._tables["glyf"][self._starts[glyph] : self._starts[glyph + 1]]


@cache
def regular() -> Typeface:
    return Typeface(FILES / "BeVietnamPro-Regular.ttf")


@cache
def bold() -> Typeface:
    return Typeface(FILES / "BeVietnamPro-Bold.ttf")


def _characters(cmap: bytes) -> dict[int, int]:
    """Letters to glyphs, from the Unicode subtable of format 4."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    offsets = (struct.unpack_from(">HHL", cmap, 4 + 8 * n)[2] for n in range(count))
    start = next(at for at in offsets if struct.unpack_from(">H", cmap, at)[0] == 4)  # noqa: PLR2004 (the format)
    segments = struct.unpack_from(">H", cmap, start + 6)[0] // 2
    columns = [start + 14 + n * 2 * segments + 2 * (n > 0) for n in range(4)]
    found: dict[int, int] = {}
    for n in range(segments):
        last, first, delta, offset = (
            struct.unpack_from(">H", cmap, column + 2 * n)[0] for column in columns
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            at = columns[3] + 2 * n + offset + 2 * (code - first)
            glyph = struct.unpack_from(">H", cmap, at)[0] if offset else code
            if glyph:
                found[code] = (glyph + delta) % 0x10000
    return found


def _file(tables: dict[str, bytes]) -> bytes:
    """A TrueType file of these tables, checksums included."""
    power = len(tables).bit_length() - 1
    head = struct.pack(
        ">LHHHH", 0x10000, len(tables), 16 << power, power, 16 * len(tables) - (16 << power)
    )
    at = 12 + 16 * len(tables)
    directory, body = [], []
    for tag in sorted(tables):
        table = tables[tag] + b"\0" * (-len(tables[tag]) % 4)
        directory.append(struct.pack(">4sLLL", tag.encode(), _sum(table), at, len(tables[tag])))
        body.append(table)
        at += len(table)
    file = b"".join(chain([head], directory, body))
    put = file.index(tables["head"]) + 8
    balance = (ADJUSTMENT - _sum(file)) % 2**32
    return file[:put] + struct.pack(">L", balance) + file[put + 4 :]


def _sum(table: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(table) // 4}L", table)
    return sum(words) % 2**32
