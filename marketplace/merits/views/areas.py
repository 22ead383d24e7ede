"""The digital readiness of an area, for its officer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.access import post
from catalog.desk import frame
from marketplace.merits import digital
from marketplace.merits.crowds import LEAST
from marketplace.merits.queries.areas import area
from marketplace.merits.rules import WORDS

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from marketplace.merits.queries.areas import Area

HERE = "merits:desk"


@login_required
@never_cache
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    held = post(request.user)
    found = area(request.user, at=now())
    page = {
        "area": found,
        "least": LEAST,
        "rule_bars": _bars(found),
        "rows": _cells(found),
        **frame(held, HERE),
    }
    return TemplateResponse(request, "merits/desk.html", page)


def _bars(found: Area) -> list[dict[str, Any]]:
    """Of each rule, which part of its weight stalls have on the average."""
    return [
        {
            "label": str(WORDS[rule].name),
            "text": f"{points}/{digital.WEIGHTS[rule]}",
            "percent": round(100 * points / digital.WEIGHTS[rule], 1),
        }
        for rule, points in found.rules.items()
    ]


def _cells(found: Area) -> list[list[dict[str, Any]]]:
    return [
        [
            {
                "label": _("Xã, phường"),
                "text": _("Các nơi còn lại") if row.name is None else row.name or _("Chưa rõ xã"),
            },
            {"label": _("Gian hàng"), "text": row.count, "end": True},
            {"label": _("Trung bình"), "text": f"{row.average}/100", "end": True},
        ]
        for row in found.communes
    ]
