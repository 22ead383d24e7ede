"""What programmes read: robots.txt, site maps, feeds of goods (docs/feeds.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace.storefront import feeds, sitemaps
from marketplace.storefront.addresses import absolute
from marketplace.storefront.offered import attributes
from marketplace.storefront.queries import machines
from marketplace.storefront.shelves import shelves
from marketplace.storefront.sitemaps import Entry
from marketplace.storefront.views.texts import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from django.db.models import QuerySet
    from django.http import HttpRequest

PRIVATE = (
    *("/admin/", "/can-bo/", "/don-hang/", "/gian-hang/", "/gio-hang/", "/hop-thu-mau/"),
    *("/tai-khoan/", "/thanh-toan/", "/tim-kiem/", "/tra-cuu-don/", "/tuoi/"),
    *("/cau-hoi/", "/danh-gia/viet/", "/noi-giao/"),
)
XML = "application/xml; charset=utf-8"
LISTED: dict[str, tuple[str, Callable[..., QuerySet[Any, Any]]]] = {
    "bo-suu-tap": ("storefront:collection", machines.collections_changed),
    "xa": ("storefront:commune", machines.communes_changed),
    "chu-the": ("storefront:producer", machines.producers_changed),
    "san-pham": ("storefront:product", machines.products_changed),
}
"""Kinds of pages that may be many: the route, and ``(key, changed_at)`` of each."""
FEW = "trang"
MOST_FILES = 50_000
"""As many as an index may name; what comes after is no number of a file."""
nobody_keeps = cache_control(max_age=0, no_cache=True)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Where robots need not go; a demo keeps them out altogether, its goods are not for sale."""
    rules = ["/"] if settings.DEMO else PRIVATE
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in rules)]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@nobody_keeps
def sitemap_index(_request: HttpRequest) -> HttpResponse:
    """The site map: a file for pages that are few, and as many as it takes for those that grow."""
    parts = [Entry(_part(FEW, 1))]
    for kind, (_route, changed) in LISTED.items():
        rows = changed(on=localdate())
        for number in sitemaps.files(rows.count(), most=settings.SITEMAP_ADDRESSES):
            newest = _portion(rows, number).aggregate(at=Max("changed_at"))["at"]
            parts.append(Entry(_part(kind, number), newest))
    return HttpResponse("".join(sitemaps.index(parts)), content_type=XML)


@require_safe
@nobody_keeps
def sitemap(_request: HttpRequest, kind: str, number: int) -> StreamingHttpResponse:
    """One file of the site map, written while it is read from the database."""
    if kind == FEW and number == 1:
        return StreamingHttpResponse(sitemaps.urlset(_few()), content_type=XML)
    if kind not in LISTED or not 1 <= number <= MOST_FILES:
        raise Http404
    route, changed = LISTED[kind]
    rows = _portion(changed(on=localdate()), number)
    if not rows.exists():
        raise Http404
    return StreamingHttpResponse(sitemaps.urlset(_entries(route, rows)), content_type=XML)


def _portion(rows: QuerySet[Any, Any], number: int) -> QuerySet[Any, Any]:
    most = settings.SITEMAP_ADDRESSES
    return rows[(number - 1) * most : number * most]


def _few() -> Iterator[Entry]:
    """Home, the year's calendar, shelves that ask for no age, pages of words, recalls."""
    for name in ("home", "seasons", "collections"):
        yield Entry(absolute(reverse(f"storefront:{name}")))
    for shelf in shelves("vi", of_age=False):
        yield Entry(absolute(shelf.url))
    for slug in TEXTS:
        yield Entry(absolute(reverse("storefront:page", args=[slug])))
    yield Entry(absolute(reverse("recalls:recalls")))


def _entries(route: str, rows: QuerySet[Any, Any]) -> Iterator[Entry]:
    """The address is made once for all: a key stands in its place."""
    before, after = absolute(reverse(route, args=["0"])).rsplit("0", 1)
    for key, changed_at in rows.iterator(chunk_size=2000):
        yield Entry(f"{before}{key}{after}", changed_at)


def _part(kind: str, number: int) -> str:
    return absolute(reverse("storefront:sitemap_part", args=[kind, number]))


@require_safe
@nobody_keeps
def merchant(_request: HttpRequest) -> StreamingHttpResponse:
    """All packs that may be advertised, as Google Merchant Center reads them."""
    told = feeds.merchant(
        (attributes(one) for one in machines.sold(on=localdate())),
        title=_("Chợ Gốc"),
        site=settings.SITE_URL,
        about=_("Hàng OCOP từ chính người làm ra, tra được nguồn gốc từng lô."),
    )
    return StreamingHttpResponse(told, content_type=XML)


@require_safe
@nobody_keeps
def new_goods(_request: HttpRequest) -> HttpResponse:
    """What came onto the shelves last."""
    told = feeds.new_goods(
        machines.newest(on=localdate()),
        title=_("Hàng mới ở Chợ Gốc"),
        about=_("Món mới bày bán, từ chính người làm ra."),
        site=settings.SITE_URL,
        page=reverse("storefront:search") + "?xep=moi",
        own=reverse("storefront:new_goods"),
        language=get_language() or "vi",
    )
    return HttpResponse(told, content_type="application/atom+xml; charset=utf-8")
