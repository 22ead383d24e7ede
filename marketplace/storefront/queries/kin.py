"""What stands beside a product: goods like it, and what else its village makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

from accounts.prepared import Prepared
from catalog.models import Product
from catalog.queries import suitable
from marketplace.listings.queries import with_measures
from marketplace.storefront.queries.cards import Card, cards, with_facts

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

SHOWN = 4


class Kin(NamedTuple):
    """No product stands in both."""

    alike: list[Card]
    nearby: list[Card]


def kin(product: Product, *, on: date, of_age: bool) -> Kin:
    """The maker's own and others of its shelf; then what others in its commune make.

    Three queries at most.
    """
    found = _kin(
        product=product.pk,
        producer=product.producer_id,
        commune=product.commune_id,
        shelf=product.shelf_id,
        province=product.province_id,
        on=on,
        of_age=of_age,
    )
    alike = [one for one in found if _is_alike(one, product)]
    nearby = [one for one in found if not _is_alike(one, product)]
    return Kin(cards(alike, on=on), cards(nearby, on=on))


def _is_alike(other: Product, product: Product) -> bool:
    return other.producer_id == product.producer_id or other.shelf_id == product.shelf_id


@Prepared
def _kin(
    *, product: int, producer: int, commune: int | None, shelf: str, province: str | None,
    on: date, of_age: bool,
) -> QuerySet[Product]:  # fmt: skip
    others = suitable(Product.objects.listed(), on=on, of_age=of_age).exclude(pk=product)
    own = Q(producer=producer)
    wanted = Q(pk__in=_first(others, own | Q(shelf=shelf, province=province), own, on))
    if commune:
        village = Q(commune=commune) & ~own & ~Q(shelf=shelf)
        wanted |= Q(pk__in=_first(others, village, own, on))
    ranked = with_facts(Product.objects.filter(wanted), on=on)
    found: QuerySet[Product] = ranked.annotate(is_kin=own).order_by(
        "-is_kin", "-is_available", "pk"
    )
    return found


def _first(others: QuerySet[Product], wanted: Q, own: Q, on: date) -> QuerySet[Any, Any]:
    """The keys of some of them: the maker's own, and those in stock, before the others."""
    ranked = with_measures(others.filter(wanted), on=on).annotate(is_kin=own)
    keys: QuerySet[Any, Any] = ranked.order_by("-is_kin", "-is_available", "pk").values("pk")
    return keys[:SHOWN]
