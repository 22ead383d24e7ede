"""The demo's invoices, by the market's own actions: one signed for show, one draft, none coded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from marketplace.demo.actions.orders import key_of
from marketplace.demo.invoices import DETAILS, DRAFT, SEAL, SIGNED, STALL
from marketplace.demo.queries import owner, stall
from marketplace.demo.seals import trial_seal
from marketplace.invoices.actions.drafting import draft_invoice
from marketplace.invoices.actions.rates import load_rates
from marketplace.invoices.actions.sellers import tell_details
from marketplace.invoices.actions.signing import sign_invoice
from marketplace.invoices.queries.lists import seller_of
from marketplace.orders.models import Order

if TYPE_CHECKING:
    from datetime import datetime

PRIVATE = 0o600


def make_out(*, at: datetime) -> int:
    """Invoices that are not there yet; say how many."""
    producer, by = stall(STALL), owner(STALL)
    if seller_of(producer) is None:
        load_rates()
        tell_details(producer=producer, details=DETAILS, by=by, at=at)
    orders = Order.objects.filter(producer=producer, invoices__isnull=True).select_related("group")
    added = 0
    for key in (SIGNED, DRAFT):
        order = orders.filter(group__idempotency_key=key_of(key)).first()
        if order is None:
            continue
        draft = draft_invoice(order=order, by=by, at=at)
        if key == SIGNED:
            _lay_key(at)
            sign_invoice(invoice=draft, by=by, at=at)
        added += 1
    return added


def _lay_key(at: datetime) -> None:
    """A new one where the market looks for sellers' keys."""
    folder = Path(settings.INVOICE_KEYS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{DETAILS.tax_code}.pem"
    file.touch(mode=PRIVATE)
    file.write_bytes(trial_seal(name=SEAL, tax_code=DETAILS.tax_code, at=at))
