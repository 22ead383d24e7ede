"""QR codes (ISO/IEC 18004) that print crisply: level M, four modules of quiet zone, whole modules.

The text is cut into digit, capital and byte segments where that makes the code smaller: an address
on a short host then needs 29 modules instead of 33, which is 2 mm of label.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import QRData

QUIET_ZONE = 4
DOTS = 10  # picture dots a module: 203 dpi printers need 4, screens like more
NUMERIC = frozenset("0123456789")
ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")

Matrix = list[list[bool]]
Mode = Literal[1, 2, 4]  # as the standard and python-qrcode number them
Way = tuple[int, tuple[Mode, ...]]  # what the text costs so far, and the mode of each character
DIGITS: Mode = 1
CAPITALS: Mode = 2
BYTES: Mode = 4
# Costs in sixths of a bit, so that all are whole. Headers are those of versions 1 to 9.
HEADER: dict[Mode, int] = {
    DIGITS: 6 * (4 + 10),
    CAPITALS: 6 * (4 + 9),
    BYTES: 6 * (4 + 8),
}


def matrix(text: str) -> Matrix:
    """The modules without quiet zone, row by row; True is dark."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    for mode, part in segments(text):
        code.add_data(QRData(part.encode(), mode=mode), optimize=0)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def svg(text: str, *, title: str = "") -> str:
    """The code as SVG: a path of whole modules on white, quiet zone included, a unit a module."""
    rows = matrix(text)
    side = len(rows) + 2 * QUIET_ZONE
    name = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        f' role="img" shape-rendering="crispEdges">{name}'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{"".join(_strokes(rows))}"/></svg>'
    )


def png(text: str, *, dots: int = DOTS) -> bytes:
    """The code as a black and white PNG, `dots` a module, quiet zone included."""
    rows = matrix(text)
    side = len(rows) + 2 * QUIET_ZONE
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows, QUIET_ZONE):
        for x, dark in enumerate(row, QUIET_ZONE):
            if dark:
                picture.putpixel((x, y), 0)
    file = io.BytesIO()
    enlarged = picture.resize((side * dots, side * dots), Image.Resampling.NEAREST)
    enlarged.save(file, "PNG", optimize=True)
    return file.getvalue()


def segments(text: str) -> list[tuple[Mode, str]]:
    """The text as (mode, part) in the fewest bits: the cheapest way to each place, by mode."""
    cheapest: dict[Mode, Way] = {m: (h, ()) for m, h in HEADER.items()}
    for character in text:
        reached = {
            mode: (spent + _cost(mode, character), (*path, mode))
            for mode, (spent, path) in cheapest.items()
            if _cost(mode, character)
        }
        cheapest = {mode: _switch(reached, mode) for mode in HEADER}
    _, modes = min(cheapest.values())
    pairs = groupby(zip(modes, text, strict=True), key=lambda pair: pair[0])
    return [(mode, "".join(character for _, character in pair)) for mode, pair in pairs]


def _cost(mode: Mode, character: str) -> int:
    """Sixths of a bit for one character; 0 where the mode cannot hold it."""
    if mode == DIGITS:
        return 20 if character in NUMERIC else 0
    if mode == CAPITALS:
        return 33 if character in ALPHANUMERIC else 0
    return 48 * len(character.encode())


def _switch(reached: dict[Mode, Way], mode: Mode) -> Way:
    """The cheapest way to go on in this mode: staying in it, or leaving another for it."""
    ways = (
        (spent + (0 if mode == last else HEADER[mode]), path)
        for last, (spent, path) in reached.items()
    )
    return min(ways)


def _strokes(rows: Matrix) -> Iterator[str]:
    """Each run of dark modules as a rectangle."""
    for y, row in enumerate(rows, QUIET_ZONE):
        x = QUIET_ZONE
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
