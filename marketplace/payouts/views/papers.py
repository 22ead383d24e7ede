"""Statement and certificate as printed papers, and as rows of a table."""

from __future__ import annotations

from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.money import dong
from marketplace.payouts.queries import months, statement, taxes
from traceability.dossiers import paper
from traceability.dossiers.leaflet import Leaflet, Line, Lines, Paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from catalog.models import Producer
    from marketplace.fees.models import Rate
    from marketplace.payouts.files.rows import Row, Sums
    from marketplace.payouts.queries.statement import Overview
    from marketplace.payouts.views.periods import Asked
    from traceability.dossiers.table import Cell

    Blocks = list[Lines | Paragraphs]

MOST_PRINTED = 600
"""Lines of a printed statement: more are read as a table."""

COLUMNS = {
    "goods": gettext_lazy("Tiền hàng"),
    "discount": gettext_lazy("Nhà mình giảm giá"),
    "commission": gettext_lazy("Phí sàn"),
    "vat": gettext_lazy("Thuế GTGT khấu trừ"),
    "pit": gettext_lazy("Thuế TNCN khấu trừ"),
    "delivery": gettext_lazy("Tiền giao hàng"),
    "straight": gettext_lazy("Người mua đã trả thẳng"),
    "fee_paid": gettext_lazy("Phí sàn đã trả"),
    "paid_out": gettext_lazy("Chuyển vào tài khoản"),
    "other": gettext_lazy("Khác"),
}
AMOUNTS = attrgetter(*COLUMNS)


def heading() -> list[str]:
    """Of a statement as a table: in đồng, what is taken less than 0."""
    told = [_("Lúc"), _("Việc"), _("Mã"), _("Nội dung")]
    return [*told, *(str(words) for words in COLUMNS.values()), _("Cộng"), _("Còn được nhận")]


def cells(producer: Producer, asked: Asked) -> Iterator[list[Cell]]:
    """What was owed before, every line, what all came to: the last cell is what is owed now."""
    whole = months.overview(months.kept(producer), asked.period)
    yield ["", _("Đầu kỳ"), "", asked.words, *[0] * len(COLUMNS), 0, whole.before]
    zone = get_current_timezone()
    for row in statement.rows(producer, asked.period):
        at = row.at.astimezone(zone).isoformat(" ", "minutes")[:16]
        yield [at, *_told(row), *_sums(row.sums), row.balance]
    yield ["", _("Cả kỳ"), "", asked.words, *_sums(whole.sums), whole.after]


def money_lines(sums: Sums) -> list[dict[str, object]]:
    """For ``components/_money_summary.html``: what there is, each with its words."""
    return [
        {"label": words, "amount": abs(amount), "less": amount < 0}
        for name, words in COLUMNS.items()
        if (amount := getattr(sums, name))
    ]


def printed_statement(
    producer: Producer, asked: Asked, rules: list[Rate], *, at: datetime
) -> bytes:
    """A statement of a month on paper; of very many lines it says where to read them."""
    whole = months.overview(months.kept(producer), asked.period)
    rows = list(islice(statement.rows(producer, asked.period), MOST_PRINTED + 1))
    blocks: Blocks = [_overview(whole), _printed(rows), _why(rules)]
    return paper.written(
        _leaflet(producer, _("Sao kê tiền bán hàng"), asked.words.capitalize(), blocks, at)
    )


def printed_certificate(producer: Producer, year: int, *, at: datetime) -> bytes:
    """What was withheld in a year, month by month. Prepared by the market, not filed by it."""
    rows = list(certificate_rows(producer, year))
    lines = [
        Line(
            str(month),
            _("doanh thu %(turnover)s · GTGT %(vat)s · TNCN %(pit)s")
            % {"turnover": money(turnover), "vat": money(vat), "pit": money(pit)},
        )
        for month, turnover, vat, pit in rows
    ]
    note = _(
        "Bản do hệ thống lập từ sổ cái của chợ, chưa nộp và chưa được cơ quan thuế xác nhận. "
        "Số âm là thuế của hàng trả lại, đã bù trừ trong kỳ trả."
    )
    blocks: Blocks = [Lines(_("Theo tháng"), lines), Paragraphs(_("Cần biết"), [note])]
    title = _("Chứng từ khấu trừ thuế")
    told = _("năm %(year)s") % {"year": year}
    return paper.written(_leaflet(producer, title, told.capitalize(), blocks, at))


def certificate_rows(producer: Producer, year: int) -> Iterator[tuple[str, int, int, int]]:
    """Month, turnover, VAT, PIT; the last row is the year's."""
    whole = taxes.Withheld()
    for number, period in enumerate(taxes.months_of(year), 1):
        one = taxes.taken(period, producer).get(producer.pk, taxes.Withheld())
        whole += one
        yield f"{number:02}/{year}", one.turnover, one.vat, one.pit
    yield _("Cả năm"), whole.turnover, whole.vat, whole.pit


def money(amount: int) -> str:
    """With a minus sign that is as wide as a plus."""
    return dong(amount).replace("-", "−")


def _told(row: Row) -> list[str]:
    return [row.what, row.code, row.words]


def _sums(sums: Sums) -> list[int]:
    return [*AMOUNTS(sums), sums.amount]


def _overview(whole: Overview) -> Lines:
    lines = [Line(_("Đầu kỳ"), money(whole.before))]
    for name, words in COLUMNS.items():
        if amount := getattr(whole.sums, name):
            lines.append(Line(str(words), money(amount)))
    owes = Line(_("Cuối kỳ còn nợ chợ"), money(whole.owes))
    owed = Line(_("Cuối kỳ còn được nhận"), money(whole.after))
    return Lines(_("Tóm tắt"), [*lines, owes if whole.owes else owed])


def _printed(rows: list[Row]) -> Lines:
    if len(rows) > MOST_PRINTED:
        note = _("Kỳ này có hơn %(most)s dòng: xin tải bảng CSV hoặc XLSX để đọc đủ.")
        return Lines(_("Từng khoản"), [], note=note % {"most": MOST_PRINTED})
    lines = [
        Line(
            f"{localtime(row.at):%d/%m/%Y %H:%M}",
            " · ".join(filter(None, [*_told(row), money(row.sums.amount)])),
            evidence=_("còn %(balance)s") % {"balance": money(row.balance)},
        )
        for row in rows
    ]
    return Lines(_("Từng khoản"), lines)


def _why(rules: list[Rate]) -> Paragraphs:
    texts = [f"{rule}: {rule.legal_basis}" for rule in rules]
    return Paragraphs(_("Vì sao trừ"), texts or [_("Kỳ này chợ không thu gì.")])


def _leaflet(
    producer: Producer,
    kind: str,
    subtitle: str,
    blocks: Blocks,
    at: datetime,
) -> Leaflet:
    made = date_format(localtime(at), "SHORT_DATETIME_FORMAT")
    return Leaflet(
        kind=kind,
        title=producer.name,
        subtitle=subtitle,
        maker=_("Lập lúc %(moment)s") % {"moment": made},
        address=settings.SITE_URL + reverse("payouts:money", args=[producer.slug]),
        scan_hint=_("Mở trang tiền của gian hàng"),
        foot=_("Chợ Gốc · do hệ thống lập lúc %(moment)s") % {"moment": made},
        page_of=_("Trang %(n)s / %(of)s"),
        blocks=blocks,
    )
