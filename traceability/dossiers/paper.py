"""A leaflet set in type: A4, Be Vietnam Pro and Lora, page numbers, a code to scan.

Set by ReportLab. Every text is escaped and kept to letters that the faces have.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from traceability.dossiers.leaflet import Journey, Leaflet, Line, Lines, Paragraphs, Stop
from traceability.labels import typeface
from traceability.qr import QUIET_ZONE, matrix

FILES = Path(__file__).parents[2] / "catalog" / "art" / "assets"
TEXT, BOLD, DISPLAY = "BeVietnamPro", "BeVietnamPro-Bold", "Lora-Bold"
INK, SOFT, LINE = HexColor("#23241d"), HexColor("#575243"), HexColor("#d9ccb1")
LEAF, PAPER = HexColor("#1c4a37"), HexColor("#f6f0e2")
TONES = {"good": LEAF, "wait": HexColor("#744c00"), "bad": HexColor("#9f2a1e")}
MARGIN, FOOT = 18 * mm, 16 * mm
WIDTH = A4[0] - 2 * MARGIN
CODE = 30 * mm
LABEL = 46 * mm
LONGEST = 1_500  # letters of one text: a row fits on a page


def written(leaflet: Leaflet) -> bytes:
    """The leaflet as a PDF; the same leaflet gives the same bytes."""
    _faces()
    out = io.BytesIO()
    pages = BaseDocTemplate(
        out, pagesize=A4, title=_plain(f"{leaflet.kind}: {leaflet.title}"), author="Chợ Gốc",
        subject=_plain(leaflet.subtitle), creator="Chợ Gốc", invariant=1, lang="vi",
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip
    frame = Frame(MARGIN, FOOT + 6 * mm, WIDTH, A4[1] - MARGIN - FOOT - 6 * mm, 0, 0, 0, 0)
    pages.addPageTemplates(PageTemplate(frames=[frame]))
    canvas = partial(_Numbered, leaflet=leaflet)
    pages.build(list(_flow(leaflet)), canvasmaker=canvas)
    return out.getvalue()


class _Numbered(Canvas):  # type: ignore[misc]  # ReportLab carries no types
    """Keeps its pages until their number is known, and then writes the foot of each."""

    def __init__(self, *args: object, leaflet: Leaflet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._leaflet = leaflet
        self._kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self._foot(number, len(self._kept))
            super().showPage()
        super().save()

    def _foot(self, number: int, of: int) -> None:
        self.setStrokeColor(LINE)
        self.setLineWidth(0.5)
        self.line(MARGIN, FOOT + 3 * mm, A4[0] - MARGIN, FOOT + 3 * mm)
        self.setFillColor(SOFT)
        self.setFont(TEXT, 7.5)
        self.drawString(MARGIN, FOOT - 1.5 * mm, _plain(self._leaflet.foot))
        told = self._leaflet.page_of % {"n": number, "of": of}
        self.drawRightString(A4[0] - MARGIN, FOOT - 1.5 * mm, _plain(told))


class _Code(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """A QR code as squares, with its quiet zone on white."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.rows = matrix(text)
        self.width = self.height = side

    def draw(self) -> None:
        count = len(self.rows)
        unit = self.width / (count + 2 * QUIET_ZONE)
        self.canv.setFillColor(HexColor("#ffffff"))
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(HexColor("#000000"))
        shape = self.canv.beginPath()
        for y, row in enumerate(self.rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    left, low = (QUIET_ZONE + x) * unit, (QUIET_ZONE + count - 1 - y) * unit
                    shape.rect(left, low, unit, unit)
        self.canv.drawPath(shape, stroke=0, fill=1)


def _flow(leaflet: Leaflet) -> Iterator[Flowable]:
    yield _head(leaflet)
    for block in leaflet.blocks:
        yield Spacer(0, 6 * mm)
        yield CondPageBreak(32 * mm)
        yield from _block(block)


def _head(leaflet: Leaflet) -> Flowable:
    told = [
        _paragraph(leaflet.kind.upper(), _style(7.5, face=BOLD, colour=LEAF, after=2)),
        _paragraph(leaflet.title, _style(19, face=DISPLAY, leading=1.28, after=1.5)),
        _paragraph(leaflet.subtitle, _style(10.5, colour=SOFT, after=3)),
        _paragraph(leaflet.maker, _style(9.5, face=BOLD, after=1)),
    ]
    if leaflet.badge:
        told.append(_paragraph(leaflet.badge, _style(9, colour=TONES["wait"], face=BOLD, after=1)))
    if leaflet.verdict:
        colour = TONES.get(leaflet.tone, INK)
        told.append(_paragraph(leaflet.verdict, _style(9, colour=colour, face=BOLD, before=3)))
    hint = _style(6.8, colour=SOFT, centred=True, before=1)
    code = [_Code(leaflet.address, CODE), _paragraph(leaflet.scan_hint, hint)]
    head = Table([[told, code]], colWidths=[WIDTH - CODE - 6 * mm, CODE + 6 * mm])
    head.setStyle(
        TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, -1), PAPER),
            ("LINEABOVE", (0, 0), (-1, 0), 2, LEAF),
            ("ALIGN", (1, 0), (1, 0), "RIGHT"),
            *_padding(4 * mm, 4 * mm),
        ])
    )  # fmt: skip
    return head


def _block(block: Lines | Journey | Paragraphs) -> Iterator[Flowable]:
    """A title stays with what begins below it."""
    title = _paragraph(block.title, _style(12.5, face=DISPLAY, colour=LEAF, after=2))
    if isinstance(block, Paragraphs):
        texts = [_paragraph(text, _style(9, after=3)) for text in block.texts]
        yield KeepTogether([title, *texts[:1]])
        yield from texts[1:]
        return
    parts = (
        [_lines([line]) for line in block.lines]
        if isinstance(block, Lines)
        else [_stop(one) for one in block.stops]
    )
    note = [_paragraph(block.note, _style(8, colour=SOFT, before=3))] if block.note else []
    yield from _together(title, parts, note)


def _together(
    title: Flowable, parts: Sequence[Flowable], note: Sequence[Flowable]
) -> Iterator[Flowable]:
    """The title stays with the first part, the note with the last."""
    if len(parts) <= 1:
        yield KeepTogether([title, *parts, *note])
        return
    yield KeepTogether([title, parts[0]])
    yield from (KeepTogether([part]) for part in parts[1:-1])
    yield KeepTogether([parts[-1], *note])


def _lines(lines: Sequence[Line]) -> Flowable:
    rows = [
        [
            _paragraph(line.label, _style(8.5, colour=SOFT)),
            [
                _paragraph(line.text, _style(9.5, colour=TONES.get(line.tone, INK))),
                *_evidence(line.evidence),
            ],
        ]
        for line in lines
    ]
    table = Table(rows, colWidths=[LABEL, WIDTH - LABEL])
    table.setStyle(
        TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            *_padding(1.6 * mm, 0),
        ])
    )  # fmt: skip
    return table


def _stop(stop: Stop) -> Flowable:
    when = _paragraph(stop.when, _style(8.5, colour=SOFT))
    told = [_Dot(), _paragraph(stop.title, _style(10, face=BOLD))]
    told += [_paragraph(line, _style(9)) for line in stop.below if line]
    told += _evidence(stop.evidence)
    table = Table([[when, told]], colWidths=[LABEL, WIDTH - LABEL])
    table.setStyle(
        TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBEFORE", (1, 0), (1, 0), 0.8, LEAF),
            ("LEFTPADDING", (1, 0), (1, 0), 4 * mm),
            *_padding(2 * mm, 0)[:2],
            ("LEFTPADDING", (0, 0), (0, 0), 0),
        ])
    )  # fmt: skip
    return table


class _Dot(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """What marks a stop on the line of the journey."""

    def __init__(self) -> None:
        super().__init__()
        self.width = self.height = 0

    def draw(self) -> None:
        self.canv.setFillColor(LEAF)
        self.canv.circle(-4 * mm, -2.2 * mm, 1.3 * mm, stroke=0, fill=1)


def _evidence(words: str) -> list[Flowable]:
    return [_paragraph(words, _style(7.5, colour=SOFT))] if words else []


def _padding(
    upright: float, across: float
) -> list[tuple[str, tuple[int, int], tuple[int, int], float]]:
    whole = ((0, 0), (-1, -1))
    return [
        ("TOPPADDING", *whole, upright),
        ("BOTTOMPADDING", *whole, upright),
        ("LEFTPADDING", *whole, across),
        ("RIGHTPADDING", *whole, across),
    ]


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(_plain(text)), style)


def _plain(text: str) -> str:
    """Composed letters that the face has, on one line."""
    return typeface.regular().legible(text)[:LONGEST]


@cache
def _style(
    size: float,
    *,
    face: str = TEXT,
    colour: Color = INK,
    leading: float = 1.45,
    before: float = 0,
    after: float = 0,
    centred: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        name="",
        fontName=face,
        fontSize=size,
        leading=size * leading,
        textColor=colour,
        spaceBefore=before * mm,
        spaceAfter=after * mm,
        alignment=TA_CENTER if centred else 0,
        splitLongWords=1,
    )


@cache
def _faces() -> None:
    for name, file in ((TEXT, "BeVietnamPro-Regular"), (BOLD, "BeVietnamPro-Bold"), (DISPLAY,) * 2):
        pdfmetrics.registerFont(TTFont(name, FILES / f"{file}.ttf"))
