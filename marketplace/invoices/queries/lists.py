"""Invoices as lists show them, and which orders wait for one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from catalog.models import Fact, Producer
from catalog.queries import seller_papers
from marketplace.invoices.documents.bill import Form
from marketplace.invoices.models import Invoice, InvoiceSeller, VatRate
from marketplace.orders.models import Order, OrderGroup, RefundDue

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet


State = Invoice.State
TROUBLED = Q(state=State.REJECTED) | (Q(state=State.SENT) & ~Q(trouble=""))


def seller_of(producer: Producer) -> InvoiceSeller | None:
    return InvoiceSeller.objects.filter(producer=producer).first()


def invoices_of(producer: Producer) -> QuerySet[Invoice]:
    """A stall's invoices: drafts and troubled ones first, then the newest."""
    rows = Invoice.objects.filter(order__producer=producer)
    waits = Q(state=State.DRAFT) | TROUBLED
    rows = rows.select_related("order", "signed__series").alias(waits=waits)
    return rows.order_by(F("waits").desc(), "-pk")


def invoices_overseen() -> QuerySet[Invoice]:
    """All, for operators: those in trouble first, then the newest."""
    rows = Invoice.objects.select_related("order__producer", "signed__series")
    return rows.alias(waits=TROUBLED).order_by(F("waits").desc(), "-pk")


def counted() -> list[tuple[str, int]]:
    """How many invoices are how far, in the words of their states. One query."""
    rows = dict(Invoice.objects.order_by().values_list("state").annotate(n=Count("pk")))
    return [(str(state.label), rows[state.value]) for state in State if state.value in rows]


def invoices_in(group: OrderGroup) -> QuerySet[Invoice]:
    """What the buyer of a checkout may have: whatever was signed."""
    rows = Invoice.objects.signed().filter(order__group=group)
    return rows.select_related("order__producer", "signed__series").order_by("pk")


def sent_without(producer: Producer) -> QuerySet[Order]:
    """A stall's orders that left and have no invoice yet."""
    sent = Order.objects.filter(producer=producer, shipped_at__isnull=False, invoices__isnull=True)
    return sent.exclude(state=Order.State.REFUNDED).order_by("shipped_at", "pk")


def to_draft() -> QuerySet[Order]:
    """Orders handed over since their seller told its details, not complete, without an invoice."""
    sent = Order.objects.filter(
        completed_at__isnull=True, shipped_at__gte=F("producer__invoice_seller__since")
    )
    return sent.filter(invoices__isnull=True).exclude(state=Order.State.REFUNDED).order_by("pk")


def to_adjust() -> QuerySet[Order]:
    """Orders of which more is owed back than their invoices know, without a draft."""
    dues = RefundDue.objects.filter(order=OuterRef("pk")).order_by().values("order")
    owed = Coalesce(Subquery(dues.annotate(n=Sum("amount")).values("n")), 0)
    known = Max("invoices__refunded", filter=~Q(invoices__state=State.REPLACED))
    ready = (State.SIGNED, State.CODED, State.ADJUSTED)
    rows = Order.objects.filter(refunds_due__isnull=False, invoices__state__in=ready)
    drafts = Invoice.objects.filter(state=State.DRAFT).values("order")
    rows = rows.exclude(pk__in=drafts).alias(known=known)
    return rows.filter(GreaterThan(owed, F("known"))).order_by("pk")


def rates_on(day: date) -> list[VatRate]:
    """Each rate in force once, as forms offer them."""
    rows = {rate.code: rate for rate in VatRate.objects.in_force(on=day)}
    return list(rows.values())


def first_details(producer: Producer) -> dict[str, object]:
    """What a form may begin with for a producer who has told nothing yet.

    The tax number is the one it has shown a paper for: nobody types it twice.
    """
    is_small = producer.kind in {Producer.Kind.HOUSEHOLD, Producer.Kind.INDIVIDUAL}
    place = producer.commune.full_name if producer.commune else ""
    return {
        "name": producer.name,
        "tax_code": seller_papers.number_of(producer, Fact.TAX),
        "address": ", ".join(part for part in (producer.address, place) if part),
        "form": (Form.SALES if is_small else Form.VAT).value,
        "use": InvoiceSeller.Use.TILL if is_small else InvoiceSeller.Use.FIRM,
    }


def buyer_of(invoice: Invoice) -> dict[str, str]:
    """As whom an invoice names its buyer, for a form."""
    buyer = asdict(invoice.content.buyer)
    return {name: str(value) for name, value in buyer.items() if name != "phone"}


def rates_out_of_force(seller: InvoiceSeller, *, on: date) -> Collection[str]:
    """Those rates of a seller that are none on that day. One query, none for form 2."""
    return out_of_force({seller.goods_rate, seller.delivery_rate}, on=on)


def out_of_force(codes: Collection[str], *, on: date) -> Collection[str]:
    """Those of these rates that are none on that day."""
    told = {code for code in codes if code}
    if not told:
        return ()
    return sorted(told - set(VatRate.objects.in_force(on=on).values_list("code", flat=True)))
