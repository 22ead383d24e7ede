"""Beginnings of stories about invoices: an order that left, a seller with its key."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from marketplace.demo.seals import trial_seal
from marketplace.invoices.actions.drafting import draft_invoice
from marketplace.invoices.actions.sellers import Details, tell_details
from marketplace.invoices.actions.signing import sign_invoice
from marketplace.invoices.documents import bill
from marketplace.invoices.documents.bill import Bill, Form, Party
from marketplace.invoices.documents.signature import opened
from marketplace.invoices.documents.taxes import Item
from marketplace.invoices.models import Invoice, InvoiceSeries, SignedInvoice
from marketplace.orders.actions.refunds import Cause, owe
from marketplace.orders.models import Order, RefundDue
from tests.factories import MIDDAY
from tests.marketplace.stories import paid_order

SOON = MIDDAY + timedelta(hours=2)
TAX_CODE, OTHER_CODE = "0102182292", "0100109106"
HTX = Party(name="HTX Mẫu & bạn", tax_code=TAX_CODE, address="Xã Ba Chẽ, Quảng Ninh")
TEA = Item(key="1", name="Trà hoa vàng", unit="hộp", quantity=2, gross=370_000, rate="8%")
FEE = Item(key="delivery", name="Phí giao hàng", quantity=1, gross=30_000, rate="10%")


def a_bill(*items, **told):
    """Number 12 of a co-operative, to somebody who is no firm."""
    return Bill(
        **{
            "form": Form.VAT,
            "series": "C26TAB",
            "number": 12,
            "issued_on": MIDDAY.date(),
            "seller": HTX,
            "buyer": Party(person="Trần Thị Mua", address="Xã Ba Chẽ, Quảng Ninh"),
            "items": items or (TEA, FEE),
            **told,
        }
    )


@cache
def pem(tax_code):
    """Making a key takes a while: one does for all tests."""
    return trial_seal(name="HTX Mẫu (chứng thư mẫu)", tax_code=tax_code, at=MIDDAY)


def seal(tax_code=TAX_CODE):
    return opened(pem(tax_code))


def seller(producer, **told):
    """A producer that gives sales invoices, from midday on."""
    details = {"name": "HTX Mẫu", "tax_code": TAX_CODE, "address": "Xã Ba Chẽ, Quảng Ninh"}
    details |= {"form": "2", "use": "T", "letters": "AB", **told}
    return tell_details(producer=producer, details=Details(**details), by=None, at=MIDDAY)


def lay_key(settings, folder, *, kind=".pem", content=None, tax_code=TAX_CODE):
    """A seller's key, or another file of its own, where the market looks for it."""
    settings.INVOICE_KEYS_DIR = str(folder)
    file = Path(folder) / f"{tax_code}{kind}"
    file.write_bytes(pem(tax_code) if content is None else content)


def sent_order(lot=None, quantity=2, **told):
    """Two packs of 185.000 ₫ and 30.000 ₫ of delivery, paid and on their way; its seller known."""
    order = paid_order(quantity, lot)
    Order.objects.filter(pk=order.pk).update(state=Order.State.SHIPPED, shipped_at=MIDDAY)
    seller(order.producer, **told)
    return Order.objects.select_related("group", "producer").get(pk=order.pk)


def signed(order, at=SOON):
    return sign_invoice(invoice=draft_invoice(order=order, by=None, at=at), by=None, at=at)


def owed(order, amount, *, key="one", packs=0, reason=RefundDue.Reason.CLAIM, line=True):
    cause = Cause(reason=reason, key=key)
    of = order.lines.get() if line else None
    return owe(order=order, amount=amount, cause=cause, at=SOON, line=of, packs=packs)


def again(invoice):
    return Invoice.objects.get(pk=invoice.pk)


def kept(order, number=1, **told):
    """An invoice of an order as if it had been signed under that number."""
    content = a_bill(number=number)
    invoice = Invoice.objects.create(
        **{
            "order": order,
            "version": order.invoices.count() + 1,
            "state": "signed",
            "bill": bill.told(content),
            "total": content.total,
            "drafted_at": MIDDAY,
            **told,
        }
    )
    series = InvoiceSeries.objects.get_or_create(
        producer=order.producer, tax_code=TAX_CODE, form="1", code="C26TAB"
    )[0]
    xml = b"<HDon/>"
    SignedInvoice.objects.create(
        invoice=invoice,
        series=series,
        number=number,
        xml=xml,
        sha256=sha256(xml).hexdigest(),
        holder="HTX Mẫu (chứng thư mẫu)",
        is_trial=True,
        signed_at=SOON,
    )
    return invoice
