"""What the gate looks at, read for any number of products with three queries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from catalog.gate.rules import Goods, Held, Rule
from catalog.models import SellerPaper, SellerRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from catalog.models import Producer, Product

ASKED = ("pk", "criteria_set_id", "first_published_at", "published_at", "cleared_until")
TAKEN_BACK = SellerPaper.State.TAKEN_BACK
COUNT = (SellerPaper.State.APPROVED, TAKEN_BACK)
OF_SELLER = ("kind", "claimed_at", "identity_verified_at")


def rules(*, on: date) -> list[Rule]:
    """In force on that day or later."""
    return [as_rule(row) for row in SellerRule.objects.not_ended(on=on)]


def as_rule(row: SellerRule) -> Rule:
    return Rule(
        fact=row.fact,
        kind=row.producer_kind,
        goods=row.criteria_set,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        spares_before=row.spares_before,
        spares_until=row.spares_until,
        key=row.pk,
    )


def papers(producers: Iterable[int]) -> dict[int, list[Held]]:
    """Papers that were approved by their producer's key, also those that were taken back."""
    found: dict[int, list[Held]] = defaultdict(list)
    rows = SellerPaper.objects.filter(state__in=COUNT, producer__in=set(producers)).order_by("pk")
    told = rows.values_list("producer", "fact", "product", "valid_until", "state")
    for whose, fact, product, valid_until, state in told:
        found[whose].append(Held(fact, product, valid_until, is_void=state == TAKEN_BACK))
    return found


def goods(products: QuerySet[Product]) -> list[tuple[int, date | None, Goods]]:
    """Of each product its producer's key, until when it is cleared as written, and what it is."""
    of_seller = [f"producer__{name}" for name in OF_SELLER]
    rows = products.order_by("pk").values_list("producer", *ASKED, *of_seller)
    return [(row[0], row[5], _goods(row[1:])) for row in rows]


def goods_of(product: Product) -> Goods:
    """The same of a product that is there already."""
    seller = product.producer
    told = [getattr(product, name) for name in ASKED] + [getattr(seller, n) for n in OF_SELLER]
    return _goods(told)


def seller_since(producer: Producer) -> date | None:
    """Since when it sells: come forward, and seen by an officer."""
    return _since(producer.claimed_at, producer.identity_verified_at)


def _goods(told: Sequence[Any]) -> Goods:
    """From the values of ``ASKED`` and ``OF_SELLER``, in their order."""
    key, criteria_set, first, shown, _cleared, kind, claimed, verified = told
    seen = first or shown
    return Goods(
        key=key,
        criteria_set=criteria_set,
        seller_kind=kind,
        seller_since=_since(claimed, verified),
        sold_since=localdate(seen) if seen else None,
    )


def _since(claimed: datetime | None, verified: datetime | None) -> date | None:
    return localdate(claimed) if claimed and verified else None
