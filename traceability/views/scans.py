"""How a lot was looked at, for its producer: by day, by province, and what stands out."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format, localize
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog import charts
from catalog.stalls import frame
from traceability import access, country, travel
from traceability.actions import pins
from traceability.forms.scans import PinRunForm
from traceability.models import ItemCode
from traceability.queries import scans as queries
from traceability.verdicts import MANY

if TYPE_CHECKING:
    from datetime import date

    from accounts.http import SignedInRequest
    from traceability.models import CodeHistory, Lot

Row = dict[str, Any]


@login_required
@never_cache
@require_safe
def scans(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.lot_to_manage(request.user, producer, code)
    page = _page(lot) | frame(lot.producer, "traceability:lots")
    return render(request, "traceability/scans.html", page)


@login_required
@never_cache
@require_POST
def run_pins(request: SignedInRequest, producer: str, code: str, run: int) -> HttpResponse:
    """The numbers under the scratch layers of a run, as a file for the printer: this once."""
    found = access.run_to_print(access.lot_to_manage(request.user, producer, code), run)
    form = PinRunForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chọn số có 4, 5 hoặc 6 chữ số."))
        return redirect("traceability:label_run", producer, code, run)
    try:
        made = pins.make_pins(run=found, by=request.user, at=now(), **form.cleaned_data)
    except (pins.NotReady, pins.PinsAreOut) as refusal:
        messages.error(request, refusal.message)
        return redirect("traceability:label_run", producer, code, run)
    out = StringIO()
    csv.writer(out).writerows([("serial", "pin"), *made])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="lop-cao-{code}-{run}.csv"'
    return answer


def _page(lot: Lot) -> Row:
    days, places = queries.by_day(lot, on=localdate()), queries.by_province(lot)
    return {
        "lot": lot,
        "total": sum(n for _province, n in places),
        "looked_at": queries.looked_at(lot),
        "days": _drawn(days),
        "places": _bars([(travel.name(one) or _("Chưa rõ ở đâu"), n) for one, n in places]),
        "dots": country.dots({one: n for one, n in places if one}),
        "box": country.VIEW_BOX,
        "is_placed": any(province for province, _times in places),
        "alerts": [(history, _reasons(history)) for history in queries.alerts(lot)],
        "reports": queries.reports(lot)[: queries.ALERTS_SHOWN],
    }


def _drawn(days: list[tuple[date, int]]) -> charts.Chart | None:
    """Looks day by day; the last one is today."""
    today = days[-1][0]
    points = [
        charts.Point(label=date_format(day, "d/m"), value=n, text=localize(n), goes_on=day == today)
        for day, n in days
    ]
    return charts.columns(points, total=localize(sum(n for _day, n in days)), said=localize)


def _bars(rows: list[tuple[str, int]]) -> list[Row]:
    most = max((n for _label, n in rows), default=0) or 1
    return [{"label": label, "text": localize(n), "percent": n * 100 // most} for label, n in rows]


def _reasons(seen: CodeHistory) -> list[str]:
    """Why an item stands in the list, in the words of the page its buyers see."""
    reasons = []
    if seen.leaps:
        reasons.append(
            _("%(here)s rồi %(there)s, cách nhau %(n)s phút")
            % {"here": travel.name(seen.leap_from), "there": travel.name(seen.leap_to),
               "n": localize(seen.leap_minutes)}
        )  # fmt: skip
    if seen.early and seen.code.state == ItemCode.State.SOLD:
        reasons.append(_("%(n)s lần trước khi giao") % {"n": localize(seen.early)})
    if seen.late:
        reasons.append(_("%(n)s lần sau hạn dùng") % {"n": localize(seen.late)})
    if seen.void:
        reasons.append(_("%(n)s lần sau khi huỷ mã") % {"n": localize(seen.void)})
    if seen.times >= MANY:
        reasons.append(_("quét nhiều hơn thường thấy"))
    return reasons
