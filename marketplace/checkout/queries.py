"""What a checkout comes to, and where it may go."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from accounts.prepared import Prepared
from catalog.models import Commune, Province
from marketplace.delivery import queries as delivery
from marketplace.delivery.tables import Reason
from marketplace.orders.actions.placing import Wanted
from marketplace.orders.actions.savings import Saving
from marketplace.orders.models import OrderGroup
from marketplace.payments.models import Payment
from marketplace.vouchers import discounts
from marketplace.vouchers import queries as vouchers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from marketplace.cart.queries import Basket, Shop
    from marketplace.vouchers.discounts import Kind


CODE = re.compile("[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a basket costs sent to one place; all sums in đồng.

    Of a whole province the delivery may be a span: up to ``extra`` more, by the commune.
    ``saved`` is what vouchers take off.
    """

    parcels: list[Wanted]
    extra: int = 0
    saved: Sequence[Saving] = field(default_factory=list)

    @property
    def goods_total(self) -> int:
        return sum(parcel.goods_total for parcel in self.parcels)

    @property
    def delivery_total(self) -> int:
        return sum(parcel.delivery_fee for parcel in self.parcels)

    @property
    def discount(self) -> int:
        return sum(one.amount for one in self.saved)

    @property
    def total(self) -> int:
        return self.goods_total + self.delivery_total - self.discount

    @property
    def most(self) -> int:
        return self.total + self.extra

    @property
    def is_exact(self) -> bool:
        return self.extra == 0


def quote(sent: Basket, *, chosen: Mapping[int, int] | None = None) -> Quote:
    """What the basket costs where it is sent; or ``delivery.NotDelivered``.

    ``chosen`` ways (by producer) are taken or refused, never replaced by others.
    """
    refused = {key: why for shop in sent.shops for key, why in _refused(shop, chosen).items()}
    if refused:
        raise delivery.NotDelivered(refused)
    taken = [shop.taken for shop in sent.shops if shop.taken]
    return Quote(
        parcels=[_parcel(shop) for shop in sent.shops],
        extra=sum((one.most or 0) - (one.least or 0) for one in taken),
    )


def with_vouchers(cost: Quote, codes: Mapping[Kind, str], *, at: datetime) -> Quote:
    """The same less what the vouchers of these codes take off; or ``vouchers.Refused``. One query.

    What one phone has used is counted when the order is placed.
    """
    found = vouchers.named(codes)
    if not found:
        return cost
    parcels = [
        discounts.Parcel(producer=one.producer.pk, lines=one.prices, fee=one.delivery_fee)
        for one in cost.parcels
    ]
    savings = discounts.work_out(found, parcels, at=at)
    pairs = zip(cost.parcels, savings.parcels, strict=True)
    return replace(
        cost,
        parcels=[replace(parcel, off=off) for parcel, off in pairs],
        saved=[Saving(voucher=one, amount=savings.used[one.pk]) for one in found],
    )


def province(code: str) -> Province | None:
    return next(iter(_province(code=code)), None) if CODE.fullmatch(code) else None


def commune(code: str, province: str) -> Commune | None:
    """A commune of today by its code, in that province."""
    return next(iter(_communes(code=code, province=province)), None)


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
    return next(iter(_placed(key=asked)), None)


@Prepared
def _placed(key: UUID) -> QuerySet[Payment]:
    return Payment.objects.filter(group__idempotency_key=key).select_related("group")


@Prepared
def _province(code: str) -> QuerySet[Province]:
    return Province.objects.filter(pk=code)


@Prepared
def _communes(code: str, province: str) -> QuerySet[Commune]:
    found = Commune.objects.of_today().select_related("province")
    return found.filter(code=code, province=province)


def _refused(shop: Shop, chosen: Mapping[int, int] | None) -> dict[int, Reason]:
    """Packs that cannot come: by the way that was chosen, or by any."""
    wish = (chosen or {}).get(shop.producer.pk)
    if shop.taken and wish in {None, shop.taken.way.key}:
        return {}
    asked = next((one for one in shop.quotes if one.way.key == wish), None)
    packs = [line.pack.pk for line in shop.lines]
    if asked and asked.refused:
        return dict(asked.refused)
    named = [line.pack.pk for line in shop.lines if line.refusal]
    return dict.fromkeys(named or packs, Reason.NOT_SERVED)


def _parcel(shop: Shop) -> Wanted:
    taken = shop.taken
    assert taken is not None  # noqa: S101 (a shop that cannot send was refused before)
    way = taken.way
    return Wanted(
        producer=shop.producer,
        packs=[(line.pack, line.quantity) for line in shop.lines],
        delivery_fee=taken.least or 0,
        planned={line.pack.pk: line.planned.pk for line in shop.lines if line.planned},
        method=way.key or None,
        words=f"{way.name}: {way.place}" if way.place else way.name,
        is_fetched=way.is_pickup,
    )
