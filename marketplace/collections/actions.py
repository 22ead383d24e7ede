"""Everything that changes a collection, and what puts a gift set into a basket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from accounts import journal
from catalog.slugs import free_slug
from marketplace.cart.actions import SoldOut, add_packs
from marketplace.collections.models import CollectedProduct, Collection, GiftPiece, GiftSet
from marketplace.selling.queries import packs_on_sale

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any

    from accounts.models import User
    from catalog.models import Officer, Pack, Product
    from marketplace.cart.models import Cart

MOST_PRODUCTS = 60
MOST_SETS = 12
MOST_PIECES = 12
FEWEST_PIECES = 2


class TooMany(ValidationError):
    """A collection or a gift set holds no more."""


class NothingInIt(ValidationError):
    """Neither a product nor a gift set: nothing to be shown."""


class NotASet(ValidationError):
    """A gift set of fewer than two kinds of goods is none."""


class NotWhole(Exception):
    """Something of a gift set cannot be had now; ``packs`` are those."""

    def __init__(self, packs: list[Pack]) -> None:
        super().__init__(packs)
        self.packs = packs


@transaction.atomic
def open_collection(
    *, post: Officer, by: User, at: datetime, told: Mapping[str, Any]
) -> Collection:
    """A collection of that office; nobody else sees it yet. ``told``: title, words and days."""
    collection = Collection.objects.create(
        slug=free_slug(Collection, told["title"]),
        province=post.province,
        commune=post.commune,
        office=post.office,
        made_by=by,
        **told,
    )
    journal.record(actor=by, verb="opened a collection", subject=collection, at=at)
    return collection


@transaction.atomic
def change_collection(
    *, collection: Collection, by: User, at: datetime, told: Mapping[str, Any]
) -> None:
    """Its title, words and days; its address stays."""
    found = _locked(collection)
    changed = [name for name, value in told.items() if getattr(found, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(found, name, told[name])
    found.save(update_fields=changed)
    journal.record(
        actor=by, verb="changed a collection", subject=found, at=at, what=", ".join(changed)
    )


@transaction.atomic
def publish(*, collection: Collection, by: User, at: datetime) -> None:
    """Let everybody see it on its days. Raises :class:`NothingInIt` or :class:`NotASet`."""
    found = _locked(collection)
    if found.published_at is not None:
        return
    if not found.collected.exists() and not found.gift_sets.exists():
        raise NothingInIt(_("Chưa có gì trong bộ sưu tập. Thêm món hàng trước đã."))
    counted = found.gift_sets.annotate(kinds=Count("pieces"))
    thin = counted.filter(kinds__lt=FEWEST_PIECES).first()
    if thin:
        raise NotASet(_("Bộ quà «%(title)s» cần ít nhất hai món.") % {"title": thin.title})
    found.published_at = at
    found.save(update_fields=["published_at"])
    journal.record(actor=by, verb="published a collection", subject=found, at=at)


@transaction.atomic
def take_down(*, collection: Collection, by: User, at: datetime) -> None:
    """Nobody but its office sees it any more."""
    found = _locked(collection)
    if found.published_at is None:
        return
    found.published_at = None
    found.save(update_fields=["published_at"])
    journal.record(actor=by, verb="took down a collection", subject=found, at=at)


@transaction.atomic
def collect(*, collection: Collection, product: Product, by: User, at: datetime) -> None:
    """Put a product at the end; twice is as good as once. Raises :class:`TooMany`."""
    found = _locked(collection)
    rows = found.collected.all()
    if rows.filter(product=product).exists():
        return
    if rows.count() >= MOST_PRODUCTS:
        raise TooMany(_("Một bộ sưu tập có nhiều nhất %(n)s món.") % {"n": MOST_PRODUCTS})
    last = rows.aggregate(last=Max("position"))["last"] or 0
    CollectedProduct.objects.create(collection=found, product=product, position=last + 1)
    _noted(found, "collected a product", by, at, {"product": product.slug})


@transaction.atomic
def drop(*, collection: Collection, product: Product, by: User, at: datetime) -> None:
    """Take a product out, whatever has become of it."""
    found = _locked(collection)
    if found.collected.filter(product=product).delete()[0]:
        _noted(found, "dropped a product", by, at, {"product": product.slug})


@transaction.atomic
def lift(*, collection: Collection, product: Product) -> None:
    """Let a product change places with the one before it."""
    rows = list(_locked(collection).collected.all())
    place = next((n for n, row in enumerate(rows) if row.product_id == product.pk), 0)
    if place == 0:
        return
    rows[place - 1 : place + 1] = rows[place], rows[place - 1]
    for number, row in enumerate(rows, start=1):
        row.position = number
    CollectedProduct.objects.bulk_update(rows, ["position"])


@transaction.atomic
def open_set(
    *, collection: Collection, by: User, at: datetime, title: str, words: str = ""
) -> GiftSet:
    """A gift set with nothing in it yet. Raises :class:`TooMany`."""
    found = _locked(collection)
    if found.gift_sets.count() >= MOST_SETS:
        raise TooMany(_("Một bộ sưu tập có nhiều nhất %(n)s bộ quà.") % {"n": MOST_SETS})
    made = GiftSet.objects.create(collection=found, title=title, words=words)
    _noted(found, "opened a gift set", by, at, {"gift_set": made.pk})
    return made


@transaction.atomic
def drop_set(*, gift_set: GiftSet, by: User, at: datetime) -> None:
    """Take a gift set apart; what lies in baskets stays there."""
    found = _locked(gift_set.collection)
    if found.gift_sets.filter(pk=gift_set.pk).delete()[0]:
        _noted(found, "dropped a gift set", by, at, {"gift_set": gift_set.pk})


@transaction.atomic
def set_piece(*, gift_set: GiftSet, pack: Pack, quantity: int, by: User, at: datetime) -> None:
    """Let the set hold so many packs; none takes them out. Raises :class:`TooMany`."""
    found = _locked(gift_set.collection)
    pieces = gift_set.pieces.all()
    if quantity == 0:
        pieces.filter(pack=pack).delete()
    elif pieces.exclude(pack=pack).count() >= MOST_PIECES:
        raise TooMany(_("Một bộ quà có nhiều nhất %(n)s món.") % {"n": MOST_PIECES})
    else:
        GiftPiece.objects.update_or_create(
            gift_set=gift_set, pack=pack, defaults={"quantity": quantity}
        )
    told = {"gift_set": gift_set.pk, "pack": pack.pk, "quantity": quantity}
    _noted(found, "filled a gift set", by, at, told)


@transaction.atomic
def put_set(*, cart: Cart, gift_set: GiftSet, on: date, at: datetime) -> None:
    """Put all its packs into the cart, or none: then :class:`NotWhole` says what is missing.

    They become lines like any other: nothing is held, and each price is that of its pack.
    """
    pieces = list(gift_set.pieces.select_related("pack__product").order_by("pack"))
    on_sale = set(packs_on_sale(on=on).filter(in_gift_sets__gift_set=gift_set))
    lacking = [
        piece.pack
        for piece in pieces
        if piece.pack not in on_sale or not _has_room(cart, piece, on=on, at=at)
    ]
    if lacking or not pieces:
        raise NotWhole(lacking)


def _has_room(cart: Cart, piece: GiftPiece, *, on: date, at: datetime) -> bool:
    """Whether as many as wanted more went in; the cart is put right again if not."""
    try:
        put = add_packs(cart=cart, pack=piece.pack, quantity=piece.quantity, on=on, at=at)
    except SoldOut:
        return False
    return not put.is_capped


def _locked(collection: Collection) -> Collection:
    return Collection.objects.select_for_update().get(pk=collection.pk)


def _noted(
    collection: Collection, verb: str, by: User, at: datetime, detail: Mapping[str, Any]
) -> None:
    """What changes a collection that everybody sees is told of; making one ready is not."""
    if collection.published_at is not None:
        journal.record(actor=by, verb=verb, subject=collection, at=at, **detail)
