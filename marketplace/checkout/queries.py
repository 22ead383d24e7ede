"""What a checkout comes to, and where it may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from catalog.folding import fold
from catalog.models import Commune
from marketplace.delivery import queries as delivery
from marketplace.orders.actions.placing import Wanted
from marketplace.orders.models import OrderGroup
from marketplace.payments.models import Payment

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.cart.queries import Basket, Shop

MOST_MATCHES = 40
RANKS = ("xa ", "phuong ", "dac khu ", "thi tran ")
"""What stands before a name, folded: left off before names are compared."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A commune of today that goes by the typed name, or took in an old one that did."""

    commune: Commune
    old_names: list[str]


def quote(basket: Basket, *, province: str) -> Quote:
    """The basket sent to a province by its code; raises ``delivery.NoTariff``."""
    return Quote(parcels=[_parcel(shop, province) for shop in basket.shops])


def communes_called(typed: str, *, province: str) -> list[Match]:
    """The communes of a province that may be meant, by today's names or old ones.

    When some go by exactly that name, only those; several are for a person to choose between.
    """
    wanted = _bare(typed)
    found = Commune.objects.of_today().filter(province=province).named_like(wanted)
    rows = found.select_related("province").prefetch_related("aliases")[:MOST_MATCHES]
    matches = [_match(commune, wanted) for commune in rows]
    exact = [match for match in matches if _is_exact(match, wanted)]
    return exact or matches


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
    )


def _match(commune: Commune, wanted: str) -> Match:
    old = {alias.name for alias in commune.aliases.all() if wanted in alias.folded}
    return Match(commune=commune, old_names=sorted(old))


def _is_exact(match: Match, wanted: str) -> bool:
    names = [match.commune.name, *match.old_names]
    return any(_bare(name.partition(",")[0]) == wanted for name in names)


def _bare(name: str) -> str:
    """``"Thị trấn Ba Chẽ"`` is ``"ba che"``."""
    folded = fold(name)
    return next((folded.removeprefix(rank) for rank in RANKS if folded.startswith(rank)), folded)
