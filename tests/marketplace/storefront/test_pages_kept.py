"""Kept pages: quick for visitors, and never anybody else's."""

from __future__ import annotations

import gzip
import re

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client, RequestFactory

from marketplace.storefront.pages_kept import KeptPagesMiddleware
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]{64})"')


def test_the_second_visitor_costs_no_query(client, goods, django_assert_num_queries):
    goods("Chè")
    first = client.get("/tim-kiem/").content

    with django_assert_num_queries(0):
        second = Client().get("/tim-kiem/")

    assert TOKEN.sub("", second.content.decode()) == TOKEN.sub("", first.decode())


def test_each_visitor_gets_a_token_that_works_and_nobody_elses(goods):
    goods("Chè")
    one, two = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    tokens = {}
    for visitor in (one, two):
        page = visitor.get("/").content.decode()
        tokens[visitor] = TOKEN.findall(page)[0]
        assert set(TOKEN.findall(page)) == {tokens[visitor]}

    assert one.cookies["csrftoken"].value != two.cookies["csrftoken"].value
    spoken = {"language": "en", "next": "/"}
    for visitor, other in ((one, two), (two, one)):
        own = visitor.post("/ngon-ngu/setlang/", spoken | {"csrfmiddlewaretoken": tokens[visitor]})
        assert own.status_code == 302
        stolen = spoken | {"csrfmiddlewaretoken": tokens[other]}
        assert visitor.post("/ngon-ngu/setlang/", stolen).status_code == 403


def test_a_visitor_keeps_the_token_they_have(goods):
    goods("Chè")
    Client().get("/")
    visitor = Client()
    visitor.get("/")
    secret = visitor.cookies["csrftoken"].value

    visitor.get("/")

    assert visitor.cookies["csrftoken"].value == secret


def test_nothing_in_the_cache_is_a_token(client, goods):
    goods("Chè")
    client.get("/")

    for kept in caches["pages"]._cache.values():
        assert client.cookies["csrftoken"].value.encode() not in kept
        assert not re.search(rb"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])", kept)


def test_a_signed_in_person_neither_gets_nor_leaves_a_kept_page(client, goods):
    goods("Chè")
    user = UserFactory(full_name="Nguyễn Thị Riêng")
    MembershipFactory(user=user)
    client.force_login(user)

    assert "Nguyễn Thị Riêng" in client.get("/").content.decode()
    assert "Nguyễn Thị Riêng" not in Client().get("/").content.decode()
    assert "Nguyễn Thị Riêng" in client.get("/").content.decode()


def test_a_basket_is_seen_by_its_holder_only(goods, in_stock):
    pack = in_stock("Chè").packs.get()
    shopper, visitor = Client(), Client()
    visitor.get("/")

    shopper.post(f"/gio-hang/{pack.pk}/", {"quantity": "7", "do": "add"})

    assert shopper.get("/").context["page"]["basket_count"] == 7
    assert '<span class="count">7' not in visitor.get("/").content.decode()


def test_languages_are_kept_apart(client, goods):
    goods("Chè", name_en="Green tea")
    english = Client()
    english.cookies["django_language"] = "en"

    assert "Green tea" in english.get("/tim-kiem/").content.decode()
    vietnamese = client.get("/tim-kiem/").content.decode()
    assert "Green tea" not in vietnamese
    assert 'lang="vi"' in vietnamese


def test_questions_are_kept_apart_and_unknown_ones_not_kept(client, goods):
    goods("Chè")
    client.get("/tim-kiem/", {"q": "chè"})
    client.get("/tim-kiem/", {"q": "mật"})
    client.get("/tim-kiem/", {"q": "chè", "utm_source": "x"})

    assert len(caches["pages"]._cache) == 2


def test_who_can_unpack_gets_the_same_page_packed_with_a_token_of_their_own(goods):
    goods("Chè")
    plain = Client().get("/")
    packed = Client().get("/", headers={"accept-encoding": "gzip"})

    page = gzip.decompress(packed.content).decode()

    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert TOKEN.sub("", page) == TOKEN.sub("", plain.content.decode())
    assert TOKEN.findall(page) != TOKEN.findall(plain.content.decode())
    assert len(packed.content) * 3 < len(plain.content)


def test_words_that_look_like_a_gap_are_not_kept(client, goods):
    goods("Chè", slug="che", description="\x1atoken\x1a \x1acode\x1a")

    assert [client.get("/san-pham/che/").status_code for _ in range(2)] == [200, 200]
    assert len(caches["pages"]._cache) == 0


def test_what_leaves_is_for_one_visitor_only(client, goods):
    goods("Chè")

    for _ in range(2):
        response = Client().get("/")
        assert response["Cache-Control"] == "private, no-cache"
        assert "Cookie" in response["Vary"]
        assert response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"
        assert response["Content-Language"] == "vi"


@pytest.mark.parametrize("header", ["HX-Request", "Authorization"])
def test_a_request_with_more_to_it_passes_by(client, goods, header):
    goods("Chè")

    client.get("/", headers={header: "x"})

    assert len(caches["pages"]._cache) == 0


def test_errors_and_answers_to_the_age_question_are_not_kept(client, in_stock, wine):
    bottle = in_stock("Rượu", criteria_set=wine)
    client.get("/san-pham/khong-co/")
    client.get(bottle.get_absolute_url())
    client.post("/")

    assert len(caches["pages"]._cache) == 0


def answer(body="", **headers):
    """What the middleware passes on of a page, and whether it kept it."""
    response = HttpResponse(body, headers={"Cache-Control": "public, s-maxage=30", **headers})
    passed = KeptPagesMiddleware(lambda _request: response)(RequestFactory().get("/"))
    return passed, len(caches["pages"]._cache) == 1


def test_a_page_is_kept_when_offered():
    assert answer("hello")[1] is True


def test_a_page_with_something_like_a_token_elsewhere_is_not_kept():
    assert answer(f'<body data-token="{"A1" * 32}">')[1] is False


def test_a_page_that_sets_a_cookie_of_its_own_is_not_kept():
    response = HttpResponse("hello", headers={"Cache-Control": "s-maxage=30"})
    response.set_cookie("sessionid", "secret")
    KeptPagesMiddleware(lambda _request: response)(RequestFactory().get("/"))

    assert len(caches["pages"]._cache) == 0


def test_only_pages_are_kept():
    assert answer("{}", **{"Content-Type": "application/json"})[1] is False


def test_without_its_cache_the_market_is_open_all_the_same(client, goods, settings):
    settings.CACHES = {"default": settings.CACHES["default"]}
    goods("Chè")

    for _ in range(2):
        assert "Chè" in client.get("/tim-kiem/").content.decode()
