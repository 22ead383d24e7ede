"""Documents of trading partners, and whether what they tell may be told here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from traceability.epcis.canonical import canonical
from traceability.epcis.facts import things
from traceability.epcis.validity import Fault
from traceability.models import Event, PartnerDocument
from traceability.queries import speaking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.db.models import QuerySet

    from catalog.models import Producer
    from traceability.epcis.events import Json

PARTY = re.compile(r"https://id\.gs1\.org/41[47]/(\d{13})(?:/.*)?")
Named = dict[str, speaking.Key]
Owned = dict[speaking.Key, speaking.Owned]


def documents_of(producer: Producer) -> QuerySet[PartnerDocument]:
    """Newest first, with what became of each."""
    return producer.partner_documents.select_related("job").defer("document")


def known_events(producer: Producer, ids: Collection[str]) -> set[str]:
    """Those of these ids under which this producer has an event already."""
    found: set[str] = set()
    wanted = sorted(ids)
    for start in range(0, len(wanted), speaking.BATCH):
        some = producer.events.filter(event_id__in=wanted[start : start + speaking.BATCH])
        found.update(some.values_list("event_id", flat=True))
    return found


def own_events(producer: Producer, ids: Collection[str]) -> set[str]:
    """Those of these ids under which the producer itself, and no partner, told something."""
    own = Event.objects.filter(producer=producer, told_in__isnull=True)
    return set(own.filter(event_id__in=sorted(ids)).values_list("event_id", flat=True))


class Hearer:
    """One producer who hears of goods from outside; looked up once for a whole document."""

    def __init__(self, producer: Producer, events: Collection[Json]) -> None:
        uris = {uri for event in events for uri in _uris(event)}
        self._me = producer.pk
        self._named: Named = {uri: key for uri in uris if (key := _identity(uri))}
        self._owned: Owned = speaking.owners(self._named.values(), speakers={producer.pk})

    def faults(self, event: Json) -> Iterator[Fault]:
        """Why a partner may not tell this: it is ours, or a neighbour's, or for others.

        Goods from outside only, on their way to us: nothing of it touches a lot that is kept here.
        """
        for thing in things(event):
            yield from self._of_thing(thing.field, thing.uri)
        for name in ("bizLocation", "readPoint"):
            yield from self._of_place(f"{name}.id", (event.get(name) or {}).get("id", ""))
        if not self._is_for_us(event):
            yield Fault("destinationList", "not_for_us")

    def _of_thing(self, field: str, uri: str) -> Iterator[Fault]:
        key = self._named.get(uri)
        owner = self._owner(uri)
        if owner is not None:
            rule = "own_thing" if owner == self._me else "neighbours"
            yield Fault(field, rule, uri[:60])
        elif key and key[0] not in {"gtin", "gln"}:
            yield Fault(field, "strange", uri[:60])

    def _of_place(self, field: str, uri: str) -> Iterator[Fault]:
        owner = self._owner(uri)
        if owner is not None:
            yield Fault(field, "own_place" if owner == self._me else "neighbours", uri[:60])

    def _is_for_us(self, event: Json) -> bool:
        named = event.get("destinationList") or []
        return not named or any(self._owner(one["destination"]) == self._me for one in named)

    def _owner(self, uri: str) -> int | None:
        key = self._named.get(uri)
        found = self._owned.get(key) if key else None
        return found.producer if found else None


def _uris(event: Json) -> Iterator[str]:
    yield from (thing.uri for thing in things(event))
    yield from (one["destination"] for one in event.get("destinationList") or [])
    for name in ("readPoint", "bizLocation"):
        if event.get(name):
            yield event[name]["id"]


def _identity(uri: str) -> speaking.Key | None:
    """As :func:`speaking.identity`; a party is known by the GLN that is its place's too."""
    party = PARTY.fullmatch(canonical(uri))
    return ("gln", party[1]) if party else speaking.identity(uri)
