"""What it costs to send a parcel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.delivery.models import Tariff

if TYPE_CHECKING:
    from datetime import date


class NoTariff(Exception):
    """No tariff is in force for that zone on that day, so nothing can be sent."""


def zone(*, sender: str | None, receiver: str) -> Tariff.Zone:
    """The zone between two provinces by their codes; an unknown sender counts as far away."""
    return Tariff.Zone.SAME_PROVINCE if sender == receiver else Tariff.Zone.OTHER_PROVINCE


def tariffs(*, on: date) -> dict[str, Tariff]:
    """The tariff of each zone in force on that day; of several, the latest."""
    return {
        row.zone: row for row in Tariff.objects.in_force(on=on).order_by("valid_from", "pk")
    }


def fee(prices: dict[str, Tariff], *, zone: Tariff.Zone, grams: int) -> int:
    """Đồng for one parcel, from :func:`tariffs`; or :class:`NoTariff`."""
    if zone not in prices:
        raise NoTariff(zone)
    return prices[zone].fee_for(grams)
