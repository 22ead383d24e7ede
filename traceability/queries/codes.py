"""Printed codes: each kind of address finds what it stands for with one query.

A GTIN is looked up among all that a pack ever had, so that old labels resolve for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, FilteredRelation, Q

from catalog.models import Pack, TradeItem
from traceability.models import ExternalLink, ItemCode, Lot, Place

if TYPE_CHECKING:
    from django.db.models import QuerySet

OF_PACK = ("pk", "gtin", "product__slug", "product__published_at", "product__suspended_at")


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
    codes = ItemCode.objects.filter(serial=serial)
    if gtin:
        codes = codes.filter(lot__pack__trade_items__gtin=gtin)
    if lot:
        codes = codes.filter(lot__code=lot)
    return _found(
        codes.values_list(*_of_pack("lot__pack__"), "lot__code", "lot__trace_code"), serial
    )


def lot_called(trace_code: str) -> Found | None:
    """The lot with this trace code."""
    lots = Lot.objects.filter(trace_code=trace_code)
    return _found(lots.values_list(*_of_pack("pack__"), "code", "trace_code"))


def trade_item(gtin: str, *, lot: str = "") -> Found | None:
    """The pack with this GTIN, and its lot of that number where there is one."""
    items = TradeItem.objects.filter(gtin=gtin)
    if not lot:
        return _found(items.values_list(*_of_pack("pack__")))
    named = items.annotate(named=FilteredRelation("pack__lots", condition=Q(pack__lots__code=lot)))
    rows = named.values_list(*_of_pack("pack__"), F("named__code"), F("named__trace_code"))
    return _found(rows)


def place(gln: str) -> Place | None:
    """The place with this GLN, with whose it is."""
    return Place.objects.select_related("producer").filter(gln=gln).first()


def pack_of(found: Found) -> Pack:
    """The pack that was found, with the names that a linkset tells."""
    return Pack.objects.select_related("product__producer").get(pk=found.pack)


def links_elsewhere(pack: Pack) -> QuerySet[ExternalLink]:
    return ExternalLink.objects.filter(product=pack.product_id)


def _of_pack(path: str) -> list[str]:
    return [path + name for name in OF_PACK]


def _found(rows: QuerySet[Any, tuple[Any, ...]], serial: str = "") -> Found | None:
    row = next(iter(rows[:1]), None)
    if row is None:
        return None
    pack, gtin, slug, published_at, suspended_at, *of_lot = row
    lot, trace_code = (name or "" for name in of_lot or ("", ""))
    is_listed = published_at is not None and suspended_at is None
    return Found(pack, gtin, slug, is_listed, lot, trace_code, serial)
