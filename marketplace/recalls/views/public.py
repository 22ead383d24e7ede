"""What everybody may read of recalls, and what one buyer's own order has to do with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.orders import access as orders
from marketplace.recalls import access, feeds
from marketplace.recalls.actions.closing import mark_read
from marketplace.recalls.queries import lists
from marketplace.recalls.queries.progress import due_to, of_buyer, progress
from traceability.queries.recalls import lots_reached, rule_of

if TYPE_CHECKING:
    from django.http import HttpRequest

ROWS = 20


@require_safe
@cache_control(private=True, no_cache=True)
def recalls(request: HttpRequest) -> HttpResponse:
    """All recalls, what runs first."""
    rows = Paginator(lists.public(), ROWS).get_page(request.GET.get("trang"))
    return TemplateResponse(request, "recalls/recalls.html", {"rows": rows})


@require_safe
@cache_control(private=True, no_cache=True)
def recall(request: HttpRequest, code: str) -> HttpResponse:
    """One recall: what, why, what to do; and how it ended."""
    found = access.recall_to_see(code)
    told = {"recall": found, "lots": lots_reached(found), "rule": rule_of(found)}
    if not found.is_running:
        told["progress"] = progress(found)
    return TemplateResponse(request, "recalls/recall.html", told)


@require_safe
@cache_control(max_age=0, no_cache=True)
def atom(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the same for everybody)
    """The news of recalls for whoever follows them."""
    told = feeds.as_atom(lists.latest(), site=settings.SITE_URL)
    return HttpResponse(told, content_type="application/atom+xml; charset=utf-8")


@require_safe
@cache_control(max_age=0, no_cache=True)
def json_feed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the same for everybody)
    """The same as JSON Feed 1.1, for programs; any page of the web may read it."""
    told = feeds.as_json_feed(lists.latest(), site=settings.SITE_URL)
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(told, content_type="application/feed+json", headers=headers)


@never_cache
@require_safe
def of_order(request: HttpRequest, code: str, recall: str) -> HttpResponse:
    """The buyer's own part of a recall. A secret link is taken once and leaves the address bar."""
    if "k" in request.GET:
        orders.remember(request, orders.group_by_link(code, request.GET["k"]))
        return redirect("recalls:of_order", code, recall)
    letter = access.letter_to_read(request, code, recall)
    told = {
        "is_read": letter.read_at is not None,
        "recall": letter.recall,
        "group": letter.group,
        "lines": of_buyer(letter.recall, letter.group),
        "due": due_to(letter.recall, letter.group),
    }
    return TemplateResponse(request, "recalls/of_order.html", told)


@require_POST
def reading(request: HttpRequest, code: str, recall: str) -> HttpResponse:
    """The buyer says to have read it, so that those who run the recall know."""
    mark_read(letter=access.letter_to_read(request, code, recall), at=now())
    messages.success(request, _("Cảm ơn bạn. Chúng tôi đã biết là tin tới nơi."))
    return redirect("recalls:of_order", code, recall)
