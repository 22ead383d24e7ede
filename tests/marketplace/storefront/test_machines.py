"""Site maps, robots and feeds: whole, of any size, and nothing that strangers may not be told."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from itertools import count, islice
from xml.etree import ElementTree as ET

import pytest
from django.utils.timezone import localdate, now

from catalog.models import Pack
from marketplace.selling.actions import plan_lot
from marketplace.storefront import feeds, sitemaps
from marketplace.storefront.sitemaps import Entry
from tests.factories import MIDDAY, PackFactory, ProducerFactory, RecognitionFactory, UserFactory
from tests.marketplace.collections.factories import CollectionFactory

SITE = "http://127.0.0.1:8000"
G = "{http://base.google.com/ns/1.0}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return ET.fromstring(content)


def named(tree):
    return [loc.text.removeprefix(SITE) for loc in tree.iter(f"{MAPS}loc")]


def items(client):
    tree = read(client, "/hang-hoa/google.xml")
    return [{part.tag.removeprefix(G): part.text for part in item} for item in tree.iter("item")]


@pytest.mark.parametrize(("pages", "numbers"), [(0, []), (50_000, [1]), (50_001, [1, 2])])
def test_a_file_holds_as_many_addresses_as_the_protocol_allows(pages, numbers):
    assert list(sitemaps.files(pages)) == numbers


def test_fifty_thousand_addresses_are_written_while_they_are_read():
    asked = count()
    rows = (Entry(f"{SITE}/san-pham/mon-co-ten-dai-{next(asked)}/") for _ in range(sitemaps.MOST))
    written, size = 0, 0
    for piece in sitemaps.urlset(rows):
        written, size = written + piece.count("<url>"), size + len(piece.encode())
        assert next(copy(asked)) - written <= sitemaps.PIECE

    assert written == sitemaps.MOST
    assert size < 50_000_000


def test_an_address_is_escaped_and_dated():
    told = "".join(sitemaps.urlset([Entry("https://x.example/?a=1&b=<", MIDDAY)]))

    assert "<loc>https://x.example/?a=1&amp;b=&lt;</loc><lastmod>2026-11-21T05:00:00Z" in told


@pytest.mark.django_db
def test_the_site_map_names_every_public_page_once(client, goods, wine, settings):
    settings.SITEMAP_ADDRESSES = 2
    shown = [goods(f"Chè {n}") for n in range(3)]
    goods("Nháp", published_at=None)
    goods("Rượu", criteria_set=wine)
    unknown = goods("Của ai", producer=ProducerFactory(claimed_at=None))

    files = named(read(client, "/sitemap.xml"))
    pages = [page for file in files for page in named(read(client, file))]

    assert len([file for file in files if "san-pham" in file]) == 2
    assert len(pages) == len(set(pages)) == 3 + 15 + 7 + 1 + 1 + 3 + 4
    assert {one.get_absolute_url() for one in [*shown, unknown]} < set(pages)
    assert {one.producer.get_absolute_url() for one in shown} < set(pages)
    assert unknown.producer.get_absolute_url() not in pages
    assert client.get("/sitemap/san-pham-3.xml").status_code == 404
    assert client.get("/sitemap/san-pham-0.xml").status_code == 404
    assert client.get("/sitemap/nguoi-1.xml").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_of_the_site_map_is_read_with_two_queries(
    client, goods, rows, django_assert_num_queries
):
    for n in range(rows):
        goods(f"Chè {n}")

    with django_assert_num_queries(2):
        assert len(named(read(client, "/sitemap/san-pham-1.xml"))) == rows


@pytest.mark.django_db
def test_the_calendar_and_the_collections_of_today_are_in_the_site_map(client):
    today = localdate()
    shown = CollectionFactory()
    CollectionFactory(published_at=None)
    CollectionFactory(valid_from=today - timedelta(days=9), valid_until=today)

    assert named(read(client, "/sitemap/bo-suu-tap-1.xml")) == [shown.get_absolute_url()]
    assert {"/mua-vu/", "/bo-suu-tap/"} < set(named(read(client, "/sitemap/trang-1.xml")))


@pytest.mark.django_db
def test_a_page_was_changed_when_its_stars_were_proved(client, goods):
    product = goods("Chè")
    given = RecognitionFactory(product=product)

    (changed,) = read(client, "/sitemap/san-pham-1.xml").iter(f"{MAPS}lastmod")

    assert changed.text == f"{max(given.verified_at, product.published_at):%Y-%m-%dT%H:%M:%SZ}"


def test_a_demo_keeps_robots_out_and_a_market_keeps_them_off_private_pages(client, settings):
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()

    settings.DEMO = False
    rules = client.get("/robots.txt").content.decode()
    assert "Disallow: /\n" not in rules
    assert "Disallow: /gio-hang/\n" in rules
    assert f"Sitemap: {SITE}/sitemap.xml" in rules


@pytest.mark.django_db
def test_google_is_told_of_each_pack_what_its_page_says(client, in_stock):
    product = in_stock("Trà & hoa", price=95_000, description="Chè \x0b xanh")
    pack = product.packs.get()

    assert items(client) == [
        {
            "id": str(pack.pk),
            "title": "Trà & hoa, hộp 100 g",
            "description": "Chè  xanh",
            "link": SITE + product.get_absolute_url(),
            "canonical_link": SITE + product.get_absolute_url(),
            "image_link": items(client)[0]["image_link"],
            "availability": "in_stock",
            "price": "95000 VND",
            "unit_pricing_measure": "100 g",
            "unit_pricing_base_measure": "100 g",
            "brand": product.producer.name,
            "identifier_exists": "no",
            "condition": "new",
            "adult": "no",
            "product_type": str(product.shelf),
            "shipping_weight": "150 g",
        }
    ]
    assert items(client)[0]["image_link"].startswith(f"{SITE}/hinh/{product.slug}-1280.webp?v=")


@pytest.mark.django_db
def test_packs_of_one_product_belong_together_and_numbers_are_real_ones(client, in_stock):
    product = in_stock("Chè")
    PackFactory(product=product, gtin="08938505974019", price=10_000)
    Pack.objects.filter(gtin=None).update(gtin="09520001010019")

    told = items(client)

    assert {one["item_group_id"] for one in told} == {product.slug}
    assert [(one.get("gtin"), one.get("identifier_exists")) for one in told] == [
        (None, "no"),
        ("8938505974019", None),
    ]
    assert [one["availability"] for one in told] == ["in_stock", "out_of_stock"]


@pytest.mark.django_db
def test_what_is_still_growing_can_be_ordered_before(client, in_stock):
    pack = in_stock("Chè", free=0).packs.get()
    ships = localdate() + timedelta(days=30)
    plan_lot(pack=pack, most=10, ship_by=ships, by=UserFactory(), at=now())

    (told,) = items(client)

    assert (told["availability"], told["availability_date"]) == ("preorder", f"{ships}T12:00+0700")


@pytest.mark.django_db
def test_what_may_not_be_advertised_or_bought_is_in_no_feed(client, in_stock, wine, goods):
    in_stock("Rượu", criteria_set=wine, licence_number="1/GP")
    in_stock("Gỡ xuống", suspended_at=MIDDAY)
    PackFactory(product=goods("Của ai", producer=ProducerFactory(claimed_at=None)))
    shown = in_stock("Chè")

    assert [one["title"] for one in items(client)] == ["Chè, hộp 100 g"]
    entries = list(read(client, "/hang-hoa/moi.atom").iter("{http://www.w3.org/2005/Atom}title"))
    assert [entry.text for entry in entries] == ["Hàng mới ở Chợ Gốc", shown.name]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_feed_takes_as_many_queries_for_any_number(
    client, in_stock, rows, django_assert_num_queries
):
    for n in range(rows):
        in_stock(f"Chè {n}")

    with django_assert_num_queries(5):
        assert len(items(client)) == rows


def test_the_feed_is_written_as_it_is_read():
    endless = ({"id": str(n)} for n in iter(int, 1))

    assert len(list(islice(feeds.merchant(endless, title="", site="", about=""), 1000))) == 1000
