"""The rates of VAT as they ship, read from their table; and those that sellers declare."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from catalog.tables import rows
from marketplace.invoices.models import GoodsVat, VatRate

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Product

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


@transaction.atomic
def declare_rate(
    *, product: Product, code: str, legal_basis: str, since: date, by: User, at: datetime
) -> GoodsVat:
    """Its seller says what VAT a product bears from a day on; "" says: what its shelf bears.

    Told anew for the same day, the newer word counts; invoices that were signed stay as they are.
    """
    row, _is_new = GoodsVat.objects.update_or_create(
        product=product,
        valid_from=since,
        defaults={"code": code, "legal_basis": legal_basis, "verified_by": ""},
    )
    maker = product.producer
    said = {"code": code, "since": since.isoformat()}
    journal.record(
        actor=by, verb="declared VAT", subject=product, at=at, on_behalf_of=maker, **said
    )
    return row
