"""Everything that changes a cart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction

from marketplace.cart.models import MOST_PACKS, Cart, CartLine, Choice, Dropped
from marketplace.selling.queries import free_packs

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from accounts.models import User
    from catalog.models import Pack
    from marketplace.delivery.models import Method
    from marketplace.selling.models import PlannedLot
    from traceability.models import Recall


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """How many packs the cart holds now; ``is_capped`` when more were wanted than can be had."""

    quantity: int
    is_capped: bool


class SoldOut(Exception):
    """Nothing of the pack can be had now."""


@transaction.atomic
def open_cart(*, user: User | None, at: datetime) -> Cart:
    """A cart to put things into: the person's own, or a new one for a visitor."""
    if user is None:
        return Cart.objects.create(key=uuid4(), updated_at=at)
    return Cart.objects.get_or_create(user=user, defaults={"key": uuid4(), "updated_at": at})[0]


@transaction.atomic
def add_packs(
    *,
    cart: Cart,
    pack: Pack,
    quantity: int,
    on: date,
    at: datetime,
    planned: PlannedLot | None = None,
) -> Put:
    """Put so many more into the cart, up to what can be had; or raise :class:`SoldOut`.

    Those of a ``planned`` lot take the place of those from stock, and the other way round.
    """
    cart = _lock(cart, at)
    line = cart.lines.filter(pack=pack, planned=planned).first()
    wanted = quantity + (line.quantity if line else 0)
    return _put(cart, pack, wanted, planned, on=on, at=at)


@transaction.atomic
def set_packs(
    *,
    cart: Cart,
    pack: Pack,
    quantity: int,
    on: date,
    at: datetime,
    planned: PlannedLot | None = None,
) -> Put:
    """Let the cart hold just so many of a pack, up to what can be had; or :class:`SoldOut`.

    Of a ``planned`` lot where one is named, else of what the line is of already.
    """
    cart = _lock(cart, at)
    line = cart.lines.filter(pack=pack).select_related("planned").first()
    planned = planned or (line.planned if line else None)
    return _put(cart, pack, quantity, planned, on=on, at=at)


@transaction.atomic
def remove_pack(*, cart: Cart, pack_id: int, at: datetime) -> None:
    """Take a pack out of the cart, whatever has become of it; twice is as good as once."""
    _lock(cart, at).lines.filter(pack=pack_id).delete()


@transaction.atomic
def choose_way(*, cart: Cart, producer_id: int, method: Method | None, at: datetime) -> None:
    """Let a producer (key) send in that way; None: as the market thinks best."""
    cart = _lock(cart, at)
    if method is None:
        cart.choices.filter(producer=producer_id).delete()
        return
    Choice.objects.update_or_create(cart=cart, producer_id=producer_id, defaults={"method": method})


@transaction.atomic
def bring_along(*, key: UUID, user: User, at: datetime) -> Cart | None:
    """On sign-in the visitor's cart becomes the person's, or is poured into theirs."""
    own = Cart.objects.select_for_update().filter(user=user).first()
    guest = Cart.objects.select_for_update().filter(key=key, user=None).first()
    if guest is None:
        return own
    if own is None:
        guest.user = user
        guest.updated_at = at
        guest.save(update_fields=["user", "updated_at"])
        return guest
    for line in guest.lines.all():
        _pour(line, own)
    guest.delete()
    return own


@transaction.atomic(savepoint=False)
def empty_cart(*, cart: Cart, at: datetime) -> None:
    """Nothing is left in the cart: it became an order."""
    Cart.objects.filter(pk=cart.pk).update(updated_at=at)
    cart.lines.all().delete()


@transaction.atomic
def drop_recalled(*, packs: Collection[int], recall: Recall, on: date) -> int:
    """Take packs (keys) of which no lot is left out of every cart, and leave word of it there."""
    gone = set(packs) - free_packs(packs, on=on).keys()
    lines = CartLine.objects.filter(pack__in=gone, planned__isnull=True)
    notes = [
        Dropped(cart_id=c, pack_id=p, recall=recall) for c, p in lines.values_list("cart", "pack")
    ]
    Dropped.objects.bulk_create(notes, batch_size=500, ignore_conflicts=True)
    return lines.delete()[0]


@transaction.atomic
def forget_dropped(*, cart: Cart) -> None:
    """Its owner has read what was taken out, and why."""
    cart.dropped.all().delete()


def _lock(cart: Cart, at: datetime) -> Cart:
    cart = Cart.objects.select_for_update().get(pk=cart.pk)
    cart.updated_at = at
    cart.save(update_fields=["updated_at"])
    return cart


def _put(
    cart: Cart, pack: Pack, wanted: int, planned: PlannedLot | None, *, on: date, at: datetime
) -> Put:
    found = planned.left(on=on) if planned else free_packs([pack.pk], on=on).get(pack.pk, 0)
    free = min(found, MOST_PACKS)
    if free == 0:
        raise SoldOut
    quantity = min(wanted, free)
    chosen = {"quantity": quantity, "seen_price": pack.price, "planned": planned}
    CartLine.objects.update_or_create(
        cart=cart, pack=pack, defaults=chosen, create_defaults={**chosen, "added_at": at}
    )
    return Put(quantity=quantity, is_capped=wanted > free)


def _pour(line: CartLine, cart: Cart) -> None:
    own = cart.lines.filter(pack=line.pack_id).first()
    if own is None:
        line.cart = cart
        line.save(update_fields=["cart"])
        return
    own.quantity = min(MOST_PACKS, own.quantity + line.quantity)
    own.save(update_fields=["quantity"])
