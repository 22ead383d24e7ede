"""Lots as a producer's pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from catalog.models import Pack
from traceability.models import Event, Lot

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from catalog.models import Producer


def lots_of(producer: Producer) -> QuerySet[Lot]:
    """Newest first, with what a row of the list says."""
    return producer.lots.select_related("pack__product")


def packs_to_make(producer: Producer) -> QuerySet[Pack]:
    """The packs a lot may be opened for."""
    packs = Pack.objects.filter(product__producer=producer, is_active=True)
    return packs.select_related("product").order_by("product__name", "position", "pk")


def last_lot(pack: Pack) -> Lot | None:
    """The lot before this one: where its places, shelf life and quantities come from."""
    return pack.lots.select_related("origin", "workshop").order_by("-made_on", "-pk").first()


def suggested_code(producer: Producer, *, at: datetime) -> str:
    """``261121-1``: the day, and the first number that is free on it."""
    day = localtime(at).strftime("%y%m%d")
    taken = set(producer.lots.filter(code__startswith=f"{day}-").values_list("code", flat=True))
    return next(f"{day}-{n}" for n in range(1, len(taken) + 2) if f"{day}-{n}" not in taken)


def standing_events(lot: Lot) -> QuerySet[Event]:
    """What is held to be true of a lot, in order of time."""
    return lot.events.standing().select_related("place__commune").prefetch_related("items", "uses")


def last_quantity(lot: Lot, stage: str) -> tuple[int, int]:
    """How much went in and came out at this stage: of this lot, else of the pack's lot before.

    In thousandths of the event's unit (grams where the event counts kilograms), or pieces.
    """
    events = Event.objects.standing().filter(lot__pack=lot.pack, stage=stage)
    event = events.order_by("-recorded_at").prefetch_related("items").first()
    return quantities(event) if event else (0, 0)


def quantities(event: Event) -> tuple[int, int]:
    """What went in (or was there), and what came out, in base units."""
    went_in = came_out = 0
    for item in event.items.all():
        amount = int((item.quantity or 0) * (1000 if item.unit else 1))
        if item.role == "output":
            came_out += amount
        else:
            went_in += amount
    return went_in, came_out
