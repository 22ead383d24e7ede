"""Papers of the demo: one page that says what it is, and that it is worth nothing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from textwrap import wrap
from time import gmtime

from PIL import Image, ImageDraw, ImageFont

from catalog.art import lettering
from catalog.papers import Paper

PAGE = (827, 1169)  # A4 at 100 dots an inch
MARGIN = 90
LETTERS = 52  # on a line of text
PAPER, INK, RED = "#fffdf7", "#23302a", "#a32020"
NOTHING = "TÀI LIỆU MẪU — không có giá trị pháp lý"
NOTHING_EN = "SAMPLE DOCUMENT — of no legal value"


def paper(*, title: str, lines: list[str]) -> Paper:
    """A one-page PDF; the same words give the same bytes."""
    page = Image.new("RGB", PAGE, PAPER)
    pen = ImageDraw.Draw(page)
    pen.rectangle((40, 40, PAGE[0] - 40, PAGE[1] - 40), outline=RED, width=3)
    down = _write(pen, NOTHING, 80, size=26, colour=RED, bold=True)
    down = _write(pen, NOTHING_EN, down, size=20, colour=RED)
    down = _write(pen, title, down + 60, size=34, bold=True)
    for line in lines:
        down = _write(pen, line, down + 14, size=22)
    _write(pen, NOTHING, PAGE[1] - 130, size=22, colour=RED, bold=True)
    return Paper(".pdf", _pdf(page, title))


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    down: int,
    *,
    size: int,
    colour: str = INK,
    bold: bool = False,
) -> int:
    """Write below ``down``; say how far down the text reaches."""
    font = ImageFont.truetype(_face(bold=bold), size)
    for line in wrap(text, LETTERS * 22 // size):
        pen.text((MARGIN, down), line, font=font, fill=colour)
        down += size * 3 // 2
    return down


def _face(*, bold: bool) -> Path:
    return lettering.FILES[(lettering.TEXT, 700 if bold else 400)]


def _pdf(page: Image.Image, title: str) -> bytes:
    out = BytesIO()
    undated = gmtime(0)
    page.save(
        out, "PDF", resolution=100, quality=70, title=title, creationDate=undated, modDate=undated
    )
    return out.getvalue()
