"""What is printed at a till: the day's close, and the code that lies on the table."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from catalog.stalls import frame
from marketplace.payments import banks
from marketplace.payments.actions.opening import NotPayable
from marketplace.till import access, closing, queries
from traceability import qr

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE = "till:home"
A_DAY = timedelta(days=1)


@login_required
@never_cache
@require_GET
def day(request: SignedInRequest, producer: str) -> HttpResponse:
    """One day's sales, money and what is open, to be read and printed."""
    mine = access.till(request.user, producer)
    on = _asked(request.GET.get("ngay", ""))
    page = {
        "day": closing.day(mine, on),
        "before": on - A_DAY,
        "after": on + A_DAY if on < localdate() else None,
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "till/day.html", page)


@login_required
@never_cache
@require_GET
def table_code(request: SignedInRequest, producer: str) -> HttpResponse:
    """The code to print and lay on the table; whoever scans it types the sum."""
    mine = access.till(request.user, producer)
    page = frame(mine, HERE)
    try:
        to, payload = queries.printed(mine, at=now())
    except NotPayable:
        return TemplateResponse(request, "till/table_code.html", {"payee": None, **page})
    told = {"payee": to, "bank": banks.name_of(to.bank), "code": qr.svg(payload)}
    return TemplateResponse(request, "till/table_code.html", {**told, **page})


def _asked(typed: str) -> date:
    """The day of the address; what is none, or still to come, is today."""
    today = localdate()
    try:
        on = parse_date(typed) or today
    except ValueError:
        on = today
    return on if on.year > 2000 and on < today else today  # noqa: PLR2004 (no stall is older)
