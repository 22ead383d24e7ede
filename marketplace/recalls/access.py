"""The doors to recalls: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from catalog.models import Producer
from marketplace.orders import access as orders
from marketplace.orders.models import RecalledLine, RecallLetter
from traceability.models import ItemCode, Lot, MaterialLot, Recall
from traceability.queries.recalls import in_full

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User

LONGEST_KEY = 18


def recall_to_see(code: str) -> Recall:
    """Everybody may read of every recall."""
    return get_object_or_404(in_full(), code=code)


def recall_to_manage(user: User, producer: str, code: str) -> Recall:
    """A recall of a producer this person acts for."""
    return get_object_or_404(in_full().managed_by(user), producer__slug=producer, code=code)


def recall_to_oversee(user: User, code: str) -> Recall:
    """A recall of a producer in this officer's area."""
    return get_object_or_404(in_full().overseen_by(user), code=code)


def line_to_note(recall: Recall, pk: int) -> RecalledLine:
    """Something of this recall that a buyer holds."""
    key = pk if pk < 10**LONGEST_KEY else None
    out = RecalledLine.objects.filter(recall=recall, outcome=RecalledLine.Outcome.OUT)
    return get_object_or_404(out.select_related("line__order", "recall"), pk=key)


def lot_of_stall(producer: Producer, code: str) -> Lot:
    """A complete lot of this stall."""
    lots = Lot.objects.filter(producer=producer, completed_at__isnull=False)
    return get_object_or_404(lots.select_related("producer", "pack__product"), code=code)


def material_of_stall(producer: Producer, code: str) -> MaterialLot:
    """A material lot of this stall."""
    lots = MaterialLot.objects.filter(producer=producer)
    return get_object_or_404(lots.select_related("producer", "material"), code=code)


def source_overseen(user: User, code: str) -> Lot | MaterialLot | None:
    """What a printed code stands for, if it is of a producer in this officer's area."""
    overseen = Producer.objects.overseen_by(user)
    item = ItemCode.objects.filter(serial=code).values_list("lot", flat=True).first()
    lots = Lot.objects.filter(producer__in=overseen, completed_at__isnull=False)
    lots = lots.filter(pk=item) if item else lots.filter(trace_code=code)
    lot = lots.select_related("producer", "pack__product").first()
    if lot:
        return lot
    materials = MaterialLot.objects.filter(producer__in=overseen, trace_code=code)
    return materials.select_related("producer", "material").first()


def letter_to_read(request: HttpRequest, code: str, recall: str) -> RecallLetter:
    """What a recall means to the buyer of this order; a stranger gets 404."""
    group = orders.group_to_see(request, code)
    letters = RecallLetter.objects.select_related(
        "group",
        *(f"recall__{name}" for name in ("producer", "lot__pack", "material_lot__material")),
    )
    return get_object_or_404(letters, group=group, recall__code=recall)
