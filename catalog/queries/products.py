"""Only those goods that a person may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.prepared import Prepared
from catalog.models import Policy, Product

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def suitable(
    products: QuerySet[Product, Product], *, on: date, of_age: bool
) -> QuerySet[Product, Product]:
    """Less what the law keeps from the young, unless the visitor has said to be of age."""
    if of_age:
        return products
    kept_away = Policy.objects.in_force(on=on).filter(minimum_age__gt=0)
    return products.exclude(criteria_set__in=kept_away.values("criteria_set"))


@Prepared
def for_grown_ups(on: date) -> QuerySet[Policy, tuple[int]]:
    """The criteria sets whose goods the law keeps from the young on that day."""
    limited = Policy.objects.in_force(on=on).filter(minimum_age__gt=0)
    return limited.order_by("criteria_set").values_list("criteria_set").distinct()
