"""What happens to invoices although nobody asks for it: a beat of the market's clockwork."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import Error

from marketplace.invoices import keyring, registry
from marketplace.invoices.actions.drafting import draft_due
from marketplace.invoices.actions.moves import NotReady
from marketplace.invoices.actions.sending import ask_due, send_invoice
from marketplace.invoices.actions.signing import sign_invoice
from marketplace.invoices.models import Invoice, InvoiceSeller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

log = logging.getLogger(__name__)
State = Invoice.State
MOST_AT_ONCE = 100


def keep_invoices(*, at: datetime) -> None:
    """Draft what is due; sign and send where a seller wants it so; ask about the sent."""
    draft_due(at=at)
    for seller in InvoiceSeller.objects.filter(signs_itself=True).order_by("pk"):
        rows = Invoice.objects.filter(order__producer=seller.producer_id).order_by("pk")
        rows = rows.select_related("order__group")
        if keyring.has_key(seller.tax_code):
            _each(rows.filter(state=State.DRAFT)[:MOST_AT_ONCE], sign_invoice, at)
        if registry.provider_of(seller.tax_code)[1].sends:
            _each(rows.filter(state=State.SIGNED)[:MOST_AT_ONCE], send_invoice, at)
    ask_due(at=at)


def _each(rows: Iterable[Invoice], act: Callable[..., Invoice], at: datetime) -> None:
    """One that fails is left for later and stands in nobody's way."""
    for invoice in list(rows):
        try:
            act(invoice=invoice, by=None, at=at)
        except NotReady as reason:
            log.info("an invoice waits for its seller: %s", reason)
        except Error:
            log.exception("an invoice was not gone on with; it will be tried again")
