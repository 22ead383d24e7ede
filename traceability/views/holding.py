"""What somebody who holds a labelled thing may tell: a place, a scratched number, a doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import sent
from accounts.limits import TooOften, count_try
from accounts.throttles import caller
from traceability import access
from traceability.actions import pins, reports
from traceability.actions.pins import DAY, TRIES, WITHIN
from traceability.forms.scans import PinForm, ProvinceForm, ReportForm
from traceability.queries import standing
from traceability.views import counting, looks

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from traceability.models import ItemCode, Lot

REPORTS_A_DAY = 10


@never_cache
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, serial: str) -> HttpResponse:
    """In which province the code was just looked at; noted once for a look, and remembered."""
    code = access.code_in_hand(serial)
    form = ProvinceForm(sent(request))
    if not form.is_valid():
        return _page(request, "scan/place.html", form, code=code)
    chosen = form.cleaned_data["province"]
    answer = redirect("scan:item", serial)
    found = standing.item(serial)
    if found and looks.mark(request) == looks.SEEN:
        counting.place(found, province=chosen, at=now())
        looks.remember(request, answer, value=looks.PLACED)
    messages.success(request, _("Cảm ơn bạn. Chỉ tên tỉnh được ghi lại, không ghi gì về bạn."))
    return looks.remember_province(answer, chosen)


@never_cache
@require_http_methods(["GET", "POST"])
def scratched(request: HttpRequest, serial: str) -> HttpResponse:
    """The number under the scratch layer, told by whoever opened it."""
    code = access.code_in_hand(serial)
    form = PinForm(sent(request))
    if not form.is_valid():
        return _page(request, "scan/scratched.html", form, code=code)
    try:
        count_try(key=caller(request, "pin"), at=now(), limit=TRIES, within=WITHIN)
        pins.count_pin_try(code=code, at=now())
        told = pins.reveal_pin(code=code, number=form.cleaned_data["number"], at=now())
    except TooOften:
        form.add_error(None, _("Mã này vừa được thử nhiều lần. Xin chờ mươi lăm phút rồi thử lại."))
        return _page(request, "scan/scratched.html", form, status=429, code=code)
    except pins.Wrong:
        form.add_error("number", _("Số này không khớp với tem. Xem lại từng số nhé."))
        return _page(request, "scan/scratched.html", form, code=code)
    return render(request, "scan/scratched.html", {"code": code, "told": told})


@never_cache
@require_http_methods(["GET", "POST"])
def item_report(request: HttpRequest, serial: str) -> HttpResponse:
    """Something seems wrong with an item."""
    code = access.code_in_hand(serial)
    return _report(request, serial, code=code, lot=code.lot)


@never_cache
@require_http_methods(["GET", "POST"])
def lot_report(request: HttpRequest, trace_code: str) -> HttpResponse:
    """Something seems wrong with goods of a lot."""
    return _report(request, trace_code, lot=access.lot_in_hand(trace_code))


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """A label whose code nobody knows."""
    return _report(request, request.GET.get("ma", ""))


def _report(
    request: HttpRequest, written: str, *, code: ItemCode | None = None, lot: Lot | None = None
) -> HttpResponse:
    is_known = lot is not None
    data = sent(request)
    if data is not None and is_known:
        data = data.copy()
        data["written"] = written
    form = ReportForm(data, request.FILES or None, initial={"written": written[:80]})
    if form.is_valid():
        try:
            count_try(key=caller(request, "report"), at=now(), limit=REPORTS_A_DAY, within=DAY)
        except TooOften:
            said = _("Hôm nay bạn đã gửi nhiều phản ánh. Mai gửi tiếp giúp nhé.")
            form.add_error(None, said)
            return _page(request, "scan/report.html", form, status=429, lot=lot, code=code)
        reports.report_code(code=code, lot=lot, at=now(), **form.cleaned_data)
        messages.success(
            request, _("Đã nhận phản ánh, cảm ơn bạn. Xin giữ lại hàng và tem thêm ít ngày.")
        )
        return redirect(_back(code, lot))
    return _page(request, "scan/report.html", form, lot=lot, code=code)


def _back(code: ItemCode | None, lot: Lot | None) -> str:
    if code:
        return reverse("scan:item", args=[code.serial])
    return reverse("scan:lot", args=[lot.trace_code]) if lot else reverse("scan:lookup")


def _page(
    request: HttpRequest, template: str, form: Form, *, status: int = 0, **found: object
) -> HttpResponse:
    answer = status or (422 if form.errors else 200)
    return render(request, template, {"form": form, **found}, status=answer)
