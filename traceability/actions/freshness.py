"""How fresh goods must be to be sold: the days before their end on which they are not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from catalog.models import Product
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User


@transaction.atomic
def keep_fresh(*, product: Product, days: int, by: User, at: datetime) -> None:
    """Sell nothing of a product that has ``days`` or fewer to go; what is promised stays so."""
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    if product.least_days_left == days:
        return
    product.least_days_left = days
    product.save(update_fields=["least_days_left"])
    lots = list(Lot.objects.filter(pack__product=product).select_for_update().order_by("pk"))
    for lot in lots:
        lot.sell_until = last_day(lot.best_before, days)
    Lot.objects.bulk_update(lots, ["sell_until"], batch_size=500)
    journal.record(
        actor=by,
        verb="kept fresh",
        subject=product,
        at=at,
        on_behalf_of=product.producer,
        days=days,
    )


def last_day(best_before: date | None, days: int) -> date | None:
    """From that day on it is not sold; None where ``best_before`` itself is the end."""
    return best_before - timedelta(days=days) if best_before and days else None
