"""Which VAT each of a seller's goods bears on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from marketplace.invoices.models import GoodsVat

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from catalog.models import Product
    from marketplace.invoices.models.goods import GoodsVatQuerySet


class Borne(NamedTuple):
    """A product, the row that counts for it now, if any, and what its seller declared for later."""

    product: Product
    now: GoodsVat | None
    later: list[GoodsVat]


def rates_of(products: Collection[Product], *, on: date) -> dict[int, GoodsVat]:
    """The row that counts for each product (key): its own, else its shelf's. One query.

    Where there is neither, none: then the seller's rate for all its goods counts.
    """
    return _counting(products, _rows(products).begun(on=on)) if products else {}


def borne(products: Collection[Product], *, on: date) -> list[Borne]:
    """All of it as a page lists it. One query."""
    rows = list(_rows(products).order_by("valid_from", "pk")) if products else []
    counting = _counting(products, [row for row in rows if row.valid_from <= on])
    return [
        Borne(
            product,
            counting.get(product.pk),
            [row for row in rows if row.product_id == product.pk and row.valid_from > on],
        )
        for product in products
    ]


def _rows(products: Collection[Product]) -> GoodsVatQuerySet:
    keys = {product.pk for product in products}
    shelves = {product.shelf_id for product in products}
    return GoodsVat.objects.filter(Q(product__in=keys) | Q(shelf__in=shelves))


def _counting(products: Iterable[Product], rows: Iterable[GoodsVat]) -> dict[int, GoodsVat]:
    """Of rows in turn the last one counts."""
    own: dict[int, GoodsVat] = {}
    general: dict[str, GoodsVat] = {}
    for row in rows:
        if row.product_id is not None:
            own[row.product_id] = row
        elif row.shelf_id is not None:
            general[row.shelf_id] = row
    found = {}
    for product in products:
        declared = own.get(product.pk)
        counts = declared if declared and declared.code else general.get(product.shelf_id)
        if counts:
            found[product.pk] = counts
    return found
