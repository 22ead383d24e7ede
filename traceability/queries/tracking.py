"""Events as the critical tracking events of the FDA's Food Traceability Rule, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from traceability.dossiers.critical import Occurrence, Tracking
from traceability.models import Event, EventItem, Lot, Place
from traceability.queries.speaking import identity, owners

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from catalog.models import Producer

AT_ONCE = 500
Stage = Event.Stage
STEPS = {
    "shipping": Tracking.SHIPPING,
    "departing": Tracking.SHIPPING,
    "receiving": Tracking.RECEIVING,
    "accepting": Tracking.RECEIVING,
}
UNITS = {"KGM": "kg", "LTR": "litre"}
CONSUMER = "Consumer (not named)"
OF_LOT = (
    *("pack__product", "producer", "origin__commune__province", "origin__producer"),
    *("workshop__commune__province", "workshop__producer"),
)
OF_PLACE = ("commune__province", "producer")


@dataclass(slots=True)
class Ground:
    """What many events share, read once: lots, places; and the things of the events at hand."""

    lots: dict[int, Lot] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    named: dict[str, Lot] = field(default_factory=dict)
    items: dict[int, list[EventItem]] = field(default_factory=dict)

    def learn(self, events: Sequence[Event]) -> None:
        """Read what these events need and is not known yet."""
        lots = {event.lot_id for event in events if event.lot_id} - set(self.lots)
        places = {event.place_id for event in events if event.place_id} - set(self.places)
        self.lots |= Lot.objects.select_related(*OF_LOT).in_bulk(sorted(lots))
        self.places |= Place.objects.select_related(*OF_PLACE).in_bulk(sorted(places))
        self.items = {event.pk: [] for event in events}
        for item in EventItem.objects.filter(event__in=list(self.items)).order_by("pk"):
            self.items[item.event_id].append(item)
        self.named = self._lots_of_items(events)

    def _lots_of_items(self, events: Iterable[Event]) -> dict[str, Lot]:
        """Of events that stand on no lot's page: the lot of each thing they name."""
        without = [event.pk for event in events if event.lot_id is None]
        named = {item.epc for key in without for item in self.items[key]}
        keys = {epc: key for epc in named if (key := identity(epc))}
        owned = owners(keys.values(), speakers=())
        found = {epc: owned[key].lot for epc, key in keys.items() if key in owned}
        wanted = {lot.pk for lot in found.values() if lot} - set(self.lots)
        self.lots |= Lot.objects.select_related(*OF_LOT).in_bulk(sorted(wanted))
        return {epc: self.lots[lot.pk] for epc, lot in found.items() if lot}


def events_between(producer: Producer, *, since: datetime, before: datetime) -> QuerySet[Event]:
    """A producer's standing events of a span of time."""
    events = producer.events.standing()
    return events.filter(happened_at__gte=since, happened_at__lt=before)


def occurrences(events: QuerySet[Event]) -> Iterator[Occurrence]:
    """In order of time; what is no critical tracking event is left out. Memory stays flat."""
    processed: set[int | None] = set(
        Event.objects.standing()
        .filter(lot__in=events.values("lot"), stage=Stage.PROCESSING)
        .values_list("lot", flat=True)
    )
    streamed = events.order_by("happened_at", "pk").iterator(chunk_size=AT_ONCE)
    ground = Ground()
    while some := list(islice(streamed, AT_ONCE)):
        ground.learn(some)
        for event in some:
            kind = _kind(event, processed)
            if kind:
                yield from _told(event, kind, ground)


def _kind(event: Event, processed: set[int | None]) -> Tracking | None:
    if event.stage == Stage.HARVEST:
        return Tracking.HARVESTING
    if event.stage == Stage.PACKING:
        is_first = event.lot_id not in processed
        return Tracking.INITIAL_PACKING if is_first else Tracking.TRANSFORMATION
    if event.kind == Event.Kind.TRANSFORMATION:
        return Tracking.TRANSFORMATION
    return STEPS.get(event.biz_step)


def _told(event: Event, kind: Tracking, ground: Ground) -> Iterator[Occurrence]:
    """One row for each lot that the event is about, and that is its teller's."""
    where, items = ground.places.get(event.place_id or 0), ground.items[event.pk]
    if event.lot_id:
        yield _of_lot(event, kind, ground.lots[event.lot_id], where, items)
        return
    amounts: Counter[tuple[int, str]] = Counter()
    for item in items:
        lot = ground.named.get(item.epc)
        if lot and lot.producer_id == event.producer_id and item.role != "input":
            amounts[lot.pk, UNITS.get(item.unit, item.unit)] += item.quantity or 1  # type: ignore[assignment]
    for (key, unit), amount in amounts.items():
        lot = ground.lots[key]
        yield _row(event, kind, lot, where, Decimal(amount), unit or lot.pack.name)


def _of_lot(
    event: Event, kind: Tracking, lot: Lot, where: Place | None, items: Sequence[EventItem]
) -> Occurrence:
    into = next((item for item in items if item.role == "input"), None)
    out = next((item for item in items if item.role in {"output", "epc", "child"}), None)
    amount, unit = _amount(out, lot)
    if out and out.quantity is None:
        amount = Decimal(sum(item.quantity is None for item in items))
    if kind is Tracking.TRANSFORMATION:
        used, used_unit = _amount(into, lot)
        return _row(event, kind, lot, where, amount, unit, used, used_unit)
    return _row(event, kind, lot, where, amount, unit)


def _row(
    event: Event,
    kind: Tracking,
    lot: Lot,
    where: Place | None,
    amount: Decimal | None,
    unit: str,
    used: Decimal | None = None,
    used_unit: str = "",
) -> Occurrence:
    return Occurrence(
        kind=kind,
        code=_code(lot),
        source=_place(lot.workshop),
        product=f"{lot.pack.product.name} · {lot.pack.name}",
        quantity=amount,
        unit=unit,
        where=_place(where) if where else lot.producer.name,
        happened_at=localtime(event.happened_at),
        recorded_at=localtime(event.recorded_at),
        paper=_paper(event),
        origin=_place(lot.origin),
        before=_party(event, "sourceList", "source"),
        after=_after(event, kind, lot),
        used_code=lot.trace_code if kind is Tracking.TRANSFORMATION else "",
        used_quantity=used,
        used_unit=used_unit,
    )


def _code(lot: Lot) -> str:
    """What stands on the label: GTIN and lot, or our own code where there is no GTIN."""
    return f"(01){lot.pack.gtin}(10){lot.code}" if lot.pack.gtin else lot.trace_code


def _amount(item: EventItem | None, lot: Lot) -> tuple[Decimal | None, str]:
    if item is None or item.quantity is None:
        return None, lot.pack.name
    return item.quantity, UNITS.get(item.unit, item.unit or lot.pack.name)


def _place(place: Place) -> str:
    """A location description: whose, which, in which commune and province, and its GLN."""
    parts = [place.producer.name, place.name, place.commune.name, place.commune.province.name]
    return ", ".join([*parts, *([f"GLN {place.gln}"] if place.gln else [])])


def _after(event: Event, kind: Tracking, lot: Lot) -> str:
    if kind in {Tracking.HARVESTING, Tracking.COOLING}:
        return _place(lot.workshop)
    named = _party(event, "destinationList", "destination")
    is_parcel = kind is Tracking.SHIPPING and event.lot_id is None
    return named or (CONSUMER if is_parcel else "")


def _party(event: Event, field: str, name: str) -> str:
    return "; ".join(str(one.get(name, "")) for one in event.document.get(field) or [])


def _paper(event: Event) -> str:
    """The business documents an event names; without any, the event itself is the record."""
    papers = event.document.get("bizTransactionList") or []
    named = [f"{one.get('type') or 'document'} {one['bizTransaction']}" for one in papers]
    return "; ".join(named) or f"EPCIS event {event.hash_id}"
