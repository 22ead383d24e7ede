"""Labels as a PDF for any printer: page by page, however many they are.

The words are drawn once and shown on every label; of a label's own are its code, a one-bit
picture, and its serial. Labels stand on whole dots of 300 an inch (as do 600 and 1200).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from traceability.labels import pdf, typeface
from traceability.labels.job import Job, printed
from traceability.labels.pdf import points
from traceability.labels.sheets import Sheet, cells
from traceability.labels.sticker import Line, Sticker
from traceability.serials import ALPHABET

CATALOG, TREE, ABOUT, REGULAR, BOLD, WORDS, MARKS, FIRST_PAGE = 1, 2, 3, 4, 9, 14, 15, 16
MARK = 3.0  # millimetres, where there is room
HAIRLINE = b"0.25 w 0.5 G "


def written(job: Job) -> Iterator[bytes]:
    """The document, piece by piece. Raises :class:`TooSmall` before the first."""
    sticker = job.sticker()
    return _written(job, sticker)


def _written(job: Job, sticker: Sticker) -> Iterator[bytes]:
    writer = pdf.Writer()
    pages = job.sheet.pages(job.count, start=job.start)
    yield writer.header()
    yield writer.object(CATALOG, _catalog())
    yield writer.object(TREE, _tree(pages, job.sheet))
    yield writer.object(ABOUT, b"<</Title %b/Producer(Cho Goc)>>" % pdf.text(job.title))
    yield from _faces(writer, sticker)
    yield writer.stream(WORDS, _words(sticker, job.sheet), _form(job.sheet.width, job.sheet.height))
    size = job.sheet.page_width, job.sheet.page_height
    yield writer.stream(MARKS, _marks(job) if job.has_cut_marks else b"", _form(*size))
    content = _contents(job, sticker)
    for page, drawn in enumerate(content):
        at = FIRST_PAGE + 2 * page
        yield writer.object(at, b"<</Type/Page/Parent 2 0 R/Contents %d 0 R>>" % (at + 1))
        yield writer.stream(at + 1, drawn)
    yield writer.end(root=CATALOG, about=ABOUT)


def _catalog() -> bytes:
    """Printers are told not to shrink a page to fit: that would move labels off the paper's."""
    return (
        b"<</Type/Catalog/Pages 2 0 R/Lang(vi)"
        b"/ViewerPreferences<</PrintScaling/None/DisplayDocTitle true>>>>"
    )


def _tree(pages: int, sheet: Sheet) -> bytes:
    kids = b" ".join(b"%d 0 R" % (FIRST_PAGE + 2 * page) for page in range(pages))
    return (
        b"<</Type/Pages/Count %d/MediaBox[0 0 %b %b]/Resources<</Font<</R %d 0 R/B %d 0 R>>"
        b"/XObject<</W %d 0 R/M %d 0 R>>>>/Kids[%b]>>"
        % (pages, points(sheet.page_width), points(sheet.page_height), REGULAR, BOLD, WORDS,
           MARKS, kids)
    )  # fmt: skip


def _faces(writer: pdf.Writer, sticker: Sticker) -> Iterator[bytes]:
    light = "".join(line.text for line in sticker.lines if not line.is_bold)
    heavy = "".join(line.text for line in sticker.lines if line.is_bold)
    yield from pdf.face_objects(writer, REGULAR, typeface.regular(), {" ", *light})
    yield from pdf.face_objects(writer, BOLD, typeface.bold(), {" ", *heavy, *ALPHABET})


def _form(width: float, height: float) -> bytes:
    """A drawing to be shown on pages, with the faces that its words take."""
    return (
        b"/Type/XObject/Subtype/Form/BBox[0 0 %b %b]/Resources<</Font<</R %d 0 R/B %d 0 R>>>>"
        % (points(width), points(height), REGULAR, BOLD)
    )


def _words(sticker: Sticker, sheet: Sheet) -> bytes:
    return b"\n".join(
        _line(line, sheet.height) % pdf.shown(line.text, line.face) for line in sticker.lines
    )


def _line(line: Line, height: float) -> bytes:
    """A line of letters on a label of this height; what it says is still to be put in."""
    face = b"B" if line.is_bold else b"R"
    place = points(line.x), points(height - line.y)
    return b"BT/%b %b Tf %b %b Td %%b Tj ET" % (face, points(line.size), *place)


def _contents(job: Job, sticker: Sticker) -> Iterator[bytes]:
    """What is drawn on each page: the labels are one pattern, filled in with codes and serials."""
    glyphs = {c: f"{typeface.bold().glyph(c):04x}" for c in f"{ALPHABET} "}
    digits = job.batch.modules * job.batch.row_bytes * 2
    serials = iter(job.serials)
    pattern: bytes | None = None
    for corners in cells(job.sheet, job.count, start=job.start):
        some = list(islice(serials, len(corners)))
        if pattern is None or len(corners) != job.sheet.places:
            pattern = b"/M Do\n" + b"".join(_label(job, sticker, corner) for corner in corners)
        names = ("".join([glyphs[c] for c in printed(serial)]) for serial in some)
        codes = (f"{code:0{digits}x}" for code in job.batch.codes(some))
        fills = (one for pair in zip(names, codes, strict=True) for one in pair)
        yield (pattern.decode() % tuple(fills)).encode()
        if len(corners) != job.sheet.places:
            pattern = None


def _label(job: Job, sticker: Sticker, corner: tuple[float, float]) -> bytes:
    """One label at its place, its serial and code still to be filled in."""
    height, side = job.sheet.height, sticker.module * job.batch.modules
    x, y = (round(at * job.dots_per_mm) / job.dots_per_mm for at in job.adjustment.place(*corner))
    bottom = job.sheet.page_height - y - height
    serial = _line(sticker.serial, height) % b"<%s>"
    code = points(side), points(side), points(sticker.x), points(height - sticker.y - side)
    return (
        b"q 1 0 0 1 %b %b cm/W Do %b %b 0 0 %b %b %b cm"
        b" BI/W %d/H %d/IM true/D[1 0]/F/AHx ID %%s> EI Q\n"
        % (points(x), points(bottom), serial, *code, job.batch.modules, job.batch.modules)
    )


def _marks(job: Job) -> bytes:
    """Short lines outside each label's corners, as far as the paper is free there."""
    sheet = job.sheet
    drawn = [
        _cross(side, sheet.page_height - end)
        for x, y in (job.adjustment.place(*corner) for corner in sheet.corners())
        for side in (x, x + sheet.width)
        for end in (y, y + sheet.height)
    ]
    return HAIRLINE + b"\n".join(dict.fromkeys(drawn))


def _cross(x: float, y: float) -> bytes:
    arm = MARK / 2
    return b"%b %b m %b %b l S %b %b m %b %b l S" % (
        points(x - arm), points(y), points(x + arm), points(y),
        points(x), points(y - arm), points(x), points(y + arm),
    )  # fmt: skip
