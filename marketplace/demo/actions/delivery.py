"""The demo's ways of delivering, and the goods that must be kept cold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import transaction

from marketplace.delivery.actions import set_method, set_travel
from marketplace.delivery.models import FarCommune, Travel
from marketplace.demo.clock import STALLS_OPENED, days_before
from marketplace.demo.delivery import CHILLED, WAYS
from marketplace.demo.queries import good_of, owner, pack, stall

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.delivery.plans import MethodPlan


@transaction.atomic
def set_deliveries(*, at: datetime) -> int:
    """Ways and needs that are not there yet; say how many."""
    if not FarCommune.objects.exists():
        call_command("load_far_places", verbosity=0)
    opened = days_before(at, STALLS_OPENED - 1)
    added = sum(_offer(key, plan, opened) for key, plans in WAYS.items() for plan in plans)
    return added + sum(_chill(key, hours, opened) for key, hours in CHILLED.items())


def _offer(key: str, plan: MethodPlan, at: datetime) -> bool:
    producer = stall(key)
    if producer.delivery_methods.filter(kind=plan.kind, name=plan.name).exists():
        return False
    if plan.kind == "pickup":
        plan = replace(plan, commune_id=producer.commune_id)
    set_method(producer=producer, plan=plan, by=owner(key), at=at)
    return True


def _chill(key: str, hours: int, at: datetime) -> bool:
    row = pack(key)
    if Travel.objects.filter(pack=row).exists():
        return False
    by = owner(good_of(key)[0])
    set_travel(pack=row, needs_cold=True, most_hours=hours, by=by, at=at)
    return True
