"""The words of a label as dots, for printers whose own letters know no Vietnamese.

No word that anybody typed then reaches a printer as a command.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from traceability.labels.sticker import Line

DARK = 255


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Dots from the top left, 1 dark, each row filled up to whole bytes.

    ``x`` and ``y`` say where it stands on the label, in dots.
    """

    x: int
    y: int
    width: int
    height: int
    rows: bytes

    @property
    def row_bytes(self) -> int:
        return (self.width + 7) // 8

    def bmp(self) -> bytes:
        """The same as a Windows bitmap, rows from the bottom, each of whole four bytes."""
        size = self.row_bytes + -self.row_bytes % 4
        paper = b"\xff" * (size - self.row_bytes)
        rows = bytes(byte ^ 0xFF for byte in self.rows)
        starts = range(0, len(rows), self.row_bytes)
        body = b"".join(rows[at : at + self.row_bytes] + paper for at in reversed(starts))
        colours = b"\0\0\0\0\xff\xff\xff\0"  # 0 is ink, 1 is paper, as everybody saves it
        start = 14 + 40 + len(colours)
        file = struct.pack("<2sLHHL", b"BM", start + len(body), 0, 0, start)
        about = struct.pack(
            "<LllHHLLllLL", 40, self.width, self.height, 1, 1, 0, len(body), 0, 0, 2, 2
        )
        return file + about + colours + body


def draw(lines: tuple[Line, ...], *, width: float, height: float, dots_per_mm: float) -> Bitmap:
    """The lines of a label of this size in millimetres, and no more paper than they need."""
    size = round(width * dots_per_mm), round(height * dots_per_mm)
    picture = Image.new("L", size, 0)
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"  # dots are dark or not
    for line in lines:
        face = ImageFont.truetype(line.face.path, line.size * dots_per_mm)
        place = line.x * dots_per_mm, line.y * dots_per_mm
        pen.text(place, line.text, font=face, fill=DARK, anchor="ls")
    left, top, right, bottom = picture.getbbox() or (0, 0, 1, 1)
    cut = picture.crop((left, top, right, bottom)).convert("1")
    return Bitmap(left, top, cut.width, cut.height, cut.tobytes())
