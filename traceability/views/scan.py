"""The page that opens when a code is scanned, and the page where a code is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traceability import access
from traceability.queries import recalls, scan, standing
from traceability.views import story, telling, typed

if TYPE_CHECKING:
    from django.http import HttpRequest

    from traceability.queries.standing import Standing

PARTS = {"hanh-trinh", "giay-to", "tren-tem", "tinh-trang", "danh-gia"}
"""Anchors of templates/scan/story.html."""


@require_safe
@cache_control(private=True, no_cache=True)
def item(request: HttpRequest, serial: str) -> HttpResponse:
    """The story of one item, or the plain word that its code was never issued."""
    return _tell(request, standing.item(serial), serial)


@require_safe
@cache_control(private=True, no_cache=True)
def lot(request: HttpRequest, trace_code: str) -> HttpResponse:
    """The story of a lot."""
    return _tell(request, standing.lot(trace_code), trace_code)


@require_safe
@cache_control(private=True, no_cache=True)
def material(request: HttpRequest, trace_code: str) -> HttpResponse:
    """Where a lot of raw material came from that went into goods on the market."""
    lot = access.material_lot_to_see(trace_code)
    told = {"lot": lot, "timeline": telling.timeline(scan.material_story(lot))}
    told["recall"] = recalls.of_material(lot)
    return render(request, "scan/material.html", told)


@require_safe
def item_part(request: HttpRequest, serial: str, part: str) -> HttpResponse:
    """A part of the page of an item, which other programs can name without an anchor."""
    return _to_part(request, "scan:item", serial, part)


@require_safe
def lot_part(request: HttpRequest, trace_code: str, part: str) -> HttpResponse:
    """A part of the page of a lot."""
    return _to_part(request, "scan:lot", trace_code, part)


@require_safe
def trade_item(request: HttpRequest, gtin: str) -> HttpResponse:
    """A known GTIN whose lot nobody has declared, or whose product is off the shelves."""
    pack = scan.trade_item(gtin)
    if pack is None:
        raise Http404
    told = {"gtin": gtin, "product": pack.product, "is_listed": pack.product.is_listed}
    return render(request, "scan/trade_item.html", told)


@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    """Type or scan a code; what cannot be found is said at the box, and stays in it."""
    form = typed.CodeForm(request.GET if "ma" in request.GET else None)
    if not form.is_bound:
        return render(request, "scan/lookup.html", {"form": form})
    if form.is_valid():
        return redirect(form.cleaned_data["ma"])
    return render(request, "scan/lookup.html", {"form": form}, status=form.status)


def _to_part(request: HttpRequest, page: str, code: str, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse(page, args=[code])}{query and '?'}{query}#{part}")


def _tell(request: HttpRequest, found: Standing | None, code: str) -> HttpResponse:
    if found is None:
        return render(request, "scan/never_issued.html", {"written": code}, status=404)
    return story.told(request, found, at=now())
