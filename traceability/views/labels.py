"""Labels of a lot: issuing codes, printing a run, reading it back, drawing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import localize
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from catalog.stalls import frame
from traceability import access, addresses, qr
from traceability.actions import labels as actions
from traceability.forms import LabelForm, PrintForm
from traceability.labels import pages, printers, reading
from traceability.models.labels import Language
from traceability.queries import labels as queries

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from traceability.models import ItemCode, LabelRun

WRITERS = {
    Language.PDF: (pages.written, "application/pdf", "pdf"),
    Language.ZPL: (printers.zpl, "application/octet-stream", "zpl"),
    Language.TSPL: (printers.tspl, "application/octet-stream", "prn"),
}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def labels(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.lot_to_manage(request.user, producer, code)
    left = lot.packed - queries.codes_issued(lot)
    form = LabelForm(sent(request), left=left)
    if form.is_valid():
        try:
            run = actions.issue_labels(lot=lot, by=request.user, at=now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("count", refusal)
        else:
            if queries.ready(run) == run.count:
                said = ngettext("Đã cấp %(n)s mã.", "Đã cấp %(n)s mã.", run.count)
                messages.success(request, said % {"n": localize(run.count)})
            return redirect("traceability:label_run", producer, lot.code, run.pk)
    context = {"form": form, "lot": lot, "left": left, "runs": queries.runs(lot)}
    context |= frame(lot.producer, "traceability:lots")
    return render(request, "traceability/labels.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def label_run(request: SignedInRequest, producer: str, code: str, run: int) -> HttpResponse:
    found = access.run_to_print(access.lot_to_manage(request.user, producer, code), run)
    form = _print_form(request, found)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            actions.print_labels(
                run=found, first=chosen["first"], last=chosen["last"], start=chosen["start"],
                reason=chosen["reason"], sheet=form.sheet, setting=form.setting, by=request.user,
                at=now(),
            )  # fmt: skip
        except actions.PrintedBefore as refusal:
            form.add_error("reason", refusal)
        except actions.NotReady as refusal:
            form.add_error("last", refusal)
        except actions.LotNotComplete as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tệp in đã sẵn sàng. Bấm nút tải ở dưới."))
            return redirect("traceability:label_run", producer, code, run)
    return _run_page(request, found, form)


@login_required
@never_cache
@require_safe
def label_file(
    request: SignedInRequest, producer: str, code: str, run: int, number: int
) -> HttpResponse | StreamingHttpResponse:
    found = access.run_to_print(access.lot_to_manage(request.user, producer, code), run)
    printing = access.printing_to_fetch(found, number)
    if not printing.is_open(at=now()):
        messages.error(request, _("Tệp này đã quá một ngày. Muốn in lại, hãy chọn lý do in lại."))
        return redirect("traceability:label_run", producer, code, run)
    try:
        actions.refuse_hollow(lot=found.lot, at=now())
    except actions.LotNotComplete as refusal:
        messages.error(request, refusal.message)
        return redirect("traceability:lot", producer, code)
    write, kind, ending = WRITERS[Language(printing.language)]
    answer = StreamingHttpResponse(write(queries.job(printing)), content_type=kind)
    name = f"tem-{code}-{printing.first}-{printing.last}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
@require_POST
def label_check(request: SignedInRequest, producer: str, code: str, run: int) -> HttpResponse:
    found = access.run_to_print(access.lot_to_manage(request.user, producer, code), run)
    if not reading.is_possible():
        messages.error(request, _("Máy chủ này chưa cài phần đọc mã, nên chưa đọc thử được."))
        return redirect("traceability:label_run", producer, code, run)
    try:
        actions.ask_to_read_back(
            run=found, level=queries.setting(found.lot.producer).level,
            wants_all=request.POST.get("bao-nhieu") == "het", by=request.user, at=now(),
        )  # fmt: skip
    except actions.NotReady as refusal:
        messages.error(request, refusal.message)
    return redirect("traceability:label_run", producer, code, run)


@login_required
@require_POST
def label_issue(request: SignedInRequest, producer: str, code: str, run: int) -> HttpResponse:
    found = access.run_to_print(access.lot_to_manage(request.user, producer, code), run)
    actions.go_on_issuing(run=found)
    return redirect("traceability:label_run", producer, code, run)


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


def _print_form(request: SignedInRequest, run: LabelRun) -> PrintForm:
    producer = run.lot.producer
    return PrintForm(
        request.POST if request.method == "POST" else None,
        run=run,
        ready=queries.ready(run),
        setting=queries.setting(producer),
        papers=queries.papers(producer),
    )


def _run_page(request: SignedInRequest, run: LabelRun, form: PrintForm) -> HttpResponse:
    prints = list(run.prints.select_related("printed_by").order_by("-pk"))
    newest = prints[0] if prints and prints[0].is_open(at=now()) else None
    context: dict[str, Any] = {
        "run": run,
        "lot": run.lot,
        "form": form,
        "prints": prints,
        "newest": newest,
        "next": queries.first_unprinted(run),
        "check": run.checks.order_by("-pk").first(),
        "can_check": reading.is_possible(),
        **frame(run.lot.producer, "traceability:lots"),
    }
    return render(
        request, "traceability/label_run.html", context, status=422 if form.errors else 200
    )
