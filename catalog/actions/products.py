"""A producer's products, packs and pictures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from catalog.actions import amendments
from catalog.actions.gate import settle_one
from catalog.models import Pack, Photo, Product, TradeItem
from catalog.readiness import what_is_missing
from catalog.slugs import free_slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Amendment, Producer

MOST_PHOTOS = 8


class NotReady(ValidationError):
    """Something the law or a shopper needs is missing; each message says what."""


class GtinTaken(ValidationError):
    """The GTIN stands for another pack, or once did: labels that carry it are out."""


class TooManyPhotos(ValidationError):
    """A product shows at most eight pictures."""


@transaction.atomic
def draft_product(
    *, producer: Producer, fields: Mapping[str, Any], by: User, at: datetime
) -> Product:
    """Begin a product; nobody sees it until it is published."""
    product = Product(producer=producer, province=producer.province, **fields)
    product.commune = product.commune or producer.commune
    product.shelf = product.criteria_set.shelf
    product.slug = free_slug(Product, product.name)
    product.searchable = product.text_to_search()
    product.save()
    settle_one(product=product, on=localdate(at))
    journal.record(actor=by, verb="drafted", subject=product, at=at, on_behalf_of=producer)
    return product


@transaction.atomic
def list_first(
    *,
    producer: Producer,
    fields: Mapping[str, Any],
    pack: Mapping[str, Any],
    sizes: Mapping[int, bytes] | None,
    size: tuple[int, int],
    by: User,
    at: datetime,
) -> Product:
    """Begin a product with its pack, price and, if there is one, its picture: all or nothing."""
    product = draft_product(producer=producer, fields=fields, by=by, at=at)
    save_pack(product=product, pack=None, fields=pack, by=by, at=at)
    if sizes:
        width, height = size
        add_photo(
            product=product, sizes=sizes, width=width, height=height, description=product.name,
            by=by, at=at,
        )  # fmt: skip
    return product


@transaction.atomic
def change_product(
    *, product: Product, fields: Mapping[str, Any], by: User, at: datetime, why: str = ""
) -> list[Amendment]:
    """Keep new words about a product; its address stays.

    Of goods that buyers have once seen, what is risky (:mod:`catalog.risky`) is only proposed:
    these proposals are given back.
    """
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    held = amendments.held_back(product=product, fields=fields)
    kind = product.criteria_set_id
    for name in fields.keys() - held.keys():
        setattr(product, name, fields[name])
    product.shelf = product.criteria_set.shelf
    product.searchable = product.text_to_search()
    product.save()
    if product.criteria_set_id != kind:
        settle_one(product=product, on=localdate(at))
    journal.record(actor=by, verb="changed", subject=product, at=at, on_behalf_of=product.producer)
    return amendments.ask(product=product, fields=held, why=why, by=by, at=at)


@transaction.atomic
def publish_product(*, product: Product, by: User, at: datetime) -> Product:
    """Put a product before shoppers once nothing is missing. Raises :class:`NotReady`."""
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    missing = what_is_missing(product, on=localdate(at))
    if missing:
        raise NotReady([gap.words for gap in missing])
    if product.published_at is None:
        product.published_at = at
        product.first_published_at = product.first_published_at or at
        product.save(update_fields=["published_at", "first_published_at"])
        journal.record(
            actor=by, verb="published", subject=product, at=at, on_behalf_of=product.producer
        )
    return product


@transaction.atomic
def withdraw_product(*, product: Product, by: User, at: datetime) -> Product:
    """Take a product from the shelves; its codes and orders live on."""
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    if product.published_at is not None:
        product.published_at = None
        product.save(update_fields=["published_at"])
        journal.record(
            actor=by, verb="withdrew", subject=product, at=at, on_behalf_of=product.producer
        )
    return product


@transaction.atomic
def save_pack(
    *, product: Product, pack: Pack | None, fields: Mapping[str, Any], by: User, at: datetime
) -> Pack:
    """Add a pack to a product, or change one. Placed orders keep the price they were placed at.

    A GTIN stays this pack's for ever, even when it takes another: :class:`GtinTaken` otherwise.
    """
    pack = Pack.objects.select_for_update().get(pk=pack.pk) if pack else Pack(product=product)
    before, numbered = pack.price, pack.gtin
    for name, value in fields.items():
        setattr(pack, name, value)
    _keep(pack)
    note = partial(journal.record, actor=by, subject=pack, at=at, on_behalf_of=product.producer)
    note(verb="priced", before=before, after=pack.price)
    if pack.gtin != numbered:
        note(verb="numbered", before=numbered, after=pack.gtin)
    return pack


def _keep(pack: Pack) -> None:
    refusal = GtinTaken(
        {
            "gtin": _(
                "Mã vạch này đã dùng cho một quy cách khác, tem cũ vẫn dẫn về đó. Xin dùng mã khác."
            )
        }
    )
    if pack.gtin and TradeItem.objects.filter(gtin=pack.gtin).exclude(pack=pack.pk).exists():
        raise refusal
    try:
        with transaction.atomic():
            pack.save()
    except IntegrityError as taken:
        if "gtin" in str(taken):
            raise refusal from taken
        raise


@transaction.atomic
def add_photo(
    *,
    product: Product,
    sizes: Mapping[int, bytes],
    width: int,
    height: int,
    description: str,
    by: User,
    at: datetime,
) -> Photo:
    """Keep a cleaned picture in its three widths. Raises :class:`TooManyPhotos`."""
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    if product.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos(_("Mỗi sản phẩm có tối đa 8 ảnh. Bỏ bớt một ảnh rồi thêm."))
    small, medium, large = (
        ContentFile(sizes[edge], name=f"{uuid4().hex}-{edge}.webp") for edge in sorted(sizes)
    )
    photo = Photo.objects.create(
        product=product,
        small=small,
        medium=medium,
        large=large,
        width=width,
        height=height,
        description=description,
        position=product.photos.count(),
        added_at=at,
    )
    journal.record(
        actor=by, verb="added_photo", subject=product, at=at, on_behalf_of=product.producer
    )
    return photo
