"""What a scan page tells, read with eight queries, and one more for what is not own harvest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import JSONObject

from catalog.models import Pack, Photo, Policy, Recognition
from traceability import addresses
from traceability.models import (
    CodeHistory,
    Document,
    Event,
    EventItem,
    ItemCode,
    LogLeaf,
    Lot,
    LotRating,
    MaterialLot,
    Recall,
    Scan,
)
from traceability.queries import attestations, genealogy, growing, recalls
from traceability.ratings import Rating

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from traceability.queries.genealogy import Walk

WITH_LOT = "pack__product__producer__commune__province"
PHOTO = JSONObject(
    small="small", medium="medium", large="large", width="width", height="height", alt="description"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A lot and, where one item was scanned, its code."""

    lot: Lot
    code: ItemCode | None
    photo: dict[str, Any] | None
    asks_age: bool
    events: list[Event]
    recognition: Recognition | None
    documents: list[Document]
    scans: int
    first_scan_at: datetime | None
    last_scan_at: datetime | None
    recall: Recall | None
    rating: Rating
    told_of: frozenset[int]
    """The producers of all that the story is made of: when none has turned, it is the same."""


def item_story(serial: str, *, on: date) -> Story | None:
    """Of one item; None when the serial was never issued."""
    codes = ItemCode.objects.select_related("run", "lot__rating", f"lot__{WITH_LOT}")
    code = codes.annotate(**_seen("lot__pack__product", on)).filter(serial=serial).first()
    return _story(code, code.lot, code, on) if code else None


def lot_story(trace_code: str, *, on: date) -> Story | None:
    """Of a whole lot; None when no lot has this trace code."""
    lots = Lot.objects.select_related("rating", WITH_LOT).annotate(**_seen("pack__product", on))
    lot = lots.filter(trace_code=trace_code).first()
    return _story(lot, lot, None, on) if lot else None


def trade_item(gtin: str) -> Pack | None:
    """The pack that has this GTIN, or once had it."""
    packs = Pack.objects.select_related("product__producer")
    return packs.filter(trade_items__gtin=gtin).first()


def _story(seen: Any, lot: Lot, code: ItemCode | None, on: date) -> Story:  # noqa: ANN401 (a row)
    """``seen`` is the row that carries the annotations of :func:`_seen`."""
    looks, behind = _looks(lot, code), genealogy.origins(lot.trace_code)
    events = _events(lot, code, behind)
    recall = recalls.of_code(code) if code else recalls.of_lot(lot)
    return Story(
        lot=lot,
        code=code,
        photo=seen.photo,
        asks_age=seen.asks_age,
        events=events,
        recognition=_recognition(lot, on),
        documents=list(_documents(lot)),
        scans=looks["n"],
        first_scan_at=looks["first"],
        last_scan_at=looks["last"],
        recall=recall,
        rating=_rating(lot, seen.rated),
        told_of=_told_of(lot, events, recall) | _met_on(behind),
    )


def _looks(lot: Lot, code: ItemCode | None) -> dict[str, Any]:
    """How many, the first and the last. Of an item they are added up already."""
    if code:
        histories = CodeHistory.objects.filter(pk=code.pk)
        found = histories.values(n=F("times"), first=F("first_at"), last=F("last_at")).first()
        return {**found} if found else {"n": 0, "first": None, "last": None}
    scans = Scan.objects.filter(lot=lot, is_look=True)
    return scans.aggregate(n=Count("pk"), first=Min("at"), last=Max("at"))


def _rating(lot: Lot, of_product: dict[str, int] | None) -> Rating:
    own, every = getattr(lot, "rating", None), of_product or {"count": 0, "total": 0}
    count, total = (own.count, own.total) if own else (0, 0)
    return Rating(count, total, every["count"], every["total"])


def _seen(product: str, on: date) -> dict[str, Subquery | Exists]:
    """What comes along with the row: the first photo, what buyers gave all lots of the product.

    And whether the law asks for an age.
    """
    photos = Photo.objects.filter(product=OuterRef(product)).order_by("position", "pk")
    policies = Policy.objects.in_force(on=on).filter(minimum_age__gt=0)
    kind = OuterRef(f"{product}__criteria_set")
    ratings = LotRating.objects.filter(lot__pack__product=OuterRef(product)).order_by()
    sums = ratings.values("lot__pack__product").annotate(n=Sum("count"), points=Sum("total"))
    return {
        "photo": Subquery(photos.values(photo=PHOTO)[:1]),
        "rated": Subquery(sums.values(rated=JSONObject(count="n", total="points"))),
        "asks_age": Exists(policies.filter(criteria_set=kind)),
    }


def _events(lot: Lot, code: ItemCode | None, behind: Walk) -> list[Event]:
    """The steps of a lot's life, of what went into it, and of the places it was harvested at.

    Also those that name this item; what is no step is not told.
    """
    told = Q(lot=lot) | Q(material_lot__in=_material_lots(lot, behind))
    if code:
        named = EventItem.objects.filter(epc__in=addresses.item_names(code))
        told |= Q(pk__in=named.values("event"))
    steps = Event.objects.standing().filter(told).exclude(stage="")
    events = list(_in_order(steps))
    events = with_growing(events)
    for event in events:
        if event.lot_id == lot.pk:
            event.lot = lot
    return events


def material_story(lot: MaterialLot) -> list[Event]:
    """The steps of a material lot, and of what it was made of."""
    behind = genealogy.origins(lot.trace_code).nodes
    own = MaterialLot.objects.filter(producer=lot.producer_id, trace_code__in=behind)
    told = Q(material_lot=lot) | Q(material_lot__in=own)
    steps = Event.objects.standing().filter(told).exclude(stage="")
    return with_growing(list(_in_order(steps)))


def with_growing(events: list[Event]) -> list[Event]:
    """What was planted and done at the places of these harvests, told before them."""
    harvests = [
        (event.place_id, event.happened_at)
        for event in events
        if event.stage == Event.Stage.HARVEST and event.place_id
    ]
    told = [*growing.before(harvests), *events]
    return sorted(told, key=lambda event: (event.happened_at, event.pk))


def _material_lots(lot: Lot, behind: Walk) -> list[int]:
    """The keys of the producer's own material lots behind a lot, at any depth."""
    if not behind.nodes:
        return []
    own = MaterialLot.objects.filter(producer=lot.producer_id, trace_code__in=behind.nodes)
    return list(own.values_list("pk", flat=True))


def _told_of(lot: Lot, events: Sequence[Event], recall: Recall | None) -> frozenset[int]:
    """Whose lot and product it is, who tells of them, and whose places and goods are named."""
    told = {lot.producer_id, lot.pack.product.producer_id}
    told |= {recall.producer_id} if recall else set()
    for event in events:
        material = event.material_lot
        told.add(event.producer_id)
        told |= {event.place.producer_id} if event.place else set()
        told |= {material.producer_id, material.material.producer_id} if material else set()
        if material and material.bought_lot:
            told.add(material.bought_lot.producer_id)
    return frozenset(told)


def _met_on(behind: Walk) -> frozenset[int]:
    """Whoever tells of a step of the way back, or whose lots lie on it."""
    if not behind.steps:
        return frozenset()
    tellers = Event.objects.filter(pk__in={step.event for step in behind.steps})
    of_lots = Lot.objects.filter(trace_code__in=behind.nodes)
    of_materials = MaterialLot.objects.filter(trace_code__in=behind.nodes)
    owners = (of_lots.values("producer"), of_materials.values("producer"))
    rows = tellers.values("producer").order_by().union(*(some.order_by() for some in owners))
    return frozenset(row["producer"] for row in rows)


def _in_order(steps: QuerySet[Event]) -> QuerySet[Event]:
    related = ("place__commune", "producer", "material_lot__material")
    rows = steps.select_related(*related, "material_lot__bought_lot__producer")
    word = attestations.latest_word(LogLeaf.Kind.EVENT)
    return rows.annotate(stood=word).order_by("happened_at", "pk")


def _documents(lot: Lot) -> QuerySet[Document]:
    of_lot_or_product = Q(lot=lot) | Q(product=lot.pack.product_id, lot__isnull=True)
    word = attestations.latest_word(LogLeaf.Kind.DOCUMENT)
    found = Document.objects.filter(of_lot_or_product).annotate(stood=word)
    return found.order_by(F("issued_on").desc(nulls_last=True))


def _recognition(lot: Lot, on: date) -> Recognition | None:
    """The decision in force on that day; else the latest one, so that its state is said."""
    decisions = list(lot.pack.product.recognitions.all())
    standing = [d for d in decisions if d.standing(on=on) == Recognition.Standing.IN_FORCE]
    return next(iter(standing or decisions), None)
