"""All packs of a stall in one table: prices, what reaches the stall, on the shelf or at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog import access as stalls
from catalog.stalls import frame
from marketplace.fees.queries import rates
from marketplace.tables import queries
from marketplace.tables.actions.table import keep_table
from marketplace.tables.forms import PriceForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Pack, Producer

HERE = "tables:table"
ROWS_A_PAGE = 50


class Row(NamedTuple):
    pack: Pack
    form: PriceForm
    payout: int


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def table(request: SignedInRequest, producer: str) -> HttpResponse:
    """What is typed is kept whole, or nothing is and every wrong cell says why."""
    mine = stalls.stall(request.user, producer)
    page = Paginator(queries.packs_of(mine), ROWS_A_PAGE).get_page(request.GET.get("trang"))
    rows = _rows(request, mine, list(page))
    faults = [row.form.errors for row in rows]
    if request.method == "POST" and not any(faults):
        return _keep(request, mine, rows)
    context = {"rows": page, "lines": rows, **frame(mine, HERE)}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "tables/table.html", context, status=status)


def _rows(request: SignedInRequest, mine: Producer, packs: list[Pack]) -> list[Row]:
    taken = rates(producer_kind=mine.kind, on=localdate())
    told = request.POST if request.method == "POST" else None
    if told is not None:
        packs = [pack for pack in packs if f"{pack.pk}-price" in told]
    payouts = {pack.pk: pack.price - taken.taken_from(pack.price).total for pack in packs}
    return [
        Row(pack, PriceForm(told, instance=pack, prefix=str(pack.pk)), payouts[pack.pk])
        for pack in packs
    ]


def _keep(request: SignedInRequest, mine: Producer, rows: list[Row]) -> HttpResponse:
    told = {row.pack.pk: row.form.cleaned_data for row in rows}
    name = _("Sửa trên bảng")
    kept = keep_table(producer=mine, told=told, name=name, by=request.user, at=now())
    if kept is None:
        messages.info(request, _("Không có ô nào đổi."))
    else:
        address = reverse("tables:intake", args=[mine.slug, kept.pk])
        words = _("Đã lưu %(n)s món.") % {"n": kept.lines}
        undo = format_html('{} <a href="{}">{}</a>', words, address, _("Xem, hoàn lại"))
        messages.success(request, undo)
    return redirect(request.get_full_path())
