"""Keeping the gate true: until when each product may be sold, worked out from rules and papers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from catalog.gate import reading
from catalog.gate.rules import open_until
from catalog.models import Product, SellerRule

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

AT_A_TIME = 500


@transaction.atomic
def settle(*, products: QuerySet[Product], on: date) -> int:
    """Write down until when each of these may be sold; say how many changed. Three queries.

    They are locked before papers are read, so that who decides last counts.
    """
    found = reading.goods(products.select_for_update(of=("self",)))
    rules = reading.rules(on=on)
    papers = reading.papers(whose for whose, _written, _goods in found)
    changed: dict[date | None, list[int]] = defaultdict(list)
    for whose, written, goods in found:
        until = open_until(rules, goods=goods, papers=papers[whose], on=on)
        if until != written:
            changed[until].append(goods.key)
    for until, keys in changed.items():
        for begin in range(0, len(keys), AT_A_TIME):
            some = Product.objects.filter(pk__in=keys[begin : begin + AT_A_TIME])
            some.update(cleared_until=until)
    return sum(map(len, changed.values()))


def settle_one(*, product: Product, on: date) -> None:
    """The same of one product, which then says so too."""
    settle(products=Product.objects.filter(pk=product.pk), on=on)
    product.refresh_from_db(fields=["cleared_until"])


@transaction.atomic
def settle_as_rules_turn(*, on: date) -> int:
    """All goods of sellers, on the day on which a rule begins or ends, or was written anew."""
    turned = list(SellerRule.objects.select_for_update().turned(on=on).values_list("pk", flat=True))
    if not turned:
        return 0
    done = settle(products=Product.objects.filter(producer__claimed_at__isnull=False), on=on)
    SellerRule.objects.filter(pk__in=turned).update(settled_on=on)
    return done
