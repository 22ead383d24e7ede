"""What the search box offers while somebody is typing: a list, and nothing around it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.throttles import caller
from marketplace.storefront import access
from marketplace.storefront.asking import ask
from marketplace.storefront.pages_kept import kept
from marketplace.storefront.queries.suggesting import suggestions

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 120
SPAN = timedelta(minutes=1)
TOO_MANY = 429


@require_safe
@kept
def suggest(request: HttpRequest) -> HttpResponse:
    """Goods, producers and communes as options of a listbox; an empty list for no words."""
    if _asks_too_often(request):
        return HttpResponse(status=TOO_MANY, headers={"Retry-After": SPAN.seconds})
    text, today = ask(request.GET).text, localdate()
    groups = suggestions(text, on=today, of_age=access.is_of_age(request)) if text else []
    return TemplateResponse(request, "storefront/_suggestions.html", {"groups": groups})


def _asks_too_often(request: HttpRequest) -> bool:
    """Two letters a second for a minute, in each worker's memory: nothing is written for a letter.

    What is kept and served to all is not counted.
    """
    key = caller(request, "suggest")
    cache.add(key, 0, SPAN.seconds)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it was thrown out in between
        return False
