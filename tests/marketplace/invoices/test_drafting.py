"""What is drafted when: at hand-over, after refunds, in place of what is wrong; and what of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marketplace.invoices.actions.drafting import draft_due, draft_invoice, draft_replacement
from marketplace.invoices.actions.keeping import keep_invoices
from marketplace.invoices.actions.moves import NotReady
from marketplace.invoices.documents.bill import Party, Relation
from marketplace.invoices.models import Invoice, VatRate
from marketplace.orders.models import CompanyInvoice, Order, RefundDue
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.invoices.stories import (
    SOON,
    TAX_CODE,
    again,
    lay_key,
    owed,
    sent_order,
    signed,
)
from tests.marketplace.stories import paid_order

pytestmark = pytest.mark.django_db


def draft(order, at=SOON):
    return draft_invoice(order=order, by=None, at=at)


def priced(invoice):
    """Its items as name, quantity, price and discount."""
    items = invoice.content.items
    return [(item.name, item.quantity, item.gross, item.discount) for item in items]


def test_an_order_handed_over_is_drafted_once_by_the_clock():
    order = sent_order()

    assert [draft_due(at=SOON), draft_due(at=SOON)] == [1, 0]

    invoice = Invoice.objects.get()
    name = order.lines.get().name
    assert (invoice.order_id, invoice.version, invoice.total) == (order.pk, 1, 400_000)
    assert priced(invoice) == [(name, 2, 370_000, 0), ("Phí giao hàng", 1, 30_000, 0)]
    content = invoice.content
    assert (content.form, content.series, content.number) == ("2", "C26TAB", None)
    assert content.buyer == Party(person="Trần Thị Mua", address=order.group.place_text)


def test_what_has_not_left_or_left_before_the_seller_told_is_not_drafted():
    order = sent_order()
    Order.objects.update(shipped_at=MIDDAY - timedelta(seconds=1))
    paid_order(lot=LotFactory())

    assert draft_due(at=SOON) == 0
    assert draft(order).total == 400_000  # a person may ask for it


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda _order: Order.objects.update(shipped_at=None), "khi giao hàng"),
        (lambda o: o.producer.invoice_seller.delete(), "thông tin hoá đơn"),
        (lambda o: owed(o, 370_000) and owed(o, 30_000, key="2", line=False), "không còn gì"),
    ],
    ids=["not sent", "seller unknown", "all paid back"],
)
def test_there_is_nothing_to_draft(change, why):
    order = sent_order()
    change(order)

    with pytest.raises(NotReady, match=why):
        draft(order)
    assert (draft_due(at=SOON), Invoice.objects.count()) == (0, 0)


def test_a_firm_is_named_as_it_asked():
    order = sent_order()
    firm = {"name": "Công ty Mẫu", "tax_code": "0100109106", "address": "Hà Nội"}
    CompanyInvoice.objects.create(group=order.group, email="ke.toan@mau.test", **firm)

    told = draft(order).content.buyer
    assert told == Party(**firm, person="Trần Thị Mua", email="ke.toan@mau.test")


def test_form_1_takes_the_tax_out_of_the_price():
    VatRate.objects.get_or_create(code="8%", valid_from=date(2025, 7, 1))
    content = draft(sent_order(form="1", goods_rate="8%", delivery_rate="8%")).content

    assert (content.net, content.tax, content.total) == (370_370, 29_630, 400_000)


def test_a_rate_that_ended_is_not_used():
    VatRate.objects.all().delete()
    VatRate.objects.create(code="8%", valid_from=date(2025, 7, 1), valid_until=date(2027, 1, 1))
    order = sent_order(form="1", goods_rate="8%", delivery_rate="8%")

    with pytest.raises(NotReady, match="8%"):
        draft(order, at=SOON.replace(year=2027))


def test_only_the_producers_own_discount_lowers_its_invoice():
    """Of 40.000 ₫ off, the market pays 10.000 ₫ to the producer."""
    order = sent_order()
    order.lines.update(discount=40_000, own_discount=30_000)

    assert priced(draft(order))[0][1:] == (2, 340_000, 30_000)

    owed(order, 165_000, packs=1, reason=RefundDue.Reason.SHORT_SHIPPED)
    assert priced(draft(order))[0][1:] == (1, 170_000, 15_000)


@pytest.fixture
def key(settings, tmp_path):
    lay_key(settings, tmp_path)


def test_what_is_owed_back_later_is_taken_off_by_an_adjusting_invoice(key):
    order = sent_order()
    first = signed(order)
    assert draft_due(at=SOON) == 0
    owed(order, 185_000, packs=1)
    owed(order, 30_000, key="fee", line=False)

    assert [draft_due(at=SOON), draft_due(at=SOON)] == [1, 0]

    second = Invoice.objects.get(state="draft")
    name = order.lines.get().name
    assert (second.version, second.relation, second.origin, second.total) == (
        *(2, Relation.ADJUSTS, first, -215_000),
    )
    assert priced(second) == [
        (f"Điều chỉnh giảm: {name}", None, -185_000, 0),
        ("Điều chỉnh giảm: Phí giao hàng", None, -30_000, 0),
    ]
    signed(order)
    assert (again(second).signed.number, again(first).state) == (2, "adjusted")


def test_each_adjustment_takes_off_only_what_is_new(key):
    order = sent_order()
    signed(order)
    owed(order, 100_000)
    signed(order)
    owed(order, 50_000, key="two")

    draft_due(at=SOON)

    assert [one.total for one in Invoice.objects.order_by("pk")] == [400_000, -100_000, -50_000]


def test_a_wrong_invoice_is_replaced_by_one_for_the_right_buyer(key):
    order, by = sent_order(), UserFactory()
    first = signed(order)
    firm = Party(name="Công ty Mẫu", tax_code="0100109106", address="Hà Nội")

    told = {"buyer": firm, "reason": "Sai người mua", "by": by, "at": SOON}
    draft_replacement(invoice=first, **told)
    with pytest.raises(NotReady, match="chưa ký"):
        draft_replacement(invoice=first, **told)
    second = signed(order)

    assert (second.content.buyer, second.total, again(first).state) == (firm, 400_000, "replaced")
    related = second.content.related
    assert (related.relation, related.number, related.reason) == ("1", 1, "Sai người mua")
    with pytest.raises(NotReady):
        draft_replacement(invoice=again(first), **told)


def test_the_clock_signs_for_whoever_wants_it_so(key):
    lot = LotFactory()
    sent_order(lot, signs_itself=True)
    keep_invoices(at=SOON)

    assert list(Invoice.objects.values_list("state", "signed__number")) == [("signed", 1)]


def test_the_clock_leaves_drafts_to_whoever_signs_alone(key):
    sent_order()
    keep_invoices(at=SOON)

    assert list(Invoice.objects.values_list("state")) == [("draft",)]
    assert Invoice.objects.get().content.seller.tax_code == TAX_CODE
