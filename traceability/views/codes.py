"""Printed codes, /01/… and /t/…: a redirect after one query; no session, no sign-in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from traceability import serials
from traceability.gs1.link import NotALink, parse_target
from traceability.queries import codes

if TYPE_CHECKING:
    from django.http import HttpRequest

    from traceability.gs1.link import DigitalLink

ASKED_BY = ["GET", "HEAD", "OPTIONS"]
OWN_CODE = re.compile(r"[0-9A-Z]{6,20}")
GTIN, LOT, SERIAL = "01", "10", "21"


@require_http_methods(ASKED_BY)
def digital_link(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 (read as asked)
    """``/01/<gtin>[/10/<lot>][/21/<serial>]``, as the GS1 resolver standard asks."""
    try:
        link = parse_target(_asked(request))
    except NotALink as broken:
        return _unreadable(request, broken.rule)
    return _lead(request, link)


@require_http_methods(ASKED_BY)
def own_code(request: HttpRequest, code: str, part: str = "") -> HttpResponse:
    """``/t/<code>``: an item's serial or a lot's trace code; a lot's material leads to the lot."""
    wanted = code.upper()
    if not OWN_CODE.fullmatch(wanted):
        return _unreadable(request, "characters")
    if serials.is_serial(wanted) and not part:
        return _to(request, "scan:item", wanted) if codes.is_item(wanted) else _unknown(request)
    return _to(request, "scan:lot", wanted) if codes.is_lot(wanted) else _unknown(request)


def _lead(request: HttpRequest, link: DigitalLink) -> HttpResponse:
    gtin, lot, serial = (link.value(ai) or "" for ai in (GTIN, LOT, SERIAL))
    if serial:
        issued = codes.is_item_of(serial, gtin=gtin, lot=lot)
        return _to(request, "scan:item", serial) if issued else _unknown(request)
    found = codes.product_and_lot(gtin=gtin, lot=lot)
    if found is None:
        return _unknown(request)
    slug, trace_code = found
    if trace_code:
        return _to(request, "scan:lot", trace_code)
    return (
        _to(request, "scan:trade_item", gtin) if lot else _to(request, "storefront:product", slug)
    )


def _asked(request: HttpRequest) -> str:
    """The address as it was asked for, still percent-encoded."""
    return request.get_full_path()


def _to(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """307, with the query passed on."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse(name, args=[code]) + (f"?{query}" if query else "")
    headers = {"Cache-Control": "no-cache"}
    return HttpResponseRedirect(address, preserve_request=True, headers=headers)


def _unknown(request: HttpRequest) -> HttpResponse:
    """Never issued: said plainly, never a page that looks like a genuine one."""
    return render(request, "scan/never_issued.html", status=404)


def _unreadable(request: HttpRequest, rule: str) -> HttpResponse:
    """An address that breaks a rule of GS1 or of ours: which one, in words."""
    words = {
        "gtin": _("Số GTIN phải đủ 14 chữ số và đúng số kiểm tra."),
        "csum": _("Chữ số kiểm tra của GTIN không khớp."),
        "length": _("Một phần của mã dài hay ngắn hơn quy định."),
        "characters": _("Mã có chữ không được dùng."),
        "order": _("Các phần của mã không đúng thứ tự: GTIN, rồi số lô, rồi số sê-ri."),
        "repeated": _("Một phần của mã viết hai lần."),
        "key": _("Địa chỉ thiếu mã sản phẩm."),
    }
    said = words.get(rule, _("Mã không viết theo quy tắc GS1 Digital Link."))
    return render(request, "scan/unreadable.html", {"said": said, "rule": rule}, status=400)
