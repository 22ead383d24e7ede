"""A product's page: what it shows, what it must not, and what machines read of it."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate, now

from catalog.models import Pack, Product
from marketplace.cart.models import CartLine
from marketplace.selling.actions import plan_lot
from marketplace.storefront.templatetags.market import dong, ld_json
from tests.factories import (
    LotFactory,
    PackFactory,
    ProducerFactory,
    RecognitionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def body(client, product):
    response = client.get(product.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def linked_data(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


def test_each_pack_shows_its_price_its_unit_price_and_what_its_lots_hold(client, goods):
    product = goods("Trà hoa vàng")
    small = PackFactory(product=product, name="hộp 50 g", net_content=50, price=450_000)
    LotFactory(pack=small, on_hand=10, reserved=3)
    LotFactory(pack=small, on_hand=5)
    PackFactory(product=product, name="hộp 1 kg", net_content=1000, price=1_250_000)

    page = body(client, product)

    assert "Còn 12, giao từ lô đã đủ hồ sơ" in page
    assert "900.000\u00a0₫ / 100 g" in page
    assert "125.000\u00a0₫ / 100 g" in page
    assert page.count("Thêm vào giỏ") == 1
    assert page.count("Tạm hết hàng") == 1
    assert re.findall(r'name="pack" value="(\d+)"[^>]* checked', page) == [str(small.pk)]


def test_one_of_several_packs_is_chosen_and_one_may_be_to_come(client, goods):
    product = goods("Trà hoa vàng")
    there = LotFactory(pack__product=product, pack__name="hộp 50 g", on_hand=5).pack
    later = PackFactory(product=product, name="hộp 100 g")
    gone = PackFactory(product=product, name="hộp 1 kg")
    ships = localdate() + timedelta(days=30)
    plan = plan_lot(pack=later, most=10, ship_by=ships, by=UserFactory(), at=now())

    page = body(client, product)
    asked = {"do": "add", "quantity": "2", f"plan-{later.pk}": str(plan.pk)}
    for pack in (there, later):
        client.post("/gio-hang/", {**asked, "pack": str(pack.pk)})

    tiles = re.findall(r'<input type="radio" name="pack" value="(\d+)"([^>]*)>', page)
    assert [(int(pk), " checked" in told, " disabled" in told) for pk, told in tiles] == [
        (there.pk, True, False),
        (later.pk, False, False),
        (gone.pk, False, True),
    ]
    assert page.count(f'name="plan-{later.pk}" value="{plan.pk}"') == 1
    assert 'max="10"' in page
    lines = CartLine.objects.order_by("pk").values_list("pack", "quantity", "planned")
    assert list(lines) == [(there.pk, 2, None), (later.pk, 2, plan.pk)]


def test_the_only_pack_needs_no_choice(client, in_stock):
    product = in_stock("Trà hoa vàng")
    page = body(client, product)
    assert f'action="/gio-hang/{product.packs.get().pk}/"' in page
    assert 'type="radio"' not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_seventeen_queries_however_much_there_is(
    client, in_stock, rows, django_assert_num_queries
):
    product = in_stock("Trà hoa vàng")
    for n in range(rows):
        LotFactory(pack__product=product)
        in_stock(f"Món khác {n}", producer=product.producer)

    with django_assert_num_queries(17):  # three of them ask what delivery costs
        client.get(product.get_absolute_url())
    with django_assert_num_queries(2):  # whether goods have turned, and what the packs hold
        client.get(product.get_absolute_url(), {"utm_source": "x"})


def test_stars_in_force_are_stamped_with_their_decision(client, goods):
    product = goods("Trà")
    RecognitionFactory(product=product, stars=4, decision="123/QĐ-UBND", issuer="UBND tỉnh")

    page = body(client, product)

    assert "OCOP 4 sao" in page
    assert "123/QĐ-UBND" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"verified_at": None}, "Sao OCOP: cần xác minh"),
        ({"valid_until": "2026-02-01"}, "Sao OCOP: đã hết hạn"),
    ],
)
def test_an_unproven_or_ended_star_is_never_a_star(client, goods, fields, said):
    product = goods("Trà")
    RecognitionFactory(product=product, stars=4, **fields)

    page = body(client, product)

    assert said in page
    assert "OCOP 4 sao" not in page
    assert '#star"' not in page


def test_an_unclaimed_listing_names_its_source_and_sells_nothing(client, goods):
    product = goods(
        "Miến dong",
        producer=ProducerFactory(claimed_at=None, is_fictional=False),
        source_url="https://thuonghieuquangninh.gov.vn/?p=3978",
    )
    LotFactory(pack__product=product)

    page = body(client, product)

    assert "Chưa được chủ thể xác nhận" in page
    assert "thuonghieuquangninh.gov.vn" in page
    assert "Thêm vào giỏ" not in page
    assert f"/nhan-gian-hang/{product.producer.slug}/" in page


def test_an_odd_mirror_is_for_staff_only(client, goods):
    product = goods(
        "Miến", producer__claimed_at=None, source_url="https://odd-mirror.example/bai-viet"
    )

    assert "odd-mirror" not in body(client, product)


def test_goods_of_nobody_known_cannot_be_claimed_whole(client, goods):
    product = goods("Miến", producer__claimed_at=None, producer__kind="unknown")

    page = body(client, product)

    assert f"/nhan-gian-hang/{product.producer.slug}/" not in page
    assert "Mở gian hàng của bạn" in page


def test_lots_are_shown_newest_first_and_only_complete_ones(client, goods):
    product = goods("Trà")
    pack = PackFactory(product=product)
    LotFactory(pack=pack, code="CU-1", made_on="2026-10-01")
    LotFactory(pack=pack, code="MOI-2", made_on="2026-11-05", trace_code="ABC12345")
    LotFactory(pack=pack, code="DO-DANG", completed_at=None, on_hand=0, packed=0)
    LotFactory(pack=pack, code="QUA-HAN", made_on="2020-01-01", best_before="2021-01-01")

    page = body(client, product)

    newest = page[page.index("Lô mới nhất") :]
    assert newest.index("Lô MOI-2") < newest.index("Lô CU-1")
    assert "/truy-xuat/lo/ABC12345/" in page
    assert "DO-DANG" not in page
    assert "QUA-HAN" not in page


def test_what_is_not_listed_has_no_page(client, goods):
    product = goods("Trà", published_at=None)

    assert client.get(product.get_absolute_url()).status_code == 404
    assert client.get("/san-pham/khong-co/").status_code == 404


def test_machines_read_the_same_prices_and_no_more(client, in_stock, goods):
    product = in_stock("Trà hoa vàng", price=185_000)
    Pack.objects.update(gtin="08935000000012")

    told = linked_data(body(client, product))

    assert told["@type"] == "Product"
    assert told["name"] == "Trà hoa vàng"
    assert told["offers"] == [
        {
            "@type": "Offer",
            "url": f"http://127.0.0.1:8000{product.get_absolute_url()}",
            "sku": str(product.packs.get().pk),
            "name": "hộp 100 g",
            "price": 185_000,
            "priceCurrency": "VND",
            "availability": "https://schema.org/InStock",
            "itemCondition": "https://schema.org/NewCondition",
            "gtin14": "08935000000012",
        }
    ]
    assert "image" not in told


def test_an_unclaimed_listing_tells_machines_of_no_offer(client, goods):
    product = goods("Trà", producer__claimed_at=None)
    PackFactory(product=product)

    assert "offers" not in linked_data(body(client, product))


def test_a_name_cannot_break_out_of_the_data_block(client, goods):
    product = goods("Trà </script><script>alert(1)</script> & cà phê", slug="tra")

    page = body(client, product)

    assert "</script><script>alert" not in page
    assert linked_data(page)["name"] == product.name


def test_data_blocks_escape_whatever_ends_them():
    assert ld_json({"a": "</script>&\u2028"}) == (
        '<script type="application/ld+json">{"a": "\\u003C/script\\u003E\\u0026\\u2028"}</script>'
    )


def test_money_is_written_as_vietnamese_people_write_it():
    assert dong(1_250_000) == "1.250.000\u00a0₫"
    assert dong(None) == ""


def test_the_law_speaks_on_health_food(client, goods):
    call_command("load_kinds", verbosity=0)
    product = goods("Đông trùng")
    Product.objects.update(criteria_set=18)

    page = body(client, product)

    assert "không phải là thuốc" in page
    assert "Nghị định 15/2018/NĐ-CP" in page


def test_english_names_are_spoken_on_the_english_page(client, goods):
    product = goods("Trà hoa vàng", name_en="Golden camellia tea")

    client.cookies["django_language"] = "en"

    assert "Golden camellia tea" in body(client, product)
