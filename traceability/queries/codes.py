"""Printed codes: each kind of address finds where it leads with one query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, FilteredRelation, Q

from catalog.models import Pack
from traceability.models import ItemCode, Lot

if TYPE_CHECKING:
    from django.db.models import QuerySet


def is_item(serial: str) -> bool:
    """Whether this serial was ever issued, under whatever address."""
    return ItemCode.objects.filter(serial=serial).exists()


def is_lot(trace_code: str) -> bool:
    """Whether a lot has this trace code."""
    return Lot.objects.filter(trace_code=trace_code).exists()


def is_item_of(serial: str, *, gtin: str, lot: str | None) -> bool:
    """Whether this serial was issued for this GTIN, and for this lot where one is named."""
    codes = ItemCode.objects.filter(serial=serial, lot__pack__gtin=gtin)
    return codes.filter(lot__code=lot).exists() if lot else codes.exists()


def product_and_lot(*, gtin: str, lot: str | None) -> tuple[str, str | None] | None:
    """The slug of the product with this GTIN and the trace code of the lot; None: no such GTIN."""
    packs: QuerySet[Pack] = Pack.objects.filter(gtin=gtin)
    named = packs.annotate(named_lot=FilteredRelation("lots", condition=Q(lots__code=lot)))
    found = named.values_list("product__slug", F("named_lot__trace_code")).first()
    return (found[0], found[1]) if found else None
