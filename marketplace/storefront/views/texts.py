"""Pages of plain words, and the two files robots read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from catalog.models import Commune, Producer, Product
from catalog.queries import suitable
from marketplace.storefront.pages_kept import kept
from marketplace.storefront.shelves import shelves

if TYPE_CHECKING:
    from django.http import HttpRequest

TEXTS = (
    *("gioi-thieu", "cach-kiem-tra", "nguoi-ban", "dieu-khoan"),
    *("quyen-rieng-tu", "cach-xep-hang", "lien-he"),
)
PRIVATE = (
    *("/admin/", "/can-bo/", "/don-hang/", "/gian-hang/", "/gio-hang/", "/hop-thu-mau/"),
    *("/tai-khoan/", "/thanh-toan/", "/tim-kiem/", "/tra-cuu-don/", "/tuoi/"),
    *("/cau-hoi/", "/danh-gia/viet/"),
)
MOST_ADDRESSES = 45_000  # a sitemap holds 50,000


@require_safe
@kept
def text(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in TEXTS:
        raise Http404
    return TemplateResponse(request, f"storefront/texts/{slug}.html")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask here for the tab's picture on pages that name none, such as a drawing."""
    return redirect(static("brand/favicon.ico"))


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Where robots need not go; a demo keeps them out altogether, its goods are not for sale."""
    rules = ["/"] if settings.DEMO else PRIVATE
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in rules)]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, none that asks for an age."""
    listed = suitable(Product.objects.listed(), on=localdate(), of_age=False)
    makers = Producer.objects.filter(products__in=listed).distinct()
    communes = Commune.objects.filter(products__in=listed).distinct()
    groups = (
        ("storefront:shelf", [shelf.slug for shelf in shelves("vi", of_age=False)]),
        ("storefront:page", TEXTS),
        ("storefront:commune", communes.order_by("code").values_list("code", flat=True)),
        ("storefront:producer", makers.order_by("pk").values_list("slug", flat=True)),
        ("storefront:product", listed.order_by("-pk").values_list("slug", flat=True)),
    )
    entries = [(name, key) for name, keys in groups for key in keys][:MOST_ADDRESSES]
    page = {"site": settings.SITE_URL, "entries": entries}
    kind = "application/xml; charset=utf-8"
    return TemplateResponse(request, "storefront/sitemap.xml", page, content_type=kind)
