"""The one place that writes an invoice's state, and what all moves share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts import journal
from marketplace.invoices.models import Invoice
from marketplace.orders.actions.states import lock_order

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class NotReady(Exception):
    """It cannot be done to this invoice now; the message says why and what helps."""


def lock(invoice: Invoice) -> Invoice:
    """The invoice as it is now, its checkout and order locked before it."""
    order = lock_order(invoice.order)
    found = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    found.order = order
    return found


def move(
    invoice: Invoice, state: Invoice.State, *, by: User | None, at: datetime, **told: object
) -> None:
    """Along its moves, or :class:`NotReady`; ``told`` are columns that change with it."""
    if not invoice.may_become(state):
        raise NotReady(
            _("Hoá đơn đang ở bước «%(state)s» nên chưa làm được việc này.")
            % {"state": invoice.get_state_display()}
        )
    was, invoice.state = invoice.state, state
    for name, value in told.items():
        setattr(invoice, name, value)
    invoice.save(update_fields=["state", *told])
    note(invoice, str(state), by=by, at=at, was=was)


def note(
    invoice: Invoice, verb: str, *, by: User | None, at: datetime, **detail: str | int
) -> None:
    """A line in the journal, for the producer where a person did it."""
    behalf = invoice.order.producer if by else None
    journal.record(
        actor=by, verb=f"invoice {verb}", subject=invoice, at=at, on_behalf_of=behalf, **detail
    )
