"""The demo market's rates and tariffs."""

from __future__ import annotations

from django.db import transaction

from marketplace.delivery.models import Tariff
from marketplace.demo.fees import DELIVERY, DEMO_BEGAN, RATES, TARIFFS
from marketplace.fees.models import Rate


@transaction.atomic
def set_fees() -> int:
    """Write the dated rows that are not there yet; say how many."""
    written = 0
    for row in RATES:
        key = ("kind", "producer_kind", "valid_from")
        known = {name: getattr(row, name) for name in key}
        rest = {name: value for name, value in row._asdict().items() if name not in key}
        written += Rate.objects.get_or_create(**known, defaults=rest)[1]
    for tariff in TARIFFS:
        facts = tariff._asdict()
        written += Tariff.objects.get_or_create(
            zone=facts.pop("zone"), valid_from=DEMO_BEGAN, defaults={**facts, "basis": DELIVERY}
        )[1]
    return written
