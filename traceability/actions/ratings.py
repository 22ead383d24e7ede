"""The market tells what a lot's buyers gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from traceability.models import LotRating

if TYPE_CHECKING:
    from traceability.models import Lot


@transaction.atomic
def rate_lot(*, lot: Lot, count: int, total: int) -> None:
    """``count`` buyers gave ``total`` points, of which each may have been counted before.

    The same figures again change nothing. The caller holds a lock under which they were added up.
    """
    ratings = LotRating.objects.filter(lot=lot)
    if not count:
        ratings.delete()
    elif not ratings.filter(count=count, total=total).exists():
        LotRating.objects.update_or_create(lot=lot, defaults={"count": count, "total": total})
