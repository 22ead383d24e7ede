"""Printed codes: each kind of address finds what it stands for with one query.

A GTIN is looked up among all that a pack ever had, so that old labels resolve for ever. The three
questions that every scan asks are written in SQL: the same ones made by the ORM cost five times as
much, nearly all of it in making them (docs/decisions/0011).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from catalog.models import Pack
from traceability.models import ExternalLink, ItemCode, Lot, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

FOUND = """
SELECT pack.id, pack.gtin, product.slug,
       product.published_at IS NOT NULL AND product.suspended_at IS NULL,
       lot.code, lot.trace_code
"""
ITEM = f"""{FOUND}
  FROM traceability_itemcode item
  JOIN traceability_lot lot ON lot.id = item.lot_id
  JOIN catalog_pack pack ON pack.id = lot.pack_id
  JOIN catalog_product product ON product.id = pack.product_id
 WHERE item.serial = %s
"""
UNDER_GTIN = """
   AND EXISTS (SELECT 1 FROM catalog_tradeitem known
                WHERE known.pack_id = pack.id AND known.gtin = %s)
"""
OF_LOT = """
   AND lot.code = %s
"""
LOT_CALLED = f"""{FOUND}
  FROM traceability_lot lot
  JOIN catalog_pack pack ON pack.id = lot.pack_id
  JOIN catalog_product product ON product.id = pack.product_id
 WHERE lot.trace_code = %s
"""
TRADE_ITEM = f"""{FOUND}
  FROM catalog_tradeitem known
  JOIN catalog_pack pack ON pack.id = known.pack_id
  JOIN catalog_product product ON product.id = pack.product_id
  LEFT JOIN traceability_lot lot ON lot.pack_id = pack.id AND lot.code = %s
 WHERE known.gtin = %s
"""


class Found(NamedTuple):
    """A pack, perhaps one lot of it, perhaps one item; ``gtin`` is the pack's of today."""

    pack: int
    gtin: str | None
    slug: str
    is_listed: bool
    lot: str = ""
    trace_code: str = ""
    serial: str = ""


def is_item(serial: str) -> bool:
    """Whether this serial was ever issued, under whatever address."""
    return ItemCode.objects.filter(serial=serial).exists()


def is_lot(trace_code: str) -> bool:
    """Whether a lot has this trace code."""
    return Lot.objects.filter(trace_code=trace_code).exists()


def item(serial: str, *, gtin: str = "", lot: str = "") -> Found | None:
    """An item, when it was issued for this GTIN and this lot, where they are named."""
    asked = ITEM + UNDER_GTIN * bool(gtin) + OF_LOT * bool(lot)
    return _found(asked, [serial, *filter(None, (gtin, lot))], serial)


def lot_called(trace_code: str) -> Found | None:
    """The lot with this trace code."""
    return _found(LOT_CALLED, [trace_code])


def trade_item(gtin: str, *, lot: str = "") -> Found | None:
    """The pack with this GTIN, and its lot of that number where there is one."""
    return _found(TRADE_ITEM, [lot, gtin])


def place(gln: str) -> Place | None:
    """The place with this GLN, with whose it is."""
    return Place.objects.select_related("producer").filter(gln=gln).first()


def pack_of(found: Found) -> Pack:
    """The pack that was found, with the names that a linkset tells and every GTIN it ever had."""
    packs = Pack.objects.select_related("product__producer").prefetch_related("trade_items")
    return packs.get(pk=found.pack)


def links_elsewhere(pack: Pack) -> QuerySet[ExternalLink]:
    return ExternalLink.objects.filter(product=pack.product_id)


def _found(asked: str, values: Sequence[str], serial: str = "") -> Found | None:
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        row = cursor.fetchone()
    if row is None:
        return None
    pack, gtin, slug, is_listed, lot, trace_code = row
    return Found(pack, gtin, slug, bool(is_listed), lot or "", trace_code or "", serial)
