"""Twenty invoices signed at once are numbered 1 to 20: none left out, none given twice."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import Error, transaction
from django.db.models import Max

from marketplace.invoices.actions.drafting import draft_invoice
from marketplace.invoices.actions.signing import sign_invoice
from marketplace.invoices.models import Invoice, InvoiceSeries, SignedInvoice
from marketplace.orders.models import Line, Order, OrderGroup
from tests.marketplace.invoices.stories import SOON, TAX_CODE, lay_key, sent_order
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def drafts(settings, tmp_path):
    """Of as many orders, all of one seller: one that was bought, and its likes."""
    lay_key(settings, tmp_path)
    order = sent_order()
    line, kept = order.lines.get(), draft_invoice(order=order, by=None, at=SOON)
    likes = range(AT_ONCE)
    groups = OrderGroup.objects.bulk_create(
        like(order.group, code=f"LIKE{n}", token=f"like {n}", idempotency_key=uuid4())
        for n in likes
    )
    orders = Order.objects.bulk_create(
        like(order, code=f"LIKE{n}-1", group=groups[n]) for n in likes
    )
    Line.objects.bulk_create(like(line, order=one) for one in orders)
    return Invoice.objects.bulk_create(like(kept, order=one, key=uuid4()) for one in orders)


def like(row, **told):
    """A row as another, but for its key and what is told."""
    fields = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    return type(row)(**{**fields, "id": None, **told})


def numbers():
    return list(SignedInvoice.objects.order_by("number").values_list("number", flat=True))


def test_invoices_signed_at_once_leave_no_gap(drafts):
    """Each by two people. Every fourth is signed and then given up: another gets its number."""
    given_up = {invoice.pk for invoice in drafts[::4]}

    def sign(invoice):
        with transaction.atomic():
            done = sign_invoice(invoice=invoice, by=None, at=SOON)
            transaction.set_rollback(invoice.pk in given_up)
        return done.state

    assert rush(drafts * 2, sign) == {"signed": 2 * AT_ONCE}

    assert numbers() == list(range(1, AT_ONCE - len(given_up) + 1))
    unsigned = Invoice.objects.filter(pk__in=[invoice.pk for invoice in drafts], state="draft")
    assert set(unsigned.values_list("pk", flat=True)) == given_up


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
