"""Pages of finding: suggestions, guesses, how goods are ranked, and whatever people type."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from accounts.throttles import caller
from catalog.models import Synonym
from marketplace.delivery.models import Travel
from marketplace.listings import ranks
from marketplace.storefront.views.suggesting import MOST
from tests.factories import ProducerFactory
from tests.marketplace.storefront.conftest import names

pytestmark = pytest.mark.django_db
SEARCH, SUGGEST, RANKING = "/tim-kiem/", "/tim-kiem/goi-y/", "/trang/cach-xep-hang/"
AWKWARD = [
    "chè " * 12_500,
    "😀",
    "\u202echè\u202c",
    '"chè',
    "chè*",
    "(chè OR",
    "NEAR(chè trà)",
    "chè'; DROP TABLE",
    "chè & | ! :*",
    "\\",
    "𝐜𝐡𝐞̀",
    "ß" * 60,
    "__thv",
]


def told(response):
    return [
        (group.label, [line.words for line in group.lines]) for group in response.context["groups"]
    ]


def test_goods_makers_and_communes_are_offered(client, goods):
    goods("Chè búp", producer=ProducerFactory(name="HTX Mẫu Ba Chẽ", folded="htx mau ba che"))

    answer = client.get(SUGGEST, {"q": "ba che"})

    assert told(answer) == [
        ("Mặt hàng", ["Chè búp"]),
        ("Người làm", ["HTX Mẫu Ba Chẽ"]),
        ("Xã, phường", ["Xã Ba Chẽ"]),
    ]
    assert 'role="option"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.usefixtures("wine")
def test_nothing_for_grown_ups_is_offered_unasked(client, goods, wine):
    goods("Rượu mơ", criteria_set=wine, producer__name="HTX Mẫu", commune=None)

    assert told(client.get(SUGGEST, {"q": "rượu mơ"})) == []


def test_who_asks_without_end_is_told_to_wait(client, rf, goods):
    goods("Chè")
    cache.set(caller(rf.get(SUGGEST), "suggest"), MOST - 1, 60)

    assert client.get(SUGGEST, {"q": "chè"}).status_code == 200
    assert client.get(SUGGEST, {"q": "che"}).status_code == 429


def test_a_guess_says_what_it_took_the_words_for(client, goods):
    goods("Miến dong", producer__name="HTX Mẫu", commune=None)

    page = client.get(SEARCH, {"q": "mien dogn"})

    assert names(page) == ["Miến dong"]
    assert page.context["results"].meant == "miến dong"
    assert "Không có món nào là “mien dogn”" in page.content.decode()


def test_who_finds_nothing_is_offered_the_words_with_one_less(client, goods):
    maker = ProducerFactory(name="HTX Mẫu", commune=None)
    for name in ("Miến dong", "Gốm hoa"):
        goods(name, producer=maker)

    page = client.get(SEARCH, {"q": "miến gốm"})

    assert [(one.text, one.count) for one in page.context["results"].shorter] == [
        ("gom", 1),
        ("mien", 1),
    ]
    assert "Có phải bạn tìm" in page.content.decode()


def test_the_ranking_page_tells_every_weight_there_is(client):
    Synonym.objects.get_or_create(one="trà", other="chè", defaults={"valid_from": "2025-07-01"})
    page = client.get(RANKING)

    shown = {points for points, _words in page.context["nearness"] + page.context["standing"]}
    assert shown == {value for name, value in vars(ranks).items() if name.isupper()}
    body = page.content.decode()
    assert all(f'<td class="number">{points}</td>' in body.replace(".", "") for points in shown)
    assert "trà – chè" in body


def test_each_weight_outweighs_all_below_it():
    all_of_standing = ranks.standing(is_available=True, stars=5, is_claimed=True)

    assert all_of_standing < ranks.BEGUN - ranks.ELSEWHERE
    assert ranks.AVAILABLE > 5 * ranks.EACH_STAR + ranks.CLAIMED


@pytest.mark.parametrize("typed", AWKWARD)
def test_whatever_is_typed_gets_a_page(client, goods, typed):
    goods("Chè")

    assert client.get(SEARCH, {"q": typed}).status_code == 200
    assert client.get(SUGGEST, {"q": typed}).status_code == 200


def test_goods_that_must_be_kept_cold_are_a_facet(client, in_stock):
    fish, tea = in_stock("Cá"), in_stock("Chè")
    Travel.objects.create(pack=fish.packs.get(), needs_cold=True)

    assert names(client.get(SEARCH, {"lanh": "1"})) == ["Cá"]
    assert set(names(client.get(SEARCH))) == {"Cá", tea.name}
