"""What a visitor may be shown: listed goods, and goods for grown-ups only once asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.prepared import Prepared
from catalog.models import Commune, Policy, Producer, Product, Shelf
from marketplace.listings.queries import with_stars
from marketplace.storefront.queries.cards import SHOWN_TOGETHER, with_facts
from marketplace.voices.queries.reading import with_figures
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

SESSION_KEY = "of_age"


def is_of_age(request: HttpRequest) -> bool:
    """Whether this visitor has said to be 18 or older, in this session if there is one."""
    return bool(getattr(request, "session", {}).get(SESSION_KEY))


def product_to_see(slug: str, *, on: date) -> Product:
    """A listed product with what its page and card need; or 404."""
    found = _shown(slug=slug, on=on)
    if not found:
        raise Http404
    return found[0]


@Prepared
def _shown(slug: str, on: date) -> QuerySet[Product]:
    listed = with_facts(Product.objects.listed().filter(slug=slug), on=on)
    return with_figures(listed).select_related(
        "producer__commune__province", "producer__province", "producer__contact", *SHOWN_TOGETHER
    )


def product_to_draw(slug: str, *, on: date) -> Product:
    """A listed product with the stars its label art shows, its photos and its maker; or 404."""
    starred = with_stars(Product.objects.listed(), on=on).prefetch_related("photos")
    product: Product = get_object_or_404(
        starred.select_related("producer__commune__province"), slug=slug
    )
    return product


def lot_to_see(trace_code: str) -> Lot:
    """A lot whose record is complete; or 404."""
    complete = Lot.objects.filter(completed_at__isnull=False)
    return get_object_or_404(
        complete.select_related("pack__product__producer"), trace_code=trace_code
    )


def shelf_to_see(slug: str) -> Shelf:
    found = _shelf(slug=slug)
    if not found:
        raise Http404
    return found[0]


@Prepared
def _shelf(slug: str) -> QuerySet[Shelf]:
    return Shelf.objects.filter(slug=slug)


def commune_to_see(code: str) -> Commune:
    """A commune of today's map; or 404."""
    return get_object_or_404(Commune.objects.of_today().select_related("province"), code=code)


def commune_chosen(code: str) -> Commune | None:
    """Where goods are to come to; None where no code was chosen, or it is no commune's of today."""
    return next(iter(_chosen(code=code)), None) if code else None


@Prepared
def _chosen(code: str) -> QuerySet[Commune]:
    return Commune.objects.of_today().filter(code=code).select_related("province")


def producer_to_see(slug: str) -> Producer:
    known = Producer.objects.select_related("commune__province", "province", "contact")
    return get_object_or_404(known, slug=slug)


def shelf_asks_age(shelf: Shelf, *, on: date) -> bool:
    return bool(_asking_age(shelf=shelf.pk, on=on))


@Prepared
def _asking_age(shelf: str, on: date) -> QuerySet[Policy, tuple[int]]:
    limited = Policy.objects.in_force(on=on).filter(minimum_age__gt=0)
    return limited.filter(criteria_set__shelf=shelf).values_list("pk")[:1]
