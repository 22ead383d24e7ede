"""The addresses by which items, lots, materials and places are known, here and elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from traceability import serials
from traceability.gs1 import link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traceability.models import ItemCode, Lot, MaterialLot, Place

MATERIAL = "nguyen-lieu"
BULK = "ban-thanh-pham"
CROP = "-vu"


def item_address(code: ItemCode) -> str:
    """What the label of one item carries: /01/<gtin14>/21/<serial>, or /t/<serial>."""
    return _item(code.lot, code.serial)


def before_serial(lot: Lot) -> str:
    """What the addresses of all items of a lot begin with; a serial follows as it is."""
    sample = serials.ALPHABET[0] * serials.LENGTH
    return _item(lot, sample).removesuffix(sample)


def _item(lot: Lot, serial: str) -> str:
    if lot.pack.gtin:
        return link.for_item(settings.SITE_URL, lot.pack.gtin, serial)
    return link.for_code(settings.SITE_URL, serial)


def item_names(code: ItemCode) -> list[str]:
    """Every address under which events may speak of one item."""
    return list({item_address(code), link.for_code(settings.SITE_URL, code.serial)})


def lot_address(lot: Lot) -> str:
    """A lot: /01/<gtin14>/10/<code>, or /t/<trace code>."""
    if lot.pack.gtin:
        return link.for_lot(settings.SITE_URL, lot.pack.gtin, lot.code)
    return link.for_code(settings.SITE_URL, lot.trace_code)


def material_address(lot: Lot) -> str:
    """The raw material of a lot: /t/<trace code>/nguyen-lieu."""
    return f"{link.for_code(settings.SITE_URL, lot.trace_code)}/{MATERIAL}"


def bulk_address(lot: Lot) -> str:
    """What came out of processing and is not packed yet: /t/<trace code>/ban-thanh-pham."""
    return f"{link.for_code(settings.SITE_URL, lot.trace_code)}/{BULK}"


def lot_names(*, trace_code: str, lot: str, gtins: Iterable[str]) -> list[str]:
    """Every address under which events may speak of a lot, its material and its bulk goods."""
    own = link.for_code(settings.SITE_URL, trace_code)
    numbered = (link.for_lot(settings.SITE_URL, gtin, lot) for gtin in gtins)
    return [own, f"{own}/{MATERIAL}", f"{own}/{BULK}", *numbered]


def place_address(place: Place) -> str:
    """A place: /414/<gln>, or its code among the places of its producer."""
    if place.gln:
        return link.build([("414", place.gln)], settings.SITE_URL)
    return f"{settings.SITE_URL}/chu-the/{place.producer.slug}/#{place.code}"


def crop_address(place: Place) -> str:
    """What stands or swims at a place before anything is harvested there."""
    return f"{settings.SITE_URL}/chu-the/{place.producer.slug}/#{place.code}{CROP}"


def material_lot_address(lot: MaterialLot) -> str:
    """A lot of raw material: the page that tells where it came from."""
    return f"{every_material_lot()}{lot.trace_code}/"


def every_material_lot() -> str:
    """What the addresses of all material lots begin with."""
    return f"{settings.SITE_URL}/truy-xuat/nguyen-lieu/"
