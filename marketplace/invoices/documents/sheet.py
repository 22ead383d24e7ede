"""An invoice on paper: A4, Be Vietnam Pro, and at the top, how far it is with the tax office.

The sheet only shows; the signed XML is the invoice. Its words are Vietnamese, as the law wants it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from marketplace.invoices.documents.bill import BY_TRANSFER, Bill, Form, Party, Relation
from marketplace.invoices.documents.code import code
from traceability.dossiers.paper import BOLD, FILES, INK, LEAF, LINE, PAPER, SOFT, TEXT, TONES
from traceability.labels import typeface
from traceability.qr import QUIET_ZONE, matrix

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MARGIN = 16 * mm
WIDTH = A4[0] - 2 * MARGIN
CODE = 26 * mm
LONGEST = 600  # letters of one text
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
HUNDREDTH = Decimal("0.01")
NOT_SENT = "BẢN THỂ HIỆN – chưa gửi cơ quan thuế"
NOT_CODED = "BẢN THỂ HIỆN – đã gửi, chưa có mã của cơ quan thuế"
REJECTED = "BẢN THỂ HIỆN – bị từ chối, không có mã của cơ quan thuế"
CODED = "Mã của cơ quan thuế: "
TRIAL = "Ký bằng chứng thư mẫu: không có giá trị pháp lý."
UNSIGNED = "Bản nháp: chưa ký, chưa có số."
RELATIONS = {Relation.ADJUSTS: "Điều chỉnh", Relation.REPLACES: "Thay thế"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far an invoice is: the tax office's code if it gave one, who signed when."""

    tax_office_code: str = ""
    is_sent: bool = False
    is_rejected: bool = False
    is_trial: bool = False
    superseded: str = ""
    signer: str = ""
    signed_at: datetime | None = None

    @property
    def headline(self) -> str:
        """What nobody may overlook: without a code it says so."""
        if self.tax_office_code:
            return f"{CODED}{self.tax_office_code}"
        if self.is_rejected:
            return REJECTED
        return NOT_CODED if self.is_sent else NOT_SENT


def sheet(bill: Bill, standing: Standing) -> bytes:
    """The invoice as a PDF; the same invoice gives the same bytes."""
    _faces()
    out = io.BytesIO()
    pages = SimpleDocTemplate(
        out, pagesize=A4, title=_plain(bill.title), author=_plain(bill.seller.name), invariant=1,
        lang="vi", leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=18 * mm,
    )  # fmt: skip

    def foot(canvas: Canvas, pages: Any) -> None:  # noqa: ANN401 (ReportLab carries no types)
        canvas.setFont(TEXT, 7.5)
        canvas.setFillColor(SOFT)
        canvas.drawString(MARGIN, 10 * mm, _plain(f"{bill.title} · {standing.headline}"))
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, f"Trang {pages.page}")

    pages.build(list(_flow(bill, standing)), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _flow(bill: Bill, standing: Standing) -> Iterator[Flowable]:
    yield _banner(standing)
    yield Spacer(0, 5 * mm)
    yield _head(bill)
    yield Spacer(0, 4 * mm)
    yield _parties(bill)
    yield Spacer(0, 4 * mm)
    yield _lines(bill)
    yield Spacer(0, 3 * mm)
    yield KeepTogether([_totals(bill), Spacer(0, 5 * mm), _signed(standing)])


def _banner(standing: Standing) -> Flowable:
    tone = LEAF if standing.tax_office_code else TONES["bad"]
    told = [_paragraph(standing.headline, size=11.5, face=BOLD, colour=tone, align=TA_CENTER)]
    notes = [
        "" if standing.signed_at else UNSIGNED,
        TRIAL if standing.is_trial else "",
        standing.superseded,
    ]
    told += [_paragraph(note, size=9, colour=tone, align=TA_CENTER) for note in notes if note]
    banner = Table([[told]], colWidths=[WIDTH])
    banner.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 1.2, tone), *_padding(2.4 * mm, 3 * mm)]))
    return banner


def _head(bill: Bill) -> Flowable:
    day = bill.issued_on
    told = [
        _paragraph(bill.title.upper(), size=17, face=BOLD, colour=LEAF),
        _paragraph(f"Ngày {day:%d} tháng {day:%m} năm {day:%Y}", size=9.5, colour=SOFT),
        _paragraph(f"Ký hiệu: {bill.form}{bill.series}", size=9.5),
        _paragraph(f"Số: {bill.number or '(chưa có)'}", size=9.5, face=BOLD),
    ]
    if bill.related:
        first = bill.related
        words = (
            f"{RELATIONS[first.relation]} hóa đơn {first.form}{first.series} số {first.number} "
            f"ngày {first.issued_on:%d/%m/%Y}. Lý do: {first.reason}"
        )
        told.append(_paragraph(words, size=9, colour=TONES["wait"]))
    text = code(bill)
    beside: list[Flowable] = [_Code(text, CODE)] if text else []
    head = Table([[told, beside]], colWidths=[WIDTH - CODE - 4 * mm, CODE + 4 * mm])
    right = ("ALIGN", (1, 0), (1, 0), "RIGHT")
    head.setStyle(TableStyle([TOP, right, *_padding(0, 0)]))
    return head


class _Code(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """The invoice's code for phones, dark squares on white."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.rows = matrix(text)
        self.width = self.height = side

    def draw(self) -> None:
        count = len(self.rows)
        unit = self.width / (count + 2 * QUIET_ZONE)
        shape = self.canv.beginPath()
        for y, row in enumerate(reversed(self.rows)):
            for x, is_dark in enumerate(row):
                if is_dark:
                    shape.rect((QUIET_ZONE + x) * unit, (QUIET_ZONE + y) * unit, unit, unit)
        self.canv.setFillColorRGB(0, 0, 0)
        self.canv.drawPath(shape, stroke=0, fill=1)


def _parties(bill: Bill) -> Flowable:
    rows = [
        *_party("Đơn vị bán hàng", bill.seller),
        ("Hình thức thanh toán", BY_TRANSFER),
        *_party("Tên đơn vị mua", bill.buyer),
        *([("Họ tên người mua hàng", bill.buyer.person)] if bill.buyer.person else []),
    ]
    cells = [
        [_paragraph(label, size=8.5, colour=SOFT), _paragraph(text, size=9.5)]
        for label, text in rows
    ]
    table = Table(cells, colWidths=[44 * mm, WIDTH - 44 * mm])
    below = ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE)
    table.setStyle(TableStyle([TOP, below, *_padding(1.2 * mm, 0)]))
    return table


def _party(label: str, party: Party) -> list[tuple[str, str]]:
    rows = [
        (label, party.name),
        ("Mã số thuế", party.tax_code),
        ("Địa chỉ", party.address),
        ("Thư điện tử", party.email),
    ]
    return [(name, text) for name, text in rows if text]


def _lines(bill: Bill) -> Flowable:
    is_vat = bill.form == Form.VAT
    titles = ["STT", "Tên hàng hóa, dịch vụ", "ĐVT", "SL", "Đơn giá", "Chiết khấu", "Thành tiền"]
    widths = [9 * mm, 0.0, 26 * mm, 11 * mm, 25 * mm, 20 * mm, 24 * mm]
    if is_vat:
        titles, widths = [*titles, "Thuế suất"], [*widths, 14 * mm]
    widths[1] = WIDTH - sum(widths)
    aligns = [TA_CENTER, TA_LEFT, TA_LEFT, TA_RIGHT, TA_RIGHT, TA_RIGHT, TA_RIGHT, TA_CENTER]
    rows = [titles]
    for at, row in enumerate(bill.rows, 1):
        item = row.item
        told = [str(at), item.name, item.unit, str(item.quantity or ""), _decimal(row.price)]
        told += [_grouped(row.discount) if row.discount else "", _grouped(row.amount)]
        rows.append([*told, item.rate] if is_vat else told)
    cells = [
        [
            _paragraph(text, size=8.5 if n else 8, face=TEXT if n else BOLD, align=align)
            for text, align in zip(row, aligns, strict=False)
        ]
        for n, row in enumerate(rows)
    ]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle([
            TOP,
            ("BACKGROUND", (0, 0), (-1, 0), PAPER),
            ("GRID", (0, 0), (-1, -1), 0.4, LINE),
            *_padding(1.4 * mm, 1.4 * mm),
        ])
    )  # fmt: skip
    return table


def _totals(bill: Bill) -> Flowable:
    rows: list[tuple[str, str]] = []
    if bill.form == Form.VAT:
        for one in bill.summaries:
            words = f"Cộng thuế suất {one.rate}: tiền hàng {_grouped(one.amount)}, tiền thuế"
            rows.append((words, _grouped(one.tax)))
        rows.append(("Tổng tiền chưa thuế", _grouped(bill.net)))
        rows.append(("Tổng tiền thuế GTGT", _grouped(bill.tax)))
    rows.append(("Tổng tiền thanh toán (đồng)", _grouped(bill.total)))
    cells: list[list[Flowable]] = [
        [
            _paragraph(label, size=9, align=TA_RIGHT),
            _paragraph(text, size=9.5, face=BOLD if label is rows[-1][0] else TEXT, align=TA_RIGHT),
        ]
        for label, text in rows
    ]
    table = Table(cells, colWidths=[WIDTH - 36 * mm, 36 * mm])
    table.setStyle(TableStyle([("LINEABOVE", (0, -1), (-1, -1), 0.8, INK), *_padding(1 * mm, 0)]))
    words = _paragraph(f"Số tiền viết bằng chữ: {bill.words}.", size=9.5, face=BOLD)
    return Table([[table], [words]], colWidths=[WIDTH], style=TableStyle(_padding(1 * mm, 0)))


def _signed(standing: Standing) -> Flowable:
    told = [_paragraph("Người bán hàng", size=9.5, face=BOLD, align=TA_CENTER)]
    if standing.signed_at is None:
        told.append(_paragraph("(chưa ký)", size=9, colour=SOFT, align=TA_CENTER))
    else:
        when = f"Ký điện tử lúc {standing.signed_at:%H:%M %d/%m/%Y}"
        told += [
            _paragraph(standing.signer, size=9.5, colour=LEAF, face=BOLD, align=TA_CENTER),
            _paragraph(when, size=8.5, colour=SOFT, align=TA_CENTER),
        ]
    box = Table([["", told]], colWidths=[WIDTH - 80 * mm, 80 * mm])
    box.setStyle(TableStyle([("BOX", (1, 0), (1, 0), 0.6, LINE), *_padding(2 * mm, 2 * mm)]))
    return box


def _grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _decimal(price: Decimal | None) -> str:
    """In the Vietnamese way: points between thousands, a comma before at most two digits."""
    if price is None:
        return ""
    shown = price.quantize(HUNDREDTH) if price != int(price) else Decimal(int(price))
    whole, _point, rest = f"{shown:,f}".partition(".")
    grouped = whole.replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped


def _padding(
    upright: float, across: float
) -> Sequence[tuple[str, tuple[int, int], tuple[int, int], float]]:
    sides: Iterable[tuple[str, float]] = (
        *(("TOPPADDING", upright), ("BOTTOMPADDING", upright)),
        *(("LEFTPADDING", across), ("RIGHTPADDING", across)),
    )
    return [(side, (0, 0), (-1, -1), width) for side, width in sides]


def _paragraph(text: str, **told: Any) -> Paragraph:  # noqa: ANN401 (a style's own parts)
    return Paragraph(escape(_plain(text)), _style(**told))


def _plain(text: str) -> str:
    """Letters that the face has, on one line."""
    return typeface.regular().legible(text)[:LONGEST]


@cache
def _style(
    *, size: float, face: str = TEXT, colour: object = INK, align: int = TA_LEFT
) -> ParagraphStyle:
    return ParagraphStyle(
        name="",
        fontName=face,
        fontSize=size,
        leading=size * 1.42,
        textColor=colour,
        alignment=align,
        splitLongWords=1,
    )


@cache
def _faces() -> None:
    for name, file in ((TEXT, "BeVietnamPro-Regular"), (BOLD, "BeVietnamPro-Bold")):
        pdfmetrics.registerFont(TTFont(name, FILES / f"{file}.ttf"))
