"""Where a lot comes from and where it went: the drawn graph, and the same in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.stalls import frame
from traceability import access
from traceability.queries import genealogy, kinship
from traceability.views import pedigree

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Producer

ROWS = 50


@login_required
@never_cache
@require_safe
def lot_origins(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.lot_to_manage(request.user, producer, code)
    context = _both_ways(request, lot.producer, lot.trace_code) | {"lot": lot}
    context |= frame(lot.producer, "traceability:lots")
    return render(request, "traceability/genealogy.html", context)


@login_required
@never_cache
@require_safe
def material_origins(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.material_lot_to_manage(request.user, producer, code)
    context = _both_ways(request, lot.producer, lot.trace_code) | {"material": lot}
    context |= frame(lot.producer, "traceability:materials")
    return render(request, "traceability/genealogy.html", context)


def _both_ways(request: SignedInRequest, mine: Producer, node: str) -> dict[str, Any]:
    up, down = genealogy.origins(node), genealogy.destinations(node)
    known = kinship.kin({node, *up.nodes, *down.nodes}, mine=mine)
    ways = {"up": (up, "nguon"), "down": (down, "di")}
    told: dict[str, Any] = {
        name: Paginator([(known[n], walk.levels[n]) for n in walk.nodes], ROWS).get_page(
            request.GET.get(asked)
        )
        for name, (walk, asked) in ways.items()
    }
    return told | {
        "drawing": pedigree.drawing(known, up=up, down=down),
        "is_cut": up.is_cut or down.is_cut,
        "sum": kinship.totals([known[n] for n in down.nodes]),
    }
