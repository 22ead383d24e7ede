"""What a scan page tells, read with five queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from catalog.models import Pack, Photo, Recognition
from traceability.models import Document, Event, ItemCode, Lot, Scan

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

WITH_LOT = (
    "pack__product__producer__commune__province",
    "origin__commune__province",
    "workshop__commune__province",
)
PHOTO = JSONObject(
    small="small", medium="medium", large="large", width="width", height="height", alt="description"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A lot and, where one item was scanned, its code."""

    lot: Lot
    code: ItemCode | None
    photo: dict[str, Any] | None
    events: list[Event]
    recognition: Recognition | None
    documents: list[Document]
    scans: int
    first_scan_at: datetime | None
    last_scan_at: datetime | None


def item_story(serial: str, *, on: date) -> Story | None:
    """Of one item; None when the serial was never issued."""
    codes = ItemCode.objects.select_related("run", *(f"lot__{path}" for path in WITH_LOT))
    code = codes.annotate(photo=_photo("lot__pack__product")).filter(serial=serial).first()
    return _story(code.lot, code, code.photo, on) if code else None


def lot_story(trace_code: str, *, on: date) -> Story | None:
    """Of a whole lot; None when no lot has this trace code."""
    lots = Lot.objects.select_related(*WITH_LOT).annotate(photo=_photo("pack__product"))
    lot = lots.filter(trace_code=trace_code).first()
    return _story(lot, None, lot.photo, on) if lot else None


def trade_item(gtin: str) -> Pack | None:
    """The pack with this GTIN."""
    return Pack.objects.select_related("product__producer").filter(gtin=gtin).first()


def _story(lot: Lot, code: ItemCode | None, photo: dict[str, Any] | None, on: date) -> Story:
    scans = Scan.objects.filter(code=code) if code else Scan.objects.filter(lot=lot)
    seen = scans.aggregate(n=Count("pk"), first=Min("at"), last=Max("at"))
    return Story(
        lot=lot,
        code=code,
        photo=photo,
        events=list(_events(lot)),
        recognition=_recognition(lot, on),
        documents=list(_documents(lot)),
        scans=seen["n"],
        first_scan_at=seen["first"],
        last_scan_at=seen["last"],
    )


def _photo(product: str) -> Subquery:
    photos = Photo.objects.filter(product=OuterRef(product)).order_by("position", "pk")
    return Subquery(photos.values(photo=PHOTO)[:1])


def _events(lot: Lot) -> QuerySet[Event]:
    return lot.events.standing().select_related("place__commune").order_by("happened_at", "pk")


def _documents(lot: Lot) -> QuerySet[Document]:
    of_lot_or_product = Q(lot=lot) | Q(product=lot.pack.product_id, lot__isnull=True)
    return Document.objects.filter(of_lot_or_product).order_by(F("issued_on").desc(nulls_last=True))


def _recognition(lot: Lot, on: date) -> Recognition | None:
    """The decision in force on that day; else the latest one, so that its state is said."""
    decisions = list(lot.pack.product.recognitions.all())
    standing = [d for d in decisions if d.standing(on=on) == Recognition.Standing.IN_FORCE]
    return next(iter(standing or decisions), None)
