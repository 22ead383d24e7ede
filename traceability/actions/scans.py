"""A person looked at a code: noted once, with nothing about the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traceability.models import Scan

if TYPE_CHECKING:
    from datetime import datetime

    from traceability.models import ItemCode, Lot


def record_scan(*, lot: Lot, code: ItemCode | None, at: datetime) -> Scan:
    """Note one look at an item's code, or at a lot's when there is no item. One INSERT."""
    return Scan.objects.create(lot=lot, code=code, at=at)
