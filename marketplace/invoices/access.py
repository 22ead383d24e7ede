"""The doors to an invoice: its seller's, its buyer's, the operators'; others get 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from catalog.models import Producer
from marketplace.invoices.models import Invoice
from marketplace.orders import access as orders
from marketplace.orders.models import Order

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from accounts.models import User
    from marketplace.invoices.models.invoices import InvoiceQuerySet


def invoice_at_stall(producer: Producer, key: UUID) -> Invoice:
    return get_object_or_404(_invoices(), key=key, order__producer=producer)


def may_sign(user: User, producer: Producer) -> bool:
    """Owners alone sign, as their certificate is theirs."""
    return Producer.objects.owned_by(user).filter(pk=producer.pk).exists()


def order_to_invoice(producer: Producer, code: str) -> Order:
    return get_object_or_404(Order.objects.select_related("group"), code=code, producer=producer)


def invoice_to_have(request: HttpRequest, key: UUID) -> Invoice:
    """A signed one of the buyer's own order, by account or by the order's link."""
    invoice = get_object_or_404(_invoices().signed(), key=key)
    if not orders.may_see(request, invoice.order.group):
        raise Http404
    return invoice


def _invoices() -> InvoiceQuerySet:
    related = ("order__group", "order__producer", "signed__series", "origin__signed__series")
    return Invoice.objects.select_related(*related)
