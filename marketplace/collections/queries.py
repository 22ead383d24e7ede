"""What is shown of collections, and what an officer may choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, QuerySet

from catalog.models import Pack, Producer, Product
from marketplace.collections.models import Collection, GiftPiece, GiftSet
from marketplace.listings.queries import with_points
from marketplace.selling.queries import packs_on_sale, with_supply

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from accounts.models import User

FOUND = 10
"""Products shown to choose from."""


class Piece(NamedTuple):
    """One kind of goods in a gift set; ``is_there``: as many as the set wants can be had."""

    pack: Pack
    product: Product
    quantity: int
    is_there: bool

    @property
    def price(self) -> int:
        return self.pack.price * self.quantity


class SetOffer(NamedTuple):
    """A gift set as it can be bought today."""

    gift_set: GiftSet
    pieces: list[Piece]

    @property
    def price(self) -> int:
        """Đồng: the sum of its packs' prices."""
        return sum(piece.price for piece in self.pieces)

    @property
    def lacking(self) -> list[Piece]:
        return [piece for piece in self.pieces if not piece.is_there]

    @property
    def is_whole(self) -> bool:
        return bool(self.pieces) and not self.lacking

    @property
    def has_illustrative(self) -> bool:
        return any(piece.product.is_illustrative for piece in self.pieces)

    @property
    def producers(self) -> int:
        return len({piece.product.producer_id for piece in self.pieces})


def running(*, on: date) -> QuerySet[Collection]:
    """Those everybody sees today, with ``goods`` and ``sets``: how many each holds."""
    return Collection.objects.running(on=on).annotate(
        goods=Count("collected", distinct=True), sets=Count("gift_sets", distinct=True)
    )


def sets_of(collection: Collection, *, on: date) -> list[SetOffer]:
    """Its gift sets with what is in them and from where. Three queries at most."""
    sets = list(collection.gift_sets.all())
    pieces = list(GiftPiece.objects.filter(gift_set__in=sets)) if sets else []
    supplied = _supplied({piece.pack_id for piece in pieces}, on=on)
    return [SetOffer(one, _pieces(one, pieces, supplied)) for one in sets]


def _pieces(
    gift_set: GiftSet, pieces: Iterable[GiftPiece], supplied: dict[int, Any]
) -> list[Piece]:
    return [
        Piece(pack, pack.product, piece.quantity, pack.free >= piece.quantity)
        for piece in pieces
        if piece.gift_set_id == gift_set.pk and (pack := supplied.get(piece.pack_id))
    ]


def _supplied(packs: set[int], *, on: date) -> dict[int, Any]:
    """Packs with how many can be had; none of what may not be sold."""
    if not packs:
        return {}
    found = with_supply(Pack.objects.filter(pk__in=packs), on=on)
    rows = found.select_related("product__producer", "product__commune")
    on_sale = set(packs_on_sale(on=on).filter(pk__in=packs).values_list("pk", flat=True))
    for pack in rows:
        pack.free = pack.free if pack.pk in on_sale else 0
    return {pack.pk: pack for pack in rows}


def collected_keys(collection: Collection) -> list[int]:
    """Keys of its products in their order."""
    return list(collection.collected.values_list("product", flat=True))


def collectable(user: User, *, on: date) -> QuerySet[Product]:
    """What an officer may lay out: listed goods of the area, whose producers have come forward."""
    overseen = Producer.objects.overseen_by(user).filter(claimed_at__isnull=False)
    return Product.objects.listed().promotable(on=on).filter(producer__in=overseen)


def to_choose_from(user: User, text: str, *, on: date) -> list[Product]:
    """Those that are called so, ready to be chosen; the newest where nothing is asked."""
    goods = collectable(user, on=on)
    found = with_points(goods, text, on=on).order_by("-points", "-published_at", "pk")
    return list(found.select_related("producer").prefetch_related("packs")[:FOUND])
