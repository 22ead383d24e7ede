"""Papers for the tax office and for the market's own invoices, a month each, for operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.payments import desk
from marketplace.payouts import access
from marketplace.payouts.queries import taxes as queries
from marketplace.payouts.views import answers
from marketplace.payouts.views.periods import asked, of_month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest
    from marketplace.payouts.views.periods import Asked
    from traceability.dossiers.table import Cell


@never_cache
@require_GET
def taxes(request: SignedInRequest) -> HttpResponse:
    """What was withheld and earned in a month, and the files of it."""
    access.operators(request)
    month = asked(request)
    if month.period.since is None:
        month = of_month(2026, 1)
    rows = queries.declaration(month.period)
    sums = [one for _producer, one in rows]
    context = {
        "month": month,
        "rows": rows,
        "vat": sum(one.vat for one in sums),
        "pit": sum(one.pit for one in sums),
        "commissions": queries.commissions(month.period),
        "year": month.value[:4],
        "number": month.value[5:],
        **desk.frame(desk.TAXES),
    }
    return TemplateResponse(request, "payouts/taxes.html", context)


@never_cache
@require_GET
def declaration(request: SignedInRequest, year: int, month: int, form: str) -> HttpResponseBase:
    """The annex to the monthly declaration, in the columns of form 01/CNKD-TMĐT."""
    access.operators(request)
    asked_ = of_month(year, month)
    heading = [
        _("STT"),
        _("Họ và tên, tên hộ kinh doanh"),
        _("Mã số thuế hoặc số định danh"),
        _("Loại hình"),
        _("Địa chỉ"),
        _("Doanh thu chịu khấu trừ (đã bù trừ hàng trả lại)"),
        _("Thuế GTGT khấu trừ"),
        _("Thuế TNCN khấu trừ"),
        _("Ghi chú"),
    ]
    return answers.table(form, f"01-CNKD-TMDT-{asked_.value}", heading, _declared(asked_))


@never_cache
@require_GET
def commissions(request: SignedInRequest, year: int, month: int, form: str) -> HttpResponseBase:
    """What the market is to invoice producers for its service in a month."""
    access.operators(request)
    asked_ = of_month(year, month)
    heading = [_("STT"), _("Chủ thể"), _("Loại hình"), _("Doanh thu"), _("Phí sàn")]
    rows: Iterator[list[Cell]] = (
        [number, producer.name, producer.get_kind_display(), one.turnover, one.commission]
        for number, (producer, one) in enumerate(queries.commissions(asked_.period), 1)
    )
    return answers.table(form, f"phi-san-{asked_.value}", heading, rows)


def _declared(month: Asked) -> Iterator[list[Cell]]:
    """A row each, then the sum. Tax numbers are not kept here: whoever files fills them in."""
    whole = queries.Withheld()
    note = _("Hệ thống lập, chưa nộp")
    for number, (producer, one) in enumerate(queries.declaration(month.period), 1):
        whole += one
        where = ", ".join(filter(None, [producer.address, str(producer.commune or "")]))
        told: list[Cell] = [number, producer.name, "", producer.get_kind_display(), where]
        yield [*told, one.turnover, one.vat, one.pit, note]
    yield ["", _("Cộng"), "", "", "", whole.turnover, whole.vat, whole.pit, note]
