"""Twenty invoices signed at once are numbered 1 to 20: none left out, none given twice."""

from __future__ import annotations

import pytest
from django.db import Error, transaction
from django.db.models import Max

from marketplace.invoices.actions.drafting import draft_invoice
from marketplace.invoices.actions.signing import sign_invoice
from marketplace.invoices.models import Invoice, InvoiceSeries, SignedInvoice
from marketplace.orders.models import Order
from tests.factories import LotFactory
from tests.marketplace.invoices.stories import SOON, TAX_CODE, lay_key, seller
from tests.marketplace.stories import basket, tariffs
from tests.marketplace.stories import order as ordered
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def drafts(settings, tmp_path):
    """Of as many orders, all of one seller."""
    lay_key(settings, tmp_path)
    tariffs()
    lot = LotFactory(packed=AT_ONCE, on_hand=AT_ONCE)
    seller(lot.producer)
    for _n in range(AT_ONCE):
        ordered(basket((lot.pack, 1)), total=215_000)
    Order.objects.update(state=Order.State.SHIPPED, shipped_at=SOON)
    orders = Order.objects.select_related("group").order_by("pk")
    return [draft_invoice(order=order, by=None, at=SOON) for order in orders]


def numbers():
    return list(SignedInvoice.objects.order_by("number").values_list("number", flat=True))


def test_invoices_signed_at_once_leave_no_gap(drafts):
    """Every fourth is signed and then given up: its number goes to somebody else."""

    def sign(invoice):
        with transaction.atomic():
            done = sign_invoice(invoice=invoice, by=None, at=SOON)
            transaction.set_rollback(invoice.pk % 4 == 0)
        return done.state

    assert rush(drafts, sign) == {"signed": AT_ONCE}

    given_up = sum(invoice.pk % 4 == 0 for invoice in drafts)
    assert (given_up, numbers()) == (AT_ONCE // 4, list(range(1, AT_ONCE - given_up + 1)))
    assert Invoice.objects.filter(state="draft").count() == given_up


def test_one_invoice_signed_by_many_takes_one_number(drafts):
    rush([drafts[0]] * AT_ONCE, lambda one: sign_invoice(invoice=one, by=None, at=SOON).state)

    assert numbers() == [1]


def test_careless_numbers_are_stopped_by_the_database(drafts):
    """The negative control: nobody locks the series, everybody looks before anybody writes."""
    series = InvoiceSeries.objects.create(
        producer=drafts[0].order.producer, tax_code=TAX_CODE, form="2", code="C26TAB"
    )
    last = series.signed.aggregate(n=Max("number"))["n"] or 0

    def number_carelessly(invoice):
        told = {"xml": b"", "sha256": "", "holder": "", "is_trial": True, "signed_at": SOON}
        SignedInvoice.objects.create(invoice=invoice, series=series, number=last + 1, **told)
        return "signed"

    answers = rush(drafts, number_carelessly)

    assert answers.pop("signed") == 1
    assert sum(answers.values()) == AT_ONCE - 1
    assert all(issubclass(failure, Error) for failure in answers)
    assert numbers() == [1]
