"""Recognitions that end soon and have no successor yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef

from catalog.models import Recognition

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from catalog.models import Producer

STAGES = (30, 90, 180)
"""Days before the end at which a person is told, each once; renewing takes months."""
FIRST = timedelta(days=STAGES[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """So many days are left, the last day not among them."""

    recognition: Recognition
    days: int

    @property
    def stage(self) -> int:
        """The last of the three that has come."""
        return next(stage for stage in STAGES if self.days <= stage)


def ending_soon(*, on: date) -> QuerySet[Recognition]:
    """In force, within the first stage of their end, and no later decision is known."""
    later = Recognition.objects.filter(
        product=OuterRef("product"),
        verified_at__isnull=False,
        valid_until__gt=OuterRef("valid_until"),
    )
    rows = Recognition.objects.in_force(on=on).filter(~Exists(later), valid_until__lte=on + FIRST)
    return rows.order_by(F("valid_until"), "pk")


def endings(producer: Producer, *, on: date) -> list[Ending]:
    """Of one stall, the first to end first. One query."""
    rows = ending_soon(on=on).filter(product__producer=producer).select_related("product")
    return [Ending(recognition=row, days=days_left(row, on=on)) for row in rows]


def days_left(recognition: Recognition, *, on: date) -> int:
    """Until the day from which it no longer counts; recognitions in force have one."""
    ends = recognition.valid_until or on
    return (ends - on).days
