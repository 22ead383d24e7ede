"""A test page: rulers to measure what the printer does, and an outline of every label.

The rulers stand where the paper says; the outlines where the adjustment puts the labels.
"""

from __future__ import annotations

from collections.abc import Iterator

from traceability.labels import pdf, typeface
from traceability.labels.pdf import points
from traceability.labels.sheets import Adjustment, Sheet

CATALOG, TREE, ABOUT, REGULAR, PAGE = 1, 2, 3, 4, 9
EDGE = 5  # most printers leave this much paper bare
CENTIMETRE, HALF = 10, 5
LETTERS, SMALL = 3.0, 2.2
OUTLINE, INK = b"0.4 w 0.6 G\n", b"0.4 w 0 G 0 g\n"


def written(
    sheet: Sheet, *, adjustment: Adjustment, title: str, advice: tuple[str, ...]
) -> Iterator[bytes]:
    """The page as a PDF; ``advice`` are lines on how to read it, left out where a roll is low."""
    legible = [typeface.regular().legible(line) for line in advice]
    letters = {*"0123456789 ", *"".join(legible)}
    writer = pdf.Writer()
    yield writer.header()
    yield writer.object(
        CATALOG, b"<</Type/Catalog/Pages 2 0 R/Lang(vi)/ViewerPreferences<</PrintScaling/None>>>>"
    )
    yield writer.object(TREE, b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % PAGE)
    yield writer.object(ABOUT, b"<</Title %b/Producer(Cho Goc)>>" % pdf.text(title))
    yield from pdf.face_objects(writer, REGULAR, typeface.regular(), letters)
    yield writer.object(PAGE, _page(sheet))
    yield writer.stream(PAGE + 1, b"\n".join(_drawn(sheet, adjustment, legible)))
    yield writer.end(root=CATALOG, about=ABOUT)


def _page(sheet: Sheet) -> bytes:
    size = points(sheet.page_width), points(sheet.page_height)
    return (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %b %b]/Resources<</Font<</R %d 0 R>>>>"
        b"/Contents %d 0 R>>" % (*size, REGULAR, PAGE + 1)
    )


def _drawn(sheet: Sheet, adjustment: Adjustment, advice: list[str]) -> Iterator[bytes]:
    yield OUTLINE
    yield from _outlines(sheet, adjustment)
    yield INK
    yield from _across(sheet)
    yield from _down(sheet)
    if not sheet.is_roll:
        yield from _advice(sheet, advice)


def _outlines(sheet: Sheet, adjustment: Adjustment) -> Iterator[bytes]:
    size = points(sheet.width), points(sheet.height)
    for number, corner in enumerate(sheet.corners(), 1):
        x, y = adjustment.place(*corner)
        bottom = sheet.page_height - y - sheet.height
        yield b"%b %b %b %b re S" % (points(x), points(bottom), *size)
        yield _words(str(number), x + 1, sheet.page_height - y - SMALL - 0.5, SMALL)


def _across(sheet: Sheet) -> Iterator[bytes]:
    """Millimetres from the left edge of the paper, across its middle."""
    y = sheet.page_height / 2
    last = int(sheet.page_width) - EDGE
    yield _stroke(EDGE, y, last, y)
    for at in range(EDGE, last + 1):
        yield _stroke(at, y, at, y + _tick(at))
        if at % CENTIMETRE == 0:
            yield _words(str(at // CENTIMETRE), at + 0.4, y + 2.4, SMALL)


def _down(sheet: Sheet) -> Iterator[bytes]:
    """Millimetres from the top edge of the paper, down its middle."""
    x = sheet.page_width / 2
    first, last = (
        (0, int(sheet.page_height)) if sheet.is_roll else (EDGE, int(sheet.page_height) - EDGE)
    )
    yield _stroke(x, sheet.page_height - first, x, sheet.page_height - last)
    for at in range(first, last + 1):
        y = sheet.page_height - at
        yield _stroke(x, y, x + _tick(at), y)
        if at % CENTIMETRE == 0 and first < at < last:
            yield _words(str(at // CENTIMETRE), x + 3.4, y + 0.4, SMALL)


def _advice(sheet: Sheet, lines: list[str]) -> Iterator[bytes]:
    """On white, over the outlines, in the upper left quarter."""
    widest = max(typeface.regular().width(line) for line in lines) * LETTERS
    height = (len(lines) + 1) * LETTERS * 1.5
    x, top = 12.0, sheet.page_height * 0.75
    yield b"1 g %b %b %b %b re f 0 g" % (
        points(x - 2), points(top - height), points(widest + 4), points(height),
    )  # fmt: skip
    for number, line in enumerate(lines, 1):
        yield _words(line, x, top - number * LETTERS * 1.5, LETTERS)


def _tick(at: int) -> float:
    return 3.2 if at % CENTIMETRE == 0 else 2.2 if at % HALF == 0 else 1.2


def _stroke(x: float, y: float, to_x: float, to_y: float) -> bytes:
    return b"%b %b m %b %b l S" % (points(x), points(y), points(to_x), points(to_y))


def _words(words: str, x: float, y: float, size: float) -> bytes:
    shown = pdf.shown(words, typeface.regular())
    return b"BT/R %b Tf %b %b Td %b Tj ET" % (points(size), points(x), points(y), shown)
