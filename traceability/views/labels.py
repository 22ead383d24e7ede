"""Labels of a lot: issuing codes, drawing one, printing a sheet."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import now
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog.stalls import frame
from traceability import access, addresses, qr
from traceability.actions.labels import issue_labels
from traceability.forms import LabelForm
from traceability.forms.labels import SheetForm
from traceability.labels import SHEETS, Sheet
from traceability.queries import labels as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.http import SignedInRequest
    from traceability.models import ItemCode

Label = dict[str, Any]
AT_ONCE = 195  # labels a printing: three sheets of 65, drawn in about a second


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def labels(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.lot_to_manage(request.user, producer, code)
    left = lot.packed - queries.codes_issued(lot)
    form = LabelForm(sent(request), left=left)
    if form.is_valid():
        try:
            run = issue_labels(lot=lot, by=request.user, at=now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("count", refusal)
        else:
            said = ngettext("Đã cấp %(n)s mã.", "Đã cấp %(n)s mã.", run.count)
            messages.success(request, said % {"n": run.count})
            return redirect("traceability:sheet", producer, lot.code, run.pk)
    context = {"form": form, "lot": lot, "left": left, "runs": lot.runs.order_by("-pk")}
    context |= frame(lot.producer, "traceability:lots")
    return render(request, "traceability/labels.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def sheet(request: SignedInRequest, producer: str, code: str, run: int) -> HttpResponse:
    lot = access.lot_to_manage(request.user, producer, code)
    found = access.run_to_print(lot, run)
    form = SheetForm({"sheet": "21", "start": "1"} | request.GET.dict())
    rows = Paginator(queries.codes_to_print(found), AT_ONCE).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {"form": form, "lot": lot, "run": found, "rows": rows}
    if form.is_valid():
        paper = SHEETS[form.cleaned_data["sheet"]]
        start = form.cleaned_data["start"] if rows.number == 1 else 1
        context |= {"kind": form.cleaned_data["sheet"], "pages": list(_pages(rows, paper, start))}
    return render(request, "traceability/sheet.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def drawn_svg(request: SignedInRequest, producer: str, code: str, serial: str) -> HttpResponse:
    item = _item(request, producer, code, serial)
    svg = qr.svg(addresses.item_address(item), title=item.serial)
    return HttpResponse(svg, content_type="image/svg+xml")


@login_required
@never_cache
@require_safe
def drawn_png(request: SignedInRequest, producer: str, code: str, serial: str) -> HttpResponse:
    item = _item(request, producer, code, serial)
    return HttpResponse(qr.png(addresses.item_address(item)), content_type="image/png")


def _item(request: SignedInRequest, producer: str, code: str, serial: str) -> ItemCode:
    return access.code_to_draw(access.lot_to_manage(request.user, producer, code), serial)


def _pages(
    codes: Iterable[ItemCode], paper: Sheet, start: int
) -> Iterator[list[dict[str, Any] | None]]:
    """Sheet by sheet, the labels in their places; None where a place was used before."""
    waiting = iter(codes)
    used: list[Label | None] = [None] * (start - 1)
    while some := [_label(code) for code in islice(waiting, paper.places - len(used))]:
        yield [*used, *some]
        used = []


def _label(code: ItemCode) -> Label:
    """What stands on one label. The SVG is ours, made of numbers and an escaped title."""
    drawn = qr.svg(addresses.item_address(code), title=code.serial)
    return {"code": code, "svg": mark_safe(drawn)}  # noqa: S308 (drawn by traceability.qr)
