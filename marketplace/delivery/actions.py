"""What a producer sets about delivering its goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from catalog.models import Producer
from marketplace.delivery.models import Method, Price, Travel, Zone, ZonePlace

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Pack
    from marketplace.delivery.plans import MethodPlan, ZonePlan

OWN_WORDS = (
    *("name", "carrier", "days", "point", "commune_id"),
    *("street", "opens_at", "closes_at"),
)


@transaction.atomic
def set_method(
    *, producer: Producer, plan: MethodPlan, by: User, at: datetime, method: Method | None = None
) -> Method:
    """Offer a way of delivering, or another plan for one that is offered.

    A way of the same kind and name is the same way, so a form sent twice makes one. Orders placed
    before keep what they were told.
    """
    Producer.objects.select_for_update().get(pk=producer.pk)
    offered = producer.delivery_methods.offered()
    found = offered.filter(pk=method.pk) if method else offered.filter(kind=plan.kind)
    kept = found.first() if method else found.filter(name=plan.name).first()
    row = kept or Method(producer=producer, kind=plan.kind, opened_at=at)
    for word in OWN_WORDS:
        setattr(row, word, getattr(plan, word))
    row.save()
    row.zones.all().delete()
    for zone in plan.zones:
        _write_zone(row, zone)
    journal.record(actor=by, verb="set delivery", subject=row, at=at, on_behalf_of=producer)
    return row


@transaction.atomic
def end_method(*, method: Method, by: User, at: datetime) -> Method:
    """Offer it no more; orders that were placed with it stay as they are. Twice is once."""
    method = Method.objects.select_for_update().select_related("producer").get(pk=method.pk)
    if method.ended_at is None:
        method.ended_at = at
        method.save(update_fields=["ended_at"])
        producer = method.producer
        journal.record(
            actor=by, verb="ended delivery", subject=method, at=at, on_behalf_of=producer
        )
    return method


@transaction.atomic
def set_travel(
    *, pack: Pack, needs_cold: bool, most_hours: int | None, by: User, at: datetime
) -> Travel:
    """Say what a pack bears on the way."""
    told = {"needs_cold": needs_cold, "most_hours": most_hours}
    travel = Travel.objects.update_or_create(pack=pack, defaults=told)[0]
    producer = pack.product.producer
    journal.record(actor=by, verb="set travel", subject=pack, at=at, on_behalf_of=producer, **told)
    return travel


def _write_zone(method: Method, plan: ZonePlan) -> None:
    zone = Zone.objects.create(
        method=method, where=plan.where, is_cold=plan.is_cold, hours=plan.hours
    )
    Price.objects.bulk_create(
        Price(
            zone=zone,
            goods_from=rate.goods_from,
            first_fee=rate.first_fee,
            step_fee=rate.step_fee,
        )
        for rate in plan.rates
    )
    places = [ZonePlace(zone=zone, commune_id=commune) for commune in plan.communes]
    places += [ZonePlace(zone=zone, province_id=province) for province in plan.provinces]
    ZonePlace.objects.bulk_create(places)
