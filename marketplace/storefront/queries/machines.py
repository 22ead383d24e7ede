"""What programmes read of the shop: addresses for site maps, packs for feeds, the newest goods."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from catalog.models import Commune, Pack, Policy, Producer, Product, Recognition
from catalog.queries import suitable
from marketplace.collections.models import Collection
from marketplace.delivery import queries as delivery
from marketplace.delivery.tables import Destination, Load, Quote, best
from marketplace.selling.queries import packs_on_sale, with_plan, with_supply
from traceability.models import Lot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from marketplace.delivery.tables import Way

BATCH = 200
NEWEST = 50
SOMEWHERE_ELSE = Destination(province="")
"""Any province that no zone names, and no producer is at home in."""


def listed(*, on: date) -> QuerySet[Product]:
    """What strangers may be told of: nothing that asks for an age."""
    return suitable(Product.objects.listed(), on=on, of_age=False)


def products_changed(*, on: date) -> QuerySet[Any, Any]:
    """``(slug, changed_at)``: published, its stars proved, or its last lot finished."""
    lots = Lot.objects.filter(pack__product=OuterRef("pk"), completed_at__isnull=False).order_by()
    finished = lots.values("pack__product").annotate(at=Max("completed_at")).values("at")
    proved = Max("recognitions__verified_at")
    changed: QuerySet[Any, Any] = listed(on=on).annotate(
        changed_at=Greatest(
            "published_at",
            Coalesce(proved, "published_at"),
            Coalesce(Subquery(finished), "published_at"),
        )
    )
    return changed.order_by("pk").values_list("slug", "changed_at")


def producers_changed(*, on: date) -> QuerySet[Any, Any]:
    """``(slug, changed_at)`` of those who came forward and have something listed."""
    shown = listed(on=on).filter(producer=OuterRef("pk")).order_by().values("producer")
    newest = shown.annotate(at=Max("published_at")).values("at")
    makers = Producer.objects.claimed().annotate(newest=Subquery(newest))
    shops: QuerySet[Any, Any] = makers.filter(newest__isnull=False).annotate(
        changed_at=Greatest("newest", "claimed_at")
    )
    return shops.order_by("pk").values_list("slug", "changed_at")


def communes_changed(*, on: date) -> QuerySet[Any, Any]:
    """``(code, changed_at)`` of communes of today with something listed."""
    shown = listed(on=on).filter(commune=OuterRef("pk")).order_by().values("commune")
    newest = shown.annotate(at=Max("published_at")).values("at")
    places = Commune.objects.of_today().annotate(changed_at=Subquery(newest))
    found: QuerySet[Any, Any] = places.filter(changed_at__isnull=False)
    return found.order_by("code").values_list("code", "changed_at")


def collections_changed(*, on: date) -> QuerySet[Any, Any]:
    """``(slug, changed_at)`` of those shown today."""
    shown = Collection.objects.running(on=on).order_by("pk")
    return shown.annotate(changed_at=F("published_at")).values_list("slug", "changed_at")


def newest(*, on: date) -> list[Product]:
    """What was put on the shelves last, of producers who came forward."""
    came = listed(on=on).promotable(on=on).filter(producer__claimed_at__isnull=False)  # type: ignore[attr-defined]  # as Product.objects
    return list(came.select_related("producer", "shelf").order_by("-published_at", "-pk")[:NEWEST])


class Sold(NamedTuple):
    """A pack with_supply and with_plan, and the dearest its usual way costs inside the country."""

    pack: Any
    freight: int | None
    has_others: bool
    stars: int


def sold(*, on: date) -> Iterator[Sold]:
    """Every pack that may be advertised, in batches: memory stays the same however many."""
    may = listed(on=on).promotable(on=on).values("pk")  # type: ignore[attr-defined]  # as above
    rows = with_plan(with_supply(packs_on_sale(on=on), on=on), on=on).filter(product__in=may)
    others = Pack.objects.filter(product=OuterRef("product"), is_active=True)
    given = Recognition.objects.in_force(on=on).filter(product=OuterRef("product"))
    rows = rows.annotate(
        has_others=Exists(others.exclude(pk=OuterRef("pk"))),
        stars=Subquery(given.order_by("-stars").values("stars")[:1]),
    )
    rows = rows.select_related("travel", "product__producer__province", "product__shelf")
    told = rows.prefetch_related("product__photos").order_by("pk").iterator(chunk_size=BATCH)
    fresh = set(Policy.objects.in_force(on=on).filter(is_fresh=True).values_list("criteria_set"))
    while batch := list(islice(told, BATCH)):
        ways = delivery.ways_of({pack.product.producer for pack in batch}, on=on)
        for pack in batch:
            is_fresh = (pack.product.criteria_set_id,) in fresh
            freight = _freight(pack, ways[pack.product.producer_id], is_fresh=is_fresh)
            yield Sold(pack, freight, pack.has_others, pack.stars or 0)


def _freight(pack: Pack, ways: Iterable[Way], *, is_fresh: bool) -> int | None:
    """Đồng at most, at home or elsewhere; None where no way takes it to the door."""
    needs = {pack.pk: delivery.need_of(pack, is_fresh=is_fresh)}
    load = Load(grams=pack.gross_weight, goods_total=pack.price, needs=needs)
    home = Destination(province=pack.product.producer.province_id or "")
    told: Quote | None = best(delivery.quotes(ways, load, [home, SOMEWHERE_ELSE]))
    return told.most if told else None
