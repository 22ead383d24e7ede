"""The calendar of harvests: a year of months and kinds, and what a month brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from marketplace.storefront import access
from marketplace.storefront.pages_kept import kept
from marketplace.storefront.queries import seasons as queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@kept
def seasons(request: HttpRequest) -> HttpResponse:
    """Of the month asked for; of this one where none is, or none that there is."""
    today, of_age = localdate(), access.is_of_age(request)
    asked = request.GET.get(queries.MONTH, "")
    months = queries.months()
    named = {str(month.number): month for month in months}
    month = named.get(asked, months[today.month - 1])
    page = {
        "months": months,
        "month": month,
        "this_month": today.month,
        "year": queries.year(on=today, of_age=of_age),
        "goods": queries.in_month(month.number, on=today, of_age=of_age),
    }
    return TemplateResponse(request, "storefront/seasons.html", page)
