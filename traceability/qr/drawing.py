"""Drawing one code: as modules, as SVG, as PNG. Crisp: whole modules, four of them quiet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Literal
from xml.sax.saxutils import escape

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.util import QRData

from traceability.qr.segments import Mode, segments

QUIET_ZONE = 4
DOTS = 10  # picture dots a module: 203 dpi printers need 4, screens like more

Matrix = list[list[bool]]
Level = Literal["M", "Q"]  # how much may be lost: 15 % or 25 %
LEVELS: dict[Level, int] = {"M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q}


def encode(
    parts: list[tuple[Mode, str]],
    *,
    level: Level = "M",
    version: int | None = None,
    mask: int | None = None,
) -> qrcode.QRCode[Any]:
    """The code of these segments; the smallest version and the best mask unless they are given."""
    code = qrcode.QRCode(
        version=version, error_correction=LEVELS[level], mask_pattern=mask, border=0
    )
    for mode, part in parts:
        code.add_data(QRData(part.encode(), mode=mode, check_data=False), optimize=0)
    code.make(fit=version is None)
    return code


def matrix(text: str, *, level: Level = "M") -> Matrix:
    """The modules without quiet zone, row by row; True is dark."""
    rows = encode(segments(text), level=level).get_matrix()
    return [[bool(module) for module in row] for row in rows]


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


def _strokes(rows: Matrix) -> Iterator[str]:
    """Each run of dark modules as a rectangle."""
    for y, row in enumerate(rows, QUIET_ZONE):
        x = QUIET_ZONE
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
