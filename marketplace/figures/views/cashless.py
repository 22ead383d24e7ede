"""How people pay: a page for officers and operators, and the same as a file."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from catalog import desk as officers
from catalog.access import post
from marketplace.figures.queries import cashless as queries
from marketplace.figures.tables import cashless as tables
from marketplace.figures.targets import targets
from marketplace.payments import access, desk

if TYPE_CHECKING:
    from datetime import date

    from accounts.http import SignedInRequest
    from accounts.models import User
    from marketplace.figures.queries.cashless import Month

HERE = "figures:cashless"


@login_required
@never_cache
@require_GET
def cashless(request: SignedInRequest) -> HttpResponse:
    access.only_officers(request.user)
    on = localdate(now())
    rows = queries.months(queries.seen_by(request.user), until=on)
    year = queries.year_of(rows)
    page = {
        "goals": _goals(year, on),
        "year": year,
        "chart": tables.columns_by_month(rows),
        "way_bars": tables.bars_by_way(year),
        "rows": tables.cells(rows),
    }
    return TemplateResponse(request, "figures/cashless.html", page | _frame(request.user))


@login_required
@never_cache
@require_GET
def cashless_file(request: SignedInRequest) -> HttpResponse:
    access.only_officers(request.user)
    rows = queries.months(queries.seen_by(request.user), until=localdate(now()))
    out = StringIO()
    csv.writer(out).writerows(tables.lines(rows))
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="khong-tien-mat.csv"'
    return answer


def _goals(year: Month, on: date) -> list[dict[str, Any]]:
    """The year's figures against what authorities want them to be."""
    figures = {"share": year.share, "growth": year.growth}
    is_english = (get_language() or "").startswith("en")
    goals = []
    for target in targets(on=on).values():
        figure, is_met = figures[target.code], target.is_met(figures[target.code])
        goals.append(
            {
                "label": target.words_en if is_english else target.words,
                "value": tables.percent(figure, sign=target.code == "growth"),
                "note": _("Chỉ tiêu %(target)s") % {"target": target.text},
                "tone": "bad" if is_met is False else "",
                "basis": target.basis,
            }
        )
    return goals


def _frame(user: User) -> dict[str, Any]:
    """An officer's desk; an operator has none and is led back to theirs."""
    if not user.is_staff:
        return officers.frame(post(user), HERE)
    return desk.frame(HERE)
