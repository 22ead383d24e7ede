"""What a recall reaches, and which recall reaches a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from traceability.models import ItemCode, Lot, MaterialLot, Recall, RecalledLot, RecallRule
from traceability.queries import genealogy

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from traceability.models.recalls import RecallQuerySet

WITH_SOURCE = ("producer", "lot__pack__product", "material_lot__material")


def in_full() -> RecallQuerySet:
    """With whose they are, and what they began at."""
    return Recall.objects.select_related(*WITH_SOURCE)


def lots_made_of(material: MaterialLot) -> QuerySet[Lot]:
    """The producer's own lots of goods made of a material lot, at any depth."""
    made = genealogy.everything_made_of(material.trace_code)
    return Lot.objects.filter(producer=material.producer_id, trace_code__in=made)


def materials_made_of(material: MaterialLot) -> QuerySet[MaterialLot]:
    """The material lot itself, and the producer's own ones made of it."""
    made = genealogy.everything_made_of(material.trace_code)
    nodes = [material.trace_code, *made]
    return MaterialLot.objects.filter(producer=material.producer_id, trace_code__in=nodes)


def lots_of_others(recall: Recall) -> QuerySet[Lot]:
    """Goods of other producers that were made of what is recalled."""
    start = (recall.lot or recall.material_lot).trace_code  # type: ignore[union-attr]  # CHECK
    made = genealogy.everything_made_of(start)
    others = Lot.objects.exclude(producer=recall.producer_id).filter(trace_code__in=made)
    return others.select_related("producer", "pack").order_by("producer", "pk")


def lots_reached(recall: Recall) -> list[Lot]:
    lots = Lot.objects.filter(recalled__recall=recall)
    return list(lots.select_related("pack__product", "workshop__producer").order_by("pk"))


def materials_reached(recall: Recall) -> list[MaterialLot]:
    if recall.material_lot is None:
        return []
    return list(materials_made_of(recall.material_lot).select_related("place__producer"))


def items_reached(recall: Recall) -> QuerySet[ItemCode]:
    """The items of a recall of single items."""
    return ItemCode.objects.filter(recalls__recall=recall).select_related("lot__pack")


def items_held_by_others(recall: Recall) -> QuerySet[ItemCode]:
    others = Recall.objects.standing().exclude(pk=recall.pk)
    return ItemCode.objects.filter(recalls__recall__in=others)


def lots_held_by_others(recall: Recall) -> QuerySet[RecalledLot]:
    """Those reached whole by another recall that still stands."""
    others = Recall.objects.standing().exclude(pk=recall.pk)
    return RecalledLot.objects.filter(recall__in=others.exclude(scope=Recall.Scope.ITEMS))


def of_lot(lot: Lot) -> Recall | None:
    """The latest recall by which this whole lot must not be used."""
    if not lot.is_recalled:
        return None
    whole = in_full().standing().exclude(scope=Recall.Scope.ITEMS)
    return whole.filter(lots__lot=lot).first()


def of_code(code: ItemCode) -> Recall | None:
    """The recall of this very item, or of its whole lot."""
    if code.recalled_at is None:
        return of_lot(code.lot)
    return of_lot(code.lot) or in_full().standing().filter(items__code=code).first()


def of_trace_code(trace_code: str) -> Recall | None:
    lot = Lot.objects.filter(trace_code=trace_code).first()
    return of_lot(lot) if lot else None


def of_serial(serial: str) -> Recall | None:
    code = ItemCode.objects.select_related("lot").filter(serial=serial).first()
    return of_code(code) if code else None


def of_material(lot: MaterialLot) -> Recall | None:
    """A recall that began at this material lot, or at one that it was made of."""
    if not lot.is_recalled:
        return None
    behind = [lot.trace_code, *genealogy.origins(lot.trace_code).nodes]
    return in_full().standing().filter(material_lot__trace_code__in=behind).first()


def rule_of(recall: Recall) -> RecallRule | None:
    """What the law asked of it on the day it was opened."""
    rules = RecallRule.objects.in_force(on=localdate(recall.opened_at))
    return rules.filter(form=recall.form).order_by("-valid_from").first()
