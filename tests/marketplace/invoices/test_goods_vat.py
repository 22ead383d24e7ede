"""Which VAT goods bear: the seller's own word first, its shelf's below it, its general one last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from accounts.models import Entry
from marketplace.invoices.actions.drafting import draft_invoice
from marketplace.invoices.actions.moves import NotReady
from marketplace.invoices.actions.rates import declare_rate
from marketplace.invoices.models import GoodsVat, VatRate
from marketplace.invoices.queries.goods import rates_of
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.invoices.stories import SOON, lay_key, owed, sent_order, signed

pytestmark = pytest.mark.django_db
TODAY = localdate(MIDDAY)
LAW = "Luật Thuế GTGT 48/2024/QH15, Điều 5"


@pytest.fixture(autouse=True)
def _rates():
    for code in ("8%", "10%", "5%", "KCT"):
        VatRate.objects.get_or_create(code=code, valid_from=TODAY.replace(year=2025))


@pytest.fixture
def order():
    return sent_order(form="1", goods_rate="8%", delivery_rate="10%")


def product_of(order):
    return order.lines.select_related("pack__product").get().pack.product


def declared(product, code, since=TODAY):
    basis = LAW if code else ""
    return declare_rate(
        product=product, code=code, legal_basis=basis, since=since, by=UserFactory(), at=MIDDAY
    )


def general(product, code, since=TODAY):
    return GoodsVat.objects.create(
        shelf=product.shelf, code=code, legal_basis=LAW, valid_from=since
    )


def printed(order, at=SOON):
    content = draft_invoice(order=order, by=None, at=at).content
    return [(item.key == "delivery", item.rate) for item in content.items]


def test_a_products_own_rate_is_on_its_line_and_not_on_delivery(order):
    general(product_of(order), "5%")
    assert printed(order) == [(False, "5%"), (True, "10%")]

    declared(product_of(order), "KCT")
    assert printed(order) == [(False, "KCT"), (True, "10%")]


def test_without_any_the_sellers_general_rate_counts(order):
    assert printed(order) == [(False, "8%"), (True, "10%")]


def test_a_rate_counts_from_its_day_until_the_next(order):
    product = product_of(order)
    general(product, "5%")
    declared(product, "KCT", since=TODAY + timedelta(days=1))
    declared(product, "", since=TODAY + timedelta(days=3))

    told = [rates_of([product], on=TODAY + timedelta(days=n)) for n in (-1, 0, 1, 2, 3)]

    codes = [one[product.pk].code if one else None for one in told]
    assert codes == [None, "5%", "KCT", "KCT", "5%"]


def test_another_product_bears_its_own(order):
    product, other = product_of(order), product_of(sent_order(form="2"))
    declared(other, "KCT")
    assert list(rates_of([product, other], on=TODAY)) == [other.pk]


def test_form_2_states_none():
    order = sent_order()
    declared(product_of(order), "KCT")
    assert {rate for _delivery, rate in printed(order)} == {""}


def test_what_was_signed_is_taken_off_at_the_rate_it_was_signed_with(order, settings, tmp_path):
    lay_key(settings, tmp_path)
    signed(order)
    declared(product_of(order), "KCT")
    owed(order, 37_000)

    assert printed(order) == [(False, "8%")]


def test_a_declared_rate_that_ended_is_not_used(order):
    declared(product_of(order), "5%")
    VatRate.objects.filter(code="5%").update(valid_until=TODAY)
    with pytest.raises(NotReady, match="5%"):
        printed(order)


def test_said_again_for_the_same_day_the_newer_word_counts(order):
    product = product_of(order)
    declared(product, "5%")
    declared(product, "KCT")
    assert [row.code for row in product.vat_rows.all()] == ["KCT"]
    assert Entry.objects.filter(verb="declared VAT").count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "7 phần trăm"},
        {"legal_basis": ""},
        {"product": None},
        {"product": None, "code": "", "is_of_shelf": True},
        {"is_of_shelf": True},
    ],
)
def test_the_database_refuses_a_row_that_says_nothing(order, wrong):
    product = product_of(order)
    row = {"product": product, "code": "5%", "legal_basis": LAW, "valid_from": TODAY, **wrong}
    if row.pop("is_of_shelf", False):
        row["shelf"] = product.shelf
    with pytest.raises(IntegrityError), transaction.atomic():
        GoodsVat.objects.create(**row)
