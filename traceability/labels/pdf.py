"""A PDF written object by object (ISO 32000-1), so that a long one needs no memory."""

from __future__ import annotations

import zlib
from array import array

from traceability.labels.typeface import Typeface

HEADER = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"
POINTS_PER_MM = 72 / 25.4
QUICK = 1  # compression: codes are noise, and what repeats is found at once


class Writer:
    """Gives the bytes of each object and remembers where it began. Numbers count from 1."""

    def __init__(self) -> None:
        self._starts = array("Q")
        self._at = 0

    def header(self) -> bytes:
        return self._given(HEADER)

    def object(self, number: int, body: bytes) -> bytes:
        while len(self._starts) < number:
            self._starts.append(0)
        self._starts[number - 1] = self._at
        return self._given(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def stream(self, number: int, content: bytes, entries: bytes = b"") -> bytes:
        packed = zlib.compress(content, QUICK)
        said = b"<</Length %d/Filter/FlateDecode%b>>" % (len(packed), entries)
        return self.object(number, b"%b\nstream\n%b\nendstream" % (said, packed))

    def end(self, *, root: int, about: int) -> bytes:
        """The table of where every object is, and the trailer."""
        rows = b"".join(b"%010d 00000 n \n" % start for start in self._starts)
        count = len(self._starts) + 1
        return (
            b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\n"
            b"startxref\n%d\n%%%%EOF\n" % (count, rows, count, root, about, self._at)
        )

    def _given(self, some: bytes) -> bytes:
        self._at += len(some)
        return some


def text(words: str) -> bytes:
    """A text string of the document's own (its title): UTF-16 in hexadecimal."""
    return b"<feff%b>" % words.encode("utf-16-be").hex().encode()


def shown(words: str, face: Typeface) -> bytes:
    """What ``Tj`` shows: each letter's glyph, four hexadecimal digits."""
    return b"<%b>" % "".join(f"{face.glyph(letter):04x}" for letter in words).encode()


def points(millimetres: float) -> bytes:
    return number(millimetres * POINTS_PER_MM)


def number(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode() or b"0"


def face_objects(writer: Writer, first: int, face: Typeface, letters: set[str]) -> list[bytes]:
    """Five objects that let a page show these letters in this face, and a reader copy them."""
    glyphs = {face.glyph(letter): letter for letter in sorted(letters)}
    name = b"CHOGOC+" + face.name.encode()
    file = face.smaller(glyphs)
    return [
        writer.object(first, _font(first, name)),
        writer.object(first + 1, _descendant(first, name, face, glyphs)),
        writer.object(first + 2, _descriptor(first, name, face)),
        writer.stream(first + 3, file, b"/Length1 %d" % len(file)),
        writer.stream(first + 4, _to_unicode(glyphs)),
    ]


def _font(first: int, name: bytes) -> bytes:
    return (
        b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H"
        b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (name, first + 1, first + 4)
    )


def _descendant(first: int, name: bytes, face: Typeface, glyphs: dict[int, str]) -> bytes:
    widths = " ".join(f"{g}[{round(face.advance(g) * 1000)}]" for g in sorted(glyphs))
    return (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b/CIDToGIDMap/Identity"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/DW 500/W[%b]>>" % (name, first + 2, widths.encode())
    )


def _descriptor(first: int, name: bytes, face: Typeface) -> bytes:
    box = " ".join(str(round(side * 1000 / face.em)) for side in face.box)
    ascent, descent = (round(side * 1000 / face.em) for side in (face.ascent, face.descent))
    return (
        b"<</Type/FontDescriptor/FontName/%b/Flags 4/ItalicAngle 0/StemV 80/FontBBox[%b]"
        b"/Ascent %d/Descent %d/CapHeight 700/FontFile2 %d 0 R>>"
        % (name, box.encode(), ascent, descent, first + 3)
    )


def _to_unicode(glyphs: dict[int, str]) -> bytes:
    rows = [
        f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in glyphs.items()
    ]
    pieces = [rows[at : at + 100] for at in range(0, len(rows), 100)]  # as many as a piece may have
    body = "\n".join(f"{len(some)} beginbfchar\n{chr(10).join(some)}\nendbfchar" for some in pieces)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
