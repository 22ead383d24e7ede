"""Everything that changes a cart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction

from accounts.inserts import insert_one
from accounts.prepared import Prepared, PreparedChange
from marketplace.cart.models import MOST_PACKS, Cart, CartLine, Choice, Dropped
from marketplace.selling.queries import free_packs

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.db.models import QuerySet

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


@transaction.atomic(savepoint=False)
def open_cart(*, user: User | None, at: datetime) -> Cart:
    """A cart to put things into: the person's own, or a new one for a visitor."""
    if user is None:
        return insert_one(Cart(key=uuid4(), updated_at=at))
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
    _lock(cart, at)
    line = _line_of(cart, pack)
    is_same = line is not None and line.planned_id == (planned.pk if planned else None)
    wanted = quantity + (line.quantity if line and is_same else 0)
    line = line or CartLine(cart=cart, pack=pack, added_at=at)
    return _put(line, pack, wanted, planned, on=on)


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
    _lock(cart, at)
    line = _line_of(cart, pack) or CartLine(cart=cart, pack=pack, added_at=at)
    return _put(line, pack, quantity, planned or line.planned, on=on)


@transaction.atomic
def remove_pack(*, cart: Cart, pack_id: int, at: datetime) -> None:
    """Take a pack out of the cart, whatever has become of it; twice is as good as once."""
    _lock(cart, at)
    cart.lines.filter(pack=pack_id).delete()


@transaction.atomic
def choose_way(*, cart: Cart, producer_id: int, method: Method | None, at: datetime) -> None:
    """Let a producer (key) send in that way; None: as the market thinks best."""
    _lock(cart, at)
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
    _touched(cart=cart.pk, at=at)
    _emptied(cart=cart.pk)


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


def _lock(cart: Cart, at: datetime) -> None:
    """Whoever else changes the cart waits from here on; it must still be there."""
    if not _touched(cart=cart.pk, at=at):
        raise Cart.DoesNotExist


@PreparedChange
def _touched(cart: int, at: datetime) -> tuple[QuerySet[Cart], dict[str, Any]]:
    return Cart.objects.filter(pk=cart), {"updated_at": at}


@PreparedChange
def _emptied(cart: int) -> tuple[QuerySet[CartLine], None]:
    return CartLine.objects.filter(cart=cart), None


def _line_of(cart: Cart, pack: Pack) -> CartLine | None:
    return next(iter(_lines_of(cart=cart.pk, pack=pack.pk)), None)


@Prepared
def _lines_of(cart: int, pack: int) -> QuerySet[CartLine]:
    return CartLine.objects.filter(cart=cart, pack=pack).select_related("planned")


def _put(line: CartLine, pack: Pack, wanted: int, planned: PlannedLot | None, *, on: date) -> Put:
    """Write the line of a locked cart, new or not."""
    found = planned.left(on=on) if planned else free_packs([pack.pk], on=on).get(pack.pk, 0)
    free = min(found, MOST_PACKS)
    if free == 0:
        raise SoldOut
    line.quantity, line.seen_price, line.planned = min(wanted, free), pack.price, planned
    if line.pk is None:
        insert_one(line)
    else:
        line.save(update_fields=["quantity", "seen_price", "planned"])
    return Put(quantity=line.quantity, is_capped=wanted > free)


def _pour(line: CartLine, cart: Cart) -> None:
    own = cart.lines.filter(pack=line.pack_id).first()
    if own is None:
        line.cart = cart
        line.save(update_fields=["cart"])
        return
    own.quantity = min(MOST_PACKS, own.quantity + line.quantity)
    own.save(update_fields=["quantity"])
