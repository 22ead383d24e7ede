"""Recalls as lists: everybody's, a producer's, an officer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from traceability.models import Lot, MaterialLot, Recall
from traceability.queries.recalls import in_full

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Producer

IN_FEED = 50


def public() -> QuerySet[Recall]:
    """What runs first, then by day, the latest first."""
    return in_full().order_by(F("closed_at").asc(nulls_first=True), "-opened_at", "-pk")


def latest() -> list[Recall]:
    """The news: what was last opened or closed."""
    return list(in_full().order_by("-opened_at", "-pk")[:IN_FEED])


def of_producer(producer: Producer) -> QuerySet[Recall]:
    return with_counts(in_full().filter(producer=producer))


def overseen_by(user: User) -> QuerySet[Recall]:
    return with_counts(in_full().overseen_by(user))


def with_counts(rows: QuerySet[Recall]) -> QuerySet[Recall]:
    """With how many buyers there are to tell, and how many were told; what runs comes first."""
    counted = rows.annotate(
        letter_count=Count("letters"),
        told_count=Count("letters", filter=Q(letters__told_at__isnull=False)),
    )
    return counted.order_by(F("closed_at").asc(nulls_first=True), "-opened_at", "-pk")


def lots_to_recall(producer: Producer) -> QuerySet[Lot]:
    """Complete lots that are not recalled whole, the latest first."""
    lots = Lot.objects.filter(producer=producer, completed_at__isnull=False, held_back=None)
    return lots.select_related("pack__product").order_by("-made_on", "-pk")


def materials_to_recall(producer: Producer) -> QuerySet[MaterialLot]:
    """Material lots of which something was made, and which are not recalled."""
    used = producer.material_lots.filter(uses__isnull=False, is_recalled=False).distinct()
    return used.select_related("material").order_by("-came_on", "-pk")
