"""Going on sale."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import Entry
from catalog.actions import products
from catalog.models import Policy, Product
from tests.factories import MIDDAY, PackFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


def ready(**fields):
    product = ProductFactory(published_at=None, description="Hái tay, sấy lạnh.", **fields)
    PackFactory(product=product)
    return product


def test_a_whole_product_goes_on_sale_once():
    product, user = ready(), UserFactory()

    for _ in range(2):
        products.publish_product(product=product, by=user, at=MIDDAY)

    assert list(Product.objects.listed()) == [product]
    assert [e.verb for e in Entry.objects.all()] == ["published"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda p: p.packs.update(is_active=False), "Thêm ít nhất một quy cách có giá."),
        (
            lambda p: Product.objects.filter(pk=p.pk).update(description=""),
            "Viết vài câu giới thiệu sản phẩm.",
        ),
        (
            lambda p: type(p.producer).objects.update(identity_verified_at=None),
            "Chờ cán bộ xác minh chủ thể.",
        ),
    ],
)
def test_what_is_missing_is_named(spoil, words):
    product = ready()
    spoil(product)

    with pytest.raises(products.NotReady) as refusal:
        products.publish_product(product=product, by=UserFactory(), at=MIDDAY)

    assert refusal.value.messages == [words]
    assert Product.objects.listed().count() == 0


def test_liquor_needs_its_licence_while_the_policy_is_in_force():
    product = ready()
    policy = Policy.objects.create(
        criteria_set=product.criteria_set,
        needs_licence=True,
        legal_basis="Luật 44/2019/QH14",
        valid_from=date(2020, 1, 1),
    )

    with pytest.raises(products.NotReady):
        products.publish_product(product=product, by=UserFactory(), at=MIDDAY)

    policy.valid_until = date(2026, 11, 1)
    policy.save()
    products.publish_product(product=product, by=UserFactory(), at=MIDDAY)
    assert Product.objects.listed().count() == 1


def test_a_withdrawn_product_is_off_the_shelves():
    product = ProductFactory()

    products.withdraw_product(product=product, by=UserFactory(), at=MIDDAY)

    assert Product.objects.listed().count() == 0
