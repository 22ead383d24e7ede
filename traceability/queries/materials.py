"""Raw materials as a producer's pages show them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.timezone import localtime

from traceability.measures import in_spoken
from traceability.models import Event, Lot, MaterialLot, Use

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from catalog.models import Producer
    from traceability.models import Recipe

MOST_IN_STORE = 40
"""Boxes on one form: more would not be read on a phone."""

IN_AN_ADDRESS = re.compile(r"/(?:t|lo)/([0-9A-Za-z]{6,12})\b")


def lots_of(producer: Producer) -> QuerySet[MaterialLot]:
    """What is in store first, newest first."""
    lots = producer.material_lots.select_related("material", "place")
    return lots.order_by("-came_on", "-pk")


def in_store(producer: Producer) -> list[MaterialLot]:
    """Those from which something may be taken, oldest first: what came first goes first."""
    rows = lots_of(producer).filter(left__gt=0).order_by("came_on", "pk")
    return list(rows[:MOST_IN_STORE])


def last_lot(producer: Producer, name: str = "") -> MaterialLot | None:
    """The lot before this one: of that material, else of any."""
    lots = producer.material_lots.select_related("material").order_by("-pk")
    return (lots.filter(material__name__iexact=name).first() if name else None) or lots.first()


def last_place(producer: Producer) -> int | None:
    """Where things were last made of others."""
    made = producer.events.filter(stage=Event.Stage.PROCESSING, place__isnull=False)
    return made.order_by("-pk").values_list("place", flat=True).first()


def suggested_code(producer: Producer, *, at: datetime) -> str:
    """``N261121-1``: the day, and the first number that is free on it."""
    day = localtime(at).strftime("N%y%m%d")
    lots = producer.material_lots.filter(code__startswith=f"{day}-")
    taken = set(lots.values_list("code", flat=True))
    return next(f"{day}-{n}" for n in range(1, len(taken) + 2) if f"{day}-{n}" not in taken)


def names(producer: Producer) -> list[str]:
    return list(producer.materials.values_list("name", flat=True))


def spoken_amount(lot: MaterialLot) -> Decimal:
    return in_spoken(lot.amount, lot.material.unit)


def lot_on_the_market(typed: str) -> Lot | None:
    """The complete lot whose code this is, typed or pasted as an address."""
    found = IN_AN_ADDRESS.search(typed)
    code = (found[1] if found else typed).strip().upper()
    lots = Lot.objects.filter(completed_at__isnull=False).select_related("producer", "pack")
    return lots.filter(trace_code=code).first() or lots.filter(codes__serial=code).first()


def history(lot: MaterialLot) -> QuerySet[Event]:
    """How it came, in the words that stand."""
    events = lot.events.standing().select_related("place__commune", "producer")
    return events.prefetch_related("items").order_by("-pk")


def uses_of(lot: MaterialLot) -> QuerySet[Use]:
    """What was taken of it, the latest first."""
    uses = lot.uses.standing().select_related("event", "into_lot__pack__product")
    return uses.select_related(
        "event", "into_lot__pack__product", "into_material__material"
    ).order_by("-event__happened_at", "-pk")


def taken_for(event: Event) -> dict[int, int]:
    """What an event took: base units by the key of the lot."""
    return dict(event.uses.values_list("source", "amount"))


def used_in(lot: Lot) -> QuerySet[Use]:
    """What went into a product lot."""
    uses = lot.uses.standing().select_related("source__material", "event")
    return uses.order_by("event__happened_at", "pk")


def recipes_of(producer: Producer) -> list[Recipe]:
    """The recipes that stand: the newest for each thing."""
    rows = producer.recipes.select_related("product", "material").prefetch_related(
        Prefetch("ingredients__material")
    )
    newest: dict[tuple[int | None, int | None], Recipe] = {}
    for recipe in rows:
        newest.setdefault((recipe.product_id, recipe.material_id), recipe)
    return list(newest.values())
