"""A firm that asked for an invoice is told that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from marketplace.orders.letters import link

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.invoices.models import Invoice


def tell_invoiced(invoice: Invoice, *, at: datetime) -> None:
    """Once an invoice, to the address that was given for it; others find theirs on the order."""
    buyer, group = invoice.content.buyer, invoice.order.group
    if not buyer.name:
        return
    with speaking(group.language):
        words = {
            "number": str(invoice.signed),
            "code": group.code,
            "seller": invoice.content.seller.name,
            "link": link(group),
        }
        outbox.tell(
            key=f"invoiced:{invoice.pk}",
            phone=group.buyer_phone,
            email=buyer.email or group.buyer_email,
            subject=_("Hoá đơn %(number)s của đơn %(code)s") % words,
            body=_(
                "%(seller)s đã lập hoá đơn điện tử %(number)s cho đơn %(code)s. Tải tệp XML và PDF "
                "ở trang đơn: %(link)s"
            )
            % words,
            at=at,
        )
