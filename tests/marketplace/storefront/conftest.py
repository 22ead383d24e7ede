"""Every test of the shop begins without kept pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import caches

from catalog.models import Policy
from tests.factories import CriteriaSetFactory, LotFactory, ProductFactory, ShelfFactory


@pytest.fixture(autouse=True)
def _no_kept_pages():
    caches["pages"].clear()
    caches["drawn"].clear()


@pytest.fixture
def goods():
    """Makes a listed product by name, searchable as the actions leave it."""

    def make(name, **fields):
        product = ProductFactory(name=name, **fields)
        product.searchable = product.text_to_search()
        product.save()
        return product

    return make


@pytest.fixture
def in_stock(goods):
    """Makes a listed product with a pack and ten of it in a complete lot."""

    def make(name, *, price=185_000, free=10, **fields):
        product = goods(name, **fields)
        LotFactory(pack__product=product, pack__price=price, on_hand=free)
        return product

    return make


@pytest.fixture
def wine():
    """The kind of goods the law keeps from the young."""
    kind = CriteriaSetFactory(
        number=15, name="Đồ uống có cồn khác", shelf=ShelfFactory(slug="ruou", name="Rượu")
    )
    Policy.objects.create(
        criteria_set=kind,
        minimum_age=18,
        needs_licence=True,
        may_be_promoted=False,
        warning="Không bán cho người dưới 18 tuổi.",
        legal_basis="Luật số 44/2019/QH14",
        valid_from=date(2020, 1, 1),
    )
    return kind


def names(response):
    """The names on the cards of a results page, in order."""
    return [card["name"] for card in response.context["results"].page]
