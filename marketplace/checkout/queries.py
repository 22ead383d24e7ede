"""What a checkout comes to, and where it may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from marketplace.delivery import queries as delivery
from marketplace.orders.actions.placing import Wanted
from marketplace.orders.models import OrderGroup
from marketplace.payments.models import Payment

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.cart.queries import Basket, Shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a basket costs sent to one province; all sums in đồng."""

    parcels: list[Wanted]

    @property
    def goods_total(self) -> int:
        return sum(parcel.goods_total for parcel in self.parcels)

    @property
    def delivery_total(self) -> int:
        return sum(parcel.delivery_fee for parcel in self.parcels)

    @property
    def total(self) -> int:
        return self.goods_total + self.delivery_total


def quote(basket: Basket, *, province: str) -> Quote:
    """The basket sent to a province by its code; raises ``delivery.NoTariff``."""
    return Quote(parcels=[_parcel(shop, province) for shop in basket.shops])


def last_address(user: User) -> OrderGroup | None:
    """Where this person's last order went, to be offered again."""
    groups = OrderGroup.objects.filter(user=user).select_related("commune__province")
    return groups.order_by("-placed_at").first()


def placed_with(key: str) -> Payment | None:
    """The payment of the order that an earlier press of the button with this key has placed.

    Keys are random and known only to the page they were made for.
    """
    try:
        asked = UUID(key)
    except ValueError:
        return None
    payments = Payment.objects.filter(group__idempotency_key=asked)
    return payments.select_related("group").first()


def _parcel(shop: Shop, province: str) -> Wanted:
    zone = delivery.zone(sender=shop.producer.province_id, receiver=province)
    if zone not in shop.fees:
        raise delivery.NoTariff(zone)
    return Wanted(
        producer=shop.producer,
        packs=[(line.pack, line.quantity) for line in shop.lines],
        delivery_fee=shop.fees[zone],
        planned={line.pack.pk: line.planned.pk for line in shop.lines if line.planned},
    )
