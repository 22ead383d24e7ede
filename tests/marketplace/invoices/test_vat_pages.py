"""The pages on which a stall sees and declares which VAT its goods bear."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from marketplace.invoices.models import GoodsVat, VatRate
from tests.factories import MembershipFactory
from tests.marketplace.invoices.stories import seller, sent_order
from tests.marketplace.invoices.test_goods_vat import LAW, TODAY, product_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    VatRate.objects.get_or_create(code="KCT", valid_from=TODAY.replace(year=2025))
    return sent_order(form="1", goods_rate="8%", delivery_rate="10%")


@pytest.mark.parametrize("products", [1, 3])
def test_pages_show_and_take_what_an_owner_declares(
    client, order, products, django_assert_num_queries
):
    product = product_of(order)
    for n in range(1, products):
        product.pk, product.slug, product.name = None, f"mau-{n}", f"Món mẫu {n}"
        product.save()
    product = product_of(order)
    client.force_login(MembershipFactory(producer=order.producer).user)
    slug = order.producer.slug
    page = reverse("invoices:rate", args=[slug, product.slug])
    tomorrow = localdate() + timedelta(days=1)

    empty = client.post(page, {"code": "KCT", "since": tomorrow})
    early = client.post(
        page, {"code": "KCT", "legal_basis": LAW, "since": localdate() - timedelta(days=1)}
    )
    assert [empty.status_code, early.status_code] == [422, 422]
    assert set(empty.context["form"].errors) == {"legal_basis"}
    assert set(early.context["form"].errors) == {"since"}
    assert not GoodsVat.objects.exists()

    done = client.post(page, {"code": "KCT", "legal_basis": LAW, "since": tomorrow})
    assert done.status_code == 302
    assert GoodsVat.objects.get().code == "KCT"
    with django_assert_num_queries(9):
        shown = client.get(reverse("invoices:rates", args=[slug])).content.decode()
    assert ("KCT" in shown, "mức chung ở thông tin hoá đơn" in shown) == (True, True)


def test_a_helper_sees_rates_and_declares_none(client, order):
    member = MembershipFactory(producer=order.producer, role="staff").user
    client.force_login(member)
    slug, product = order.producer.slug, product_of(order)
    page = reverse("invoices:rate", args=[slug, product.slug])
    shown = client.get(reverse("invoices:rates", args=[slug])).content.decode()
    assert (product.name in shown, page in shown) == (True, False)
    assert client.get(page).status_code == 404


def test_a_product_of_another_stall_is_not_found(client, order):
    other = sent_order()
    seller(other.producer)
    client.force_login(MembershipFactory(producer=order.producer).user)
    page = reverse("invoices:rate", args=[order.producer.slug, product_of(other).slug])
    assert client.get(page).status_code == 404
