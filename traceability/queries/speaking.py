"""Whose things an event names: looked up for a whole document with a handful of queries."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q

from catalog.models import Pack
from traceability.addresses import CROP
from traceability.epcis.canonical import canonical
from traceability.models import ItemCode, Lot, MaterialLot, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

GTIN = re.compile(r"https://id\.gs1\.org/(?:01/(\d{14})|8006/(\d{14})\d{4})(?:/(\d+)/(.+))?")
GLN = re.compile(r"https://id\.gs1\.org/414/(\d{13})(?:/.*)?")
CODE = re.compile(r"/t/([^/]+)(?:/nguyen-lieu|/ban-thanh-pham)?/?")
MATERIAL = re.compile(r"/truy-xuat/nguyen-lieu/([^/]+)/?")
STALL = re.compile(r"/chu-the/([^/]+)/?")
BATCH = 500
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owned:
    """Whose a thing is; `lot`, `material` and `place` where it is one, or of one."""

    producer: int
    lot: Lot | None = None
    place: Place | None = None
    material: MaterialLot | None = None


def identity(uri: str) -> Key | None:
    """What a name means here: a GTIN, a code, a place; None for what is nobody's here to tell."""
    known = canonical(uri)
    if found := GTIN.fullmatch(known):
        return ("gtin", found[1] or found[2], found[3] or "", unquote(found[4] or ""))
    if found := GLN.fullmatch(known):
        return ("gln", found[1])
    return _under_our_host(uri)


def _under_our_host(uri: str) -> Key | None:
    """Here everything means something: ``("strange",)`` is what we never issued."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.netloc.lower() != urlsplit(settings.SITE_URL).netloc.lower():
        return None
    if found := CODE.fullmatch(parts.path):
        return ("code", unquote(found[1]))
    if found := MATERIAL.fullmatch(parts.path):
        return ("material", unquote(found[1]))
    if (found := STALL.fullmatch(parts.path)) and parts.fragment:
        return ("place", unquote(found[1]), unquote(parts.fragment).removesuffix(CROP))
    return ("strange",)


def owners(identities: Iterable[Key], *, speakers: Collection[int]) -> dict[Key, Owned]:
    """Who owns each of these, for those that somebody here owns.

    A GLN is looked for among the places of ``speakers`` only: it is a number in the open, and no
    two producers' places shut each other out by it.
    """
    by_sort: dict[str, set[Key]] = defaultdict(set)
    for one in identities:
        by_sort[one[0]].add(one)
    found: dict[Key, Owned] = {}
    found |= dict(_trade_items(sorted(by_sort["gtin"])))
    found |= dict(_codes(sorted(by_sort["code"])))
    found |= dict(_materials(sorted(by_sort["material"])))
    found |= dict(_places(sorted(by_sort["gln"] | by_sort["place"]), speakers))
    return found


def _trade_items(keys: list[Key]) -> Iterator[tuple[Key, Owned]]:
    """A GTIN is its pack's producer's, with every lot and serial under it."""
    for some in _batches(keys):
        gtins, values = {key[1] for key in some}, {key[3] for key in some if key[3]}
        packs = dict(
            Pack.objects.filter(gtin__in=gtins).values_list("gtin", "product__producer_id")
        )
        lots = _lots(Q(pack__gtin__in=gtins, code__in=values)) if values else []
        by_lot = {(lot.pack.gtin, "10", lot.code): lot for lot in lots}
        items = _items(Q(serial__in=values, lot__pack__gtin__in=gtins)) if values else []
        by_lot |= {(item.lot.pack.gtin, "21", item.serial): item.lot for item in items}
        for key in some:
            if key[1] in packs:
                yield key, Owned(packs[key[1]], by_lot.get((key[1], key[2], key[3])))


def _codes(keys: list[Key]) -> Iterator[tuple[Key, Owned]]:
    for some in _batches(keys):
        codes = {key[1] for key in some}
        lots = {lot.trace_code: lot for lot in _lots(Q(trace_code__in=codes))}
        lots |= {item.serial: item.lot for item in _items(Q(serial__in=codes))}
        for key in some:
            if key[1] in lots:
                yield key, Owned(lots[key[1]].producer_id, lots[key[1]])


def _materials(keys: list[Key]) -> Iterator[tuple[Key, Owned]]:
    for some in _batches(keys):
        lots = MaterialLot.objects.filter(trace_code__in={key[1] for key in some})
        for lot in lots:
            yield ("material", lot.trace_code), Owned(lot.producer_id, material=lot)


def _places(keys: list[Key], speakers: Collection[int]) -> Iterator[tuple[Key, Owned]]:
    for some in _batches(keys):
        glns = {key[1] for key in some if key[0] == "gln"}
        slugs = {key[1] for key in some if key[0] == "place"}
        codes = {key[2] for key in some if key[0] == "place"}
        wanted = Q(gln__in=glns, producer__in=speakers) | Q(
            producer__slug__in=slugs, code__in=codes
        )
        for place in Place.objects.filter(wanted).select_related("producer").order_by("pk"):
            owned = Owned(place.producer_id, place=place)
            yield from (
                (key, owned)
                for key in (("gln", place.gln), ("place", place.producer.slug, place.code))
                if key in some
            )


def _lots(wanted: Q) -> list[Lot]:
    return list(Lot.objects.filter(wanted).select_related("pack"))


def _items(wanted: Q) -> list[ItemCode]:
    return list(ItemCode.objects.filter(wanted).select_related("lot__pack"))


def _batches(keys: list[Key]) -> Iterator[list[Key]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
