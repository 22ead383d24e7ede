"""Papers that go with parcels as one PDF: slips (A5) and labels (A6), a page for each parcel.

Drawn with ReportLab; no Django here. A label has no price and no whole telephone number.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A5, A6
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from traceability.dossiers.paper import BOLD, FILES, TEXT
from traceability.labels import typeface
from traceability.qr import QUIET_ZONE, matrix

INK, SOFT = HexColor("#23241d"), HexColor("#575243")
MARGIN, CODE = 9 * mm, 27 * mm
LEADING = 1.32
LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """So many of something in the parcel, and what tells which: lots, codes."""

    packs: int
    name: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What stands on one page. ``lines`` come below the goods: sums, a giver's words."""

    title: str
    code: str
    of_parcels: str
    sender: Sequence[str]
    to: Sequence[str]
    address: str
    goods: Sequence[Goods] = ()
    lines: Sequence[str] = ()
    sent_by: Sequence[str] = ()


def written(slips: Iterable[Slip], *, small: bool) -> bytes:
    """All of them in one file; the same slips give the same bytes."""
    pdfmetrics.registerFont(TTFont(TEXT, FILES / "BeVietnamPro-Regular.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, FILES / "BeVietnamPro-Bold.ttf"))
    out, size = io.BytesIO(), A6 if small else A5
    canvas = Canvas(out, pagesize=size, invariant=1, lang="vi")
    canvas.setTitle("Chợ Gốc")
    for slip in slips:
        _Page(canvas, size).draw(slip)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Page:
    """Writes from the top down; what does not fit goes on, on a page of its own."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self.canvas, (self.width, self.height) = canvas, size
        self.y = self.height - MARGIN

    def draw(self, slip: Slip) -> None:
        _code(self.canvas, slip.address, self.width - MARGIN - CODE, self.height - MARGIN - CODE)
        beside = self.width - 3 * MARGIN - CODE
        self.text(slip.title, 8, colour=SOFT, width=beside)
        self.text(slip.code, 13, face=BOLD, width=beside)
        self.text(slip.of_parcels, 8, colour=SOFT, width=beside)
        self.block(slip.sender, width=beside)
        self.y = min(self.y, self.height - MARGIN - CODE) - 2 * mm
        self.block(slip.to, size=11)
        self.block(slip.sent_by, size=11)
        self.rule()
        for goods in slip.goods:
            self.text(f"{goods.packs} × {goods.name}", 10, face=BOLD)
            self.text(goods.told, 8, colour=SOFT)
            self.y -= 1.2 * mm
        self.block(slip.lines, size=9)

    def block(self, lines: Sequence[str], *, size: float = 8.5, width: float = 0) -> None:
        """A first line that stands out, then the rest."""
        for number, line in enumerate(lines):
            self.text(line, size, face=TEXT if number else BOLD, width=width)
        self.y -= 2 * mm if lines else 0

    def text(
        self,
        words: str,
        size: float,
        *,
        face: str = TEXT,
        colour: HexColor = INK,
        width: float = 0,
    ) -> None:
        room = width or self.width - 2 * MARGIN
        for line in simpleSplit(_plain(words), face, size, room) if words else ():
            self.y -= size * LEADING
            if self.y < MARGIN:
                self.canvas.showPage()
                self.y = self.height - MARGIN - size * LEADING
            self.canvas.setFillColor(colour)
            self.canvas.setFont(face, size)
            self.canvas.drawString(MARGIN, self.y, line)

    def rule(self) -> None:
        self.canvas.setStrokeColor(SOFT)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(MARGIN, self.y, self.width - MARGIN, self.y)
        self.y -= 1.5 * mm


def _plain(words: str) -> str:
    return typeface.regular().legible(words)[:LONGEST]


def _code(canvas: Canvas, address: str, left: float, low: float) -> None:
    rows = matrix(address)
    unit = CODE / (len(rows) + 2 * QUIET_ZONE)
    shape = canvas.beginPath()
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                above = QUIET_ZONE + len(rows) - 1 - y
                shape.rect(left + (QUIET_ZONE + x) * unit, low + above * unit, unit, unit)
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawPath(shape, stroke=0, fill=1)
