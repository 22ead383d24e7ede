"""Who asks for more than the yield: on the officer's desk, and on the producer's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from catalog.models import Producer
from traceability.models import YieldPlea

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from traceability.models import Lot


def overseen_by(user: User) -> QuerySet[YieldPlea]:
    """Those of producers in this officer's area: what waits first, the oldest first."""
    overseen = Producer.objects.overseen_by(user)
    pleas = YieldPlea.objects.filter(producer__in=overseen)
    return pleas.select_related("producer", "lot__pack__product", "material").order_by(
        F("decided_at").asc(nulls_first=True), "asked_at", "pk"
    )


def waiting(user: User) -> QuerySet[YieldPlea]:
    return overseen_by(user).filter(state=YieldPlea.State.ASKED)


def of_lot(lot: Lot) -> QuerySet[YieldPlea]:
    return lot.yield_pleas.order_by("-asked_at", "-pk")


def of_materials(producer: Producer) -> QuerySet[YieldPlea]:
    """Those for materials, the latest first."""
    pleas = producer.yield_pleas.filter(material__isnull=False).select_related("material")
    return pleas.order_by("-asked_at", "-pk")[:5]
