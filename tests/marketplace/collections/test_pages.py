"""Collections as shoppers see them and as officers keep them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils.timezone import localdate

from marketplace.cart.models import CartLine
from marketplace.collections.models import Collection
from tests.factories import LotFactory, OfficerFactory, ProducerFactory, ProvinceFactory
from tests.marketplace.collections.factories import CollectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_kept_pages():
    caches["pages"].clear()


def filled(rows, **fields):
    """A collection with so many products and as many gift sets of two kinds."""
    made = CollectionFactory(**fields)
    for n in range(rows):
        lots = [LotFactory(pack__product__producer=ProducerFactory()) for _ in range(2)]
        made.collected.create(product=lots[0].pack.product, position=n)
        gift_set = made.gift_sets.create(title=f"Giỏ {n}")
        for lot in lots:
            gift_set.pieces.create(pack=lot.pack)
    return made


@pytest.mark.parametrize("rows", [1, 3])
def test_a_collection_takes_as_many_queries_for_one_row_as_for_three(
    client, rows, django_assert_num_queries
):
    made = filled(rows)

    with django_assert_num_queries(8):
        answer = client.get(made.get_absolute_url())

    assert [len(answer.context[name]) for name in ("goods", "offers")] == [rows, rows]


def test_one_press_puts_a_set_into_the_basket(client):
    made = filled(1)
    gift_set = made.gift_sets.get()
    press = f"{made.get_absolute_url()}bo-qua/{gift_set.pk}/"

    answer = client.post(press, follow=True)

    assert answer.redirect_chain == [("/gio-hang/", 302)]
    assert "Cả bộ «Giỏ 0» đã vào giỏ." in answer.content.decode()
    assert CartLine.objects.count() == client.session["basket_count"] == 2

    pack = gift_set.pieces.first().pack
    pack.lots.update(on_hand=0, packed=0)
    answer = client.post(press, follow=True)

    assert "Chưa thêm gì vào giỏ" in answer.content.decode()
    assert CartLine.objects.count() == 2


def test_one_that_is_over_says_so_and_leads_on(client):
    over = filled(1, valid_from=localdate() - timedelta(days=40))
    other = CollectionFactory(title="Giỏ quà Tết")

    page = client.get(over.get_absolute_url()).content.decode()

    assert "đã khép lại" in page
    assert other.title in page
    assert "Cho cả bộ vào giỏ" not in page
    gift_set = over.gift_sets.get()
    assert client.post(f"{over.get_absolute_url()}bo-qua/{gift_set.pk}/").status_code == 404


@pytest.mark.parametrize("why", ["unpublished", "still to come"])
def test_what_is_not_shown_yet_is_not_there(client, why):
    later = {"valid_from": localdate() + timedelta(days=1)}
    kept_back = {"published_at": None} if why == "unpublished" else later

    assert client.get(CollectionFactory(**kept_back).get_absolute_url()).status_code == 404


def test_no_collection_leads_to_the_seasons(client):
    assert 'href="/mua-vu/"' in client.get("/bo-suu-tap/").content.decode()


def test_an_officer_opens_fills_and_publishes_one(client):
    post, lot = OfficerFactory(), LotFactory()
    elsewhere = ProvinceFactory(code="01", name="Thành phố Hà Nội", short_name="Hà Nội")
    far = LotFactory(pack__product__producer__province=elsewhere).pack.product
    client.force_login(post.user)
    told = {"title": "Quà Hạ Long", "words": "Từ bờ vịnh.", "begins": localdate().isoformat()}
    told["until"] = localdate().isoformat()
    opened = client.post("/can-bo/bo-suu-tap/moi/", told)
    address, product = opened["Location"], lot.pack.product
    made = Collection.objects.get()

    found = client.get(address).context["found"]
    taken = {"product": product.pk, "do": "collect"}
    client.post(f"{address}mon-hang/", taken)
    not_ours = client.post(f"{address}mon-hang/", {"product": far.pk, "do": "collect"})
    client.post(f"{address}cho-xem/")

    assert found == [product]
    assert not_ours.status_code == 404
    assert [row.product for row in made.collected.all()] == [product]
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.get("/can-bo/bo-suu-tap/").context["rows"].object_list[0] == made


def test_an_officer_puts_a_gift_set_together(client):
    post, lot = OfficerFactory(), LotFactory()
    made = CollectionFactory()
    client.force_login(post.user)

    page = client.post(f"/can-bo/bo-suu-tap/{made.pk}/bo-qua/", {"title": "Giỏ"}, follow=True)
    address = page.redirect_chain[0][0]
    client.post(f"{address}mon/", {"pack": lot.pack_id, "quantity": "3"})
    refused = client.post(f"{address}mon/", {"pack": lot.pack_id, "quantity": "21"})

    assert refused.status_code == 422
    (offer,) = [client.get(address).context["offer"]]
    assert (offer.price, [piece.quantity for piece in offer.pieces]) == (3 * lot.pack.price, [3])
    assert client.get(f"/can-bo/bo-suu-tap/{made.pk}/").status_code == 200
