"""Changes of goods on sale: proposed, decided once, applied only while they still fit."""

from __future__ import annotations

import pytest

from accounts.models import Entry, Message
from catalog import risky
from catalog.actions import amendments, products
from catalog.models import Amendment, Product
from marketplace.listings.actions import settle_all
from marketplace.listings.models import Listing
from tests.factories import (
    MIDDAY,
    TODAY,
    CriteriaSetFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def change(product, **fields):
    return products.change_product(
        product=product, fields=fields, why="Đổi công thức", by=UserFactory(), at=MIDDAY
    )


def decide(amendment, *, approved=True, reason=""):
    return amendments.decide_amendment(
        amendment=amendment, approved=approved, reason=reason, by=UserFactory(), at=MIDDAY
    )


def now_says(product, field):
    return getattr(Product.objects.get(pk=product.pk), field)


def test_what_is_risky_waits_and_everything_else_is_kept_at_once():
    product = ProductFactory(name="Trà hoa vàng", ingredients="Hoa", storage="")
    [name, made_of] = sorted(
        change(product, name="Trà chữa bệnh", ingredients="Hoa, lá", storage="Nơi khô"),
        key=lambda one: one.field,
        reverse=True,
    )
    assert (now_says(product, "name"), now_says(product, "storage")) == ("Trà hoa vàng", "Nơi khô")
    assert (name.before, name.after, name.why) == ("Trà hoa vàng", "Trà chữa bệnh", "Đổi công thức")

    assert change(product, ingredients="Hoa, lá") == []  # the same again asks nothing new
    decide(made_of)
    decide(name, approved=False, reason="Trà không phải thuốc")

    assert (now_says(product, "name"), now_says(product, "ingredients")) == (
        "Trà hoa vàng",
        "Hoa, lá",
    )
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert verbs == {"changed", "proposed", "approved_proposal", "refused_proposal"}
    assert Message.objects.filter(body__contains="Trà không phải thuốc").count() == 1


def test_a_proposal_is_decided_once_and_never_over_something_newer():
    product = ProductFactory(name="Trà hoa vàng")
    [asked] = change(product, name="Trà vàng")
    Product.objects.filter(pk=product.pk).update(name="Trà hoa vàng Ba Chẽ")  # an operator

    stale = decide(asked)

    assert (stale.state, now_says(product, "name")) == ("stale", "Trà hoa vàng Ba Chẽ")
    assert "đã đổi sau khi bạn đề nghị" in Message.objects.get().body
    for again in (
        lambda: decide(asked),
        lambda: amendments.withdraw_amendment(amendment=asked, by=UserFactory(), at=MIDDAY),
    ):
        with pytest.raises(amendments.AlreadyDecided):
            again()


def test_another_proposal_takes_the_place_of_the_first_and_may_be_taken_back():
    product = ProductFactory(name="Trà")
    [first] = change(product, name="Trà một")
    [second] = change(product, name="Trà hai")
    first.refresh_from_db()
    assert first.state == Amendment.State.WITHDRAWN

    amendments.withdraw_amendment(amendment=second, by=second.asked_by, at=MIDDAY)

    assert not product.amendments.waiting().exists()
    assert now_says(product, "name") == "Trà"


def test_an_approved_kind_moves_the_goods_and_measures_them_anew():
    product, crafts = ProductFactory(), CriteriaSetFactory(number=19)
    [asked] = change(product, criteria_set=crafts)
    assert now_says(product, "cleared_until")

    decide(asked)
    settle_all(on=TODAY)

    assert now_says(product, "criteria_set") == crafts
    assert now_says(product, "cleared_until").isoformat() == "2027-01-01"
    assert Listing.objects.get().criteria_set == 19


def test_taking_goods_off_the_shelf_is_no_way_around():
    product = ProductFactory()
    products.withdraw_product(product=product, by=UserFactory(), at=MIDDAY)
    Product.objects.filter(pk=product.pk).update(first_published_at=MIDDAY)
    assert len(change(product, name="Tên khác")) == 1

    draft = ProductFactory(published_at=None)
    assert change(draft, name="Tên khác") == []
    assert now_says(draft, "name") == "Tên khác"


@pytest.mark.parametrize(
    ("before", "after", "waits"),
    [
        ("", "Vườn nhà thuộc thôn Nà Làng", False),
        ("", "Chữa bệnh tiểu đường", True),
        ("", "Uống như thuốc", True),
        ("", "Đạt OCOP 5 sao", True),
        ("Rau hữu cơ", "Rau hữu cơ của bản", False),
        ("Rau của bản", "Rau HỮU CƠ của bản", True),
    ],
)
def test_free_words_wait_only_where_they_bring_in_a_claim(before, after, waits):
    assert risky.is_risky("description", before=before, after=after) is waits


def test_only_those_of_the_stall_see_its_proposals(client):
    product = ProductFactory()
    [asked] = change(product, name="Tên khác")
    client.force_login(MembershipFactory().user)

    at = f"/gian-hang/{product.producer.slug}/san-pham/{product.slug}/de-nghi/{asked.pk}/rut/"

    assert client.post(at).status_code == 404
    asked.refresh_from_db()
    assert asked.state == Amendment.State.WAITING
