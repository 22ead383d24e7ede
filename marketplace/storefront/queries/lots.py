"""The lot a buyer would get: of what is sold now, the one that expires first, and its journey."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from accounts.prepared import Prepared
from traceability.models import Event, Lot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from catalog.models import Product
    from marketplace.storefront.queries.goods import Offer

NEWEST = 3


class Coming(NamedTuple):
    """``lot`` is what leaves the store next, of the first pack to be had; and what was done."""

    lot: Lot
    events: list[Event]

    @property
    def harvested(self) -> Event | None:
        """The last harvest told of the lot itself; what went into it is on its own page."""
        told = [one for one in self.events if one.stage == Event.Stage.HARVEST]
        return told[-1] if told else None

    @property
    def packed(self) -> Event | None:
        told = [one for one in self.events if one.stage == Event.Stage.PACKING]
        return told[-1] if told else None


def coming(offers: Sequence[Offer]) -> Coming | None:
    """None where nothing can be had. Two queries."""
    next_lots = [offer.next_lot for offer in offers if offer.can_be_bought and offer.next_lot]
    found = _lot(key=next_lots[0]) if next_lots else []
    return Coming(found[0], _events(lot=found[0].pk)) if found else None


def newest_lots(product: Product, *, on: date) -> list[Lot]:
    """Complete lots that have not expired, newest first, with where they were grown."""
    return _newest_lots(product=product.pk, on=on)


@Prepared
def _lot(key: int) -> QuerySet[Lot]:
    places = ("origin__commune__province", "workshop__commune__province")
    return Lot.objects.filter(pk=key).select_related("pack", *places)


@Prepared
def _events(lot: int) -> QuerySet[Event]:
    steps = Event.objects.standing().filter(lot=lot).exclude(stage="")
    related = ("place__commune__province", "producer", "material_lot__material", "lot__pack")
    return steps.select_related(*related, "material_lot__bought_lot__producer").order_by(
        "happened_at", "pk"
    )


@Prepared
def _newest_lots(product: int, on: date) -> QuerySet[Lot]:
    lots = Lot.objects.filter(pack__product=product, completed_at__isnull=False)
    fresh = lots.filter(Q(best_before__isnull=True) | Q(best_before__gt=on))
    return fresh.select_related("pack", "origin__commune")[:NEWEST]
