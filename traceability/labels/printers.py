"""Labels in the printers' own languages: ZPL (Zebra) and TSPL (TSC, Xprinter and their like).

The printer makes the code itself, from the address; the words come as a picture that is sent once
and shown on every label. What follows the languages' manuals is noted where it is not plain.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from traceability.labels.bitmap import Bitmap, draw
from traceability.labels.job import Job, printed
from traceability.labels.sticker import Sticker

SINK = 10  # ^BQ stands so much lower than its ^FO: the ^BY height, which is therefore set
TSPL_FACES = {"3": (16, 24), "2": (12, 20), "1": (8, 12)}  # name: dots of a letter with its gap
LETTERS = 11  # of a serial with its gap
ZPL_SHARE = 0.72  # of a ^A0 letter's height, for its width, so that eleven fit


def zpl(job: Job) -> Iterator[bytes]:
    """ZPL II, a ``^XA`` to ``^XZ`` for each row of the roll. Raises :class:`TooSmall`."""
    sticker = job.native_sticker()
    return _zpl(job, sticker)


def tspl(job: Job) -> Iterator[bytes]:
    """TSPL2, a ``CLS`` to ``PRINT`` for each row of the roll. Raises :class:`TooSmall`."""
    sticker = job.native_sticker()
    return _tspl(job, sticker)


def _zpl(job: Job, sticker: Sticker) -> Iterator[bytes]:
    words = _words(job, sticker)
    yield (
        f"~DGR:TEM.GRF,{len(words.rows)},{words.row_bytes},{words.rows.hex().upper()}\n"
    ).encode()
    page = f"^XA^CI28^LH0,0^PW{_dots(job, job.sheet.page_width)}^LL{_dots(job, job.sheet.height)}"
    for row in _rows(job):
        labels = "".join(_zpl_label(job, sticker, words, left, serial) for left, serial in row)
        yield f"{page}{labels}^XZ\n".encode()
    yield b"^XA^IDR:TEM.GRF^FS^XZ\n"


def _zpl_label(job: Job, sticker: Sticker, words: Bitmap, left: float, serial: str) -> str:
    x, down = _dots(job, left), _dots(job, job.adjustment.y)
    code = x + _dots(job, sticker.x), down + _dots(job, sticker.y) - SINK
    height, line = _dots(job, sticker.serial.size), sticker.serial
    top = down + _dots(job, line.y - line.size)
    width = min(round(height * ZPL_SHARE), _room(job, sticker) // LETTERS * 2)
    return (
        f"^FO{_paper(x + words.x)},{_paper(down + words.y)}^XGR:TEM.GRF,1,1^FS"
        f"^BY2,3,{SINK}^FO{_paper(code[0])},{_paper(code[1])}^BQN,2,{sticker.dots}"
        f"^FH_^FD{job.batch.level}A,{zpl_text(job.batch.prefix + serial)}^FS"
        f"^FO{_paper(x + _dots(job, line.x))},{_paper(top)}^A0N,{height},{width}"
        f"^FD{printed(serial)}^FS"
    )


def zpl_text(text: str) -> str:
    """A text as field data after ``^FH_``: what would be a command or a sign of ours in hex."""
    return "".join(c if c.isalnum() and c.isascii() else _zpl_letter(c) for c in text)


def _zpl_letter(letter: str) -> str:
    if letter in ":/.-?=&+ ":
        return letter
    return "".join(f"_{byte:02X}" for byte in letter.encode())


def _tspl(job: Job, sticker: Sticker) -> Iterator[bytes]:
    words = _words(job, sticker)
    picture = words.bmp()
    sheet = job.sheet
    yield (
        (
            f"SIZE {sheet.page_width:g} mm,{sheet.height:g} mm\r\n"
            f"GAP {sheet.gap or 0:g} mm,0 mm\r\n"
            "DIRECTION 1\r\nREFERENCE 0,0\r\nCODEPAGE UTF-8\r\n"
            f'DOWNLOAD "TEM.BMP",{len(picture)},'
        ).encode()
        + picture
        + b"\r\n"
    )
    for row in _rows(job):
        labels = "".join(_tspl_label(job, sticker, words, left, serial) for left, serial in row)
        yield f"CLS\r\n{labels}PRINT 1,1\r\n".encode()
    yield b'KILL "TEM.BMP"\r\n'


def _tspl_label(job: Job, sticker: Sticker, words: Bitmap, left: float, serial: str) -> str:
    x, down = _dots(job, left), _dots(job, job.adjustment.y)
    code = x + _dots(job, sticker.x), down + _dots(job, sticker.y)
    face, (_, height) = _tspl_face(_room(job, sticker))
    line = x + _dots(job, sticker.serial.x), down + _dots(job, sticker.serial.y) - height
    address = tspl_text(job.batch.prefix + serial)
    return (
        f'PUTBMP {_paper(x + words.x)},{_paper(down + words.y)},"TEM.BMP"\r\n'
        f"QRCODE {_paper(code[0])},{_paper(code[1])},{job.batch.level},{sticker.dots},A,0,"
        f'"{address}"\r\n'
        f'TEXT {_paper(line[0])},{_paper(line[1])},"{face}",0,1,1,"{printed(serial)}"\r\n'
    )


def tspl_text(text: str) -> str:
    """A text between quotation marks, any in it written as the manual says, all on one line."""
    one_line = "".join(c for c in text if c.isprintable())
    return one_line.replace('"', '\\["]')


def _tspl_face(room: int) -> tuple[str, tuple[int, int]]:
    """The largest of the printer's own faces in which a serial has room."""
    fitting = ((name, size) for name, size in TSPL_FACES.items() if size[0] * LETTERS <= room)
    return next(fitting, ("1", TSPL_FACES["1"]))


def _words(job: Job, sticker: Sticker) -> Bitmap:
    size = {"width": job.sheet.width, "height": job.sheet.height}
    return draw(sticker.lines, dots_per_mm=job.dots_per_mm, **size)


def _rows(job: Job) -> Iterator[list[tuple[float, str]]]:
    """Row by row of the roll, the left edge and the serial of each label."""
    sheet, serials = job.sheet, islice(job.serials, job.count)
    lefts = [sheet.left + n * sheet.pitch_x + job.adjustment.x for n in range(sheet.columns)]
    free = lefts[job.start - 1 :]
    while some := list(islice(serials, len(free))):
        yield list(zip(free, some, strict=False))
        free = lefts


def _room(job: Job, sticker: Sticker) -> int:
    """Dots from where a serial begins to the label's edge."""
    return int((job.sheet.width - sticker.serial.x) * job.dots_per_mm)


def _dots(job: Job, length: float) -> int:
    return round(length * job.dots_per_mm)


def _paper(place: int) -> int:
    """A printer has no dots left of the paper or above it."""
    return max(0, place)
