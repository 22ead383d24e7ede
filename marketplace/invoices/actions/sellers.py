"""A producer tells as what it gives invoices."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from marketplace.invoices.models import InvoiceSeller

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Producer


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What stands on every invoice of a producer; both rates empty on form 2."""

    name: str
    tax_code: str
    address: str
    form: str
    use: str
    letters: str
    goods_rate: str = ""
    delivery_rate: str = ""
    signs_itself: bool = False


@transaction.atomic
def tell_details(
    *, producer: Producer, details: Details, by: User | None, at: datetime
) -> InvoiceSeller:
    """Told anew, the newer word counts; what was sent before the first time is not drafted."""
    seller, is_new = InvoiceSeller.objects.update_or_create(
        producer=producer,
        defaults=asdict(details),
        create_defaults={**asdict(details), "since": at},
    )
    verb = "told invoice details" if is_new else "changed invoice details"
    journal.record(actor=by, verb=verb, subject=producer, at=at, on_behalf_of=producer)
    return seller
