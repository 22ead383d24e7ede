"""The rates of VAT as they ship, read from their table."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from catalog.tables import rows
from marketplace.invoices.models import VatRate

TABLE = "law/vat_rates.csv"


@transaction.atomic
def load_rates() -> int:
    """Add the rates that ship and are not there; say how many. What operators changed stays."""
    added = 0
    for row in rows(TABLE):
        begins, ends = date.fromisoformat(row.pop("valid_from")), row.pop("valid_until")
        told = {**row, "valid_until": date.fromisoformat(ends) if ends else None}
        code = told.pop("code")
        added += VatRate.objects.get_or_create(code=code, valid_from=begins, defaults=told)[1]
    return added
