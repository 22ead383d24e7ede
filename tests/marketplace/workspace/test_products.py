"""A producer's goods."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalog.gate.rules import FOREVER
from catalog.models import Pack, Photo, Product
from tests.factories import (
    CriteriaSetFactory,
    LotFactory,
    MembershipFactory,
    PackFactory,
    ProductFactory,
)
from tests.marketplace.stories import RateFactory

pytestmark = pytest.mark.django_db
PACK = {
    "name": "hộp 100 g",
    "net_content": "100",
    "net_unit": "g",
    "gross_weight": "150",
    "price": "185000",
    "gtin": "",
    "is_active": "on",
}


FIRST = {"net_content": "1.000", "net_unit": "g", "price": "250.000"}


@pytest.fixture
def owner(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    return membership


def address(product, name, *more):
    return reverse(f"workspace:{name}", args=[product.producer.slug, product.slug, *more])


def test_a_product_is_begun_priced_and_put_on_the_shelf(client, owner):
    stall, kind = owner.producer, CriteriaSetFactory()
    client.post(
        reverse("workspace:new_product", args=[stall.slug]),
        {**FIRST, "name": "Trà  hoa vàng", "criteria_set": kind.pk},
    )
    product = Product.objects.get()
    Product.objects.filter(pk=product.pk).update(description="Hái tay.")
    client.post(address(product, "publication"))
    assert Product.objects.listed().count() == 0  # its papers are not there yet
    Product.objects.filter(pk=product.pk).update(cleared_until=FOREVER)

    client.post(address(product, "publication"))

    product.refresh_from_db()
    assert (product.name, product.slug) == ("Trà hoa vàng", "tra-hoa-vang")
    assert list(Product.objects.listed()) == [product]
    assert " tra hoa vang" in product.searchable


def test_five_fields_make_a_product_with_its_pack_and_photo(client, owner):
    sent = {**FIRST, "name": "Mật ong", "criteria_set": CriteriaSetFactory().pk}

    address = reverse("workspace:new_product", args=[owner.producer.slug])
    client.post(address, sent | {"picture": picture()})

    pack = Pack.objects.get()
    assert (pack.name, pack.net_content, pack.price) == ("1.000 g", 1_000, 250_000)
    assert (pack.gross_weight, pack.product.photos.count()) == (1_130, 1)


def test_a_first_listing_that_is_refused_keeps_nothing(client, owner):
    sent = {**FIRST, "name": "Mật ong", "criteria_set": CriteriaSetFactory().pk}
    nothing = {"picture": SimpleUploadedFile("m.jpg", b"", "image/jpeg")}

    page = client.post(reverse("workspace:new_product", args=[owner.producer.slug]), sent | nothing)

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["picture"])
    assert 'value="250.000"' in page.text
    assert Product.objects.count() == 0


def test_what_is_left_of_a_price_is_told_before_it_is_kept(client, owner):
    address = reverse("workspace:net", args=[owner.producer.slug])

    assert client.get(address, {"gia": "100000"}).text == "100.000\u00a0₫"
    assert client.get(address, {"gia": "1e9"}).text == ""


def test_what_is_missing_is_said_and_nothing_is_shown(client, owner):
    product = ProductFactory(producer=owner.producer, published_at=None)

    page = client.post(address(product, "publication"), follow=True)

    assert [m.level_tag for m in page.context["messages"]] == ["error"]
    assert Product.objects.listed().count() == 0


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("price", "-1"),
        ("price", "0"),
        ("price", "999"),
        ("price", "500000001"),
        ("price", "9" * 40),
        ("price", "mười"),
        ("price", "1e9"),
        ("net_content", "0"),
        ("net_content", "-5"),
        ("gross_weight", "0"),
        ("gtin", "123"),
        ("gtin", "8931234567898"),
        ("gtin", "abcdefgh"),
        ("name", ""),
        ("net_unit", "kg"),
    ],
)
def test_a_wrong_figure_is_told_at_its_field_and_kept(client, owner, field, typed):
    product = ProductFactory(producer=owner.producer)

    response = client.post(address(product, "new_pack"), PACK | {field: typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"][field].value() == typed
    assert Pack.objects.count() == 0


def test_a_gtin_is_kept_with_fourteen_digits(client, owner):
    product = ProductFactory(producer=owner.producer)

    client.post(address(product, "new_pack"), PACK | {"gtin": "952 123 456 7899"})

    assert [pack.gtin for pack in Pack.objects.all()] in (["09521234567899"], [])


def test_the_page_shows_what_reaches_the_producer(client, owner):
    pack = PackFactory(product__producer=owner.producer, price=200_000)
    RateFactory(kind="commission", basis_points=500)

    response = client.get(address(pack.product, "product"))

    (row,) = response.context["packs"]
    assert (row.taken, row.payout) == (10_000, 190_000)


def test_a_stranger_reaches_no_product_and_changes_no_price(client, owner):
    pack = PackFactory(price=200_000)

    for name, more in [("product", ()), ("pack", (pack.pk,)), ("new_pack", ())]:
        assert client.get(address(pack.product, name, *more)).status_code == 404
    assert client.post(address(pack.product, "pack", pack.pk), PACK).status_code == 404
    pack.refresh_from_db()
    assert pack.price == 200_000


def test_a_pack_of_another_product_is_not_reached_through_ones_own(client, owner):
    mine, other = ProductFactory(producer=owner.producer), PackFactory()

    assert client.get(address(mine, "pack", other.pk)).status_code == 404


def picture(size=(1600, 900)):
    out = BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG")
    return SimpleUploadedFile("anh.jpg", out.getvalue(), "image/jpeg")


def test_a_photo_is_kept_in_three_widths(client, owner, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    product = ProductFactory(producer=owner.producer)

    client.post(address(product, "photos"), {"picture": picture(), "description": "Hộp trà"})

    photo = Photo.objects.get()
    assert [_width(f) for f in (photo.small, photo.medium, photo.large)] == [320, 640, 1280]


def _width(field):
    with Image.open(field.path) as kept:
        return kept.width


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("anh.jpg", b"<html>"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50),
    ],
)
def test_what_is_no_photo_is_refused_at_the_field(client, owner, name, content):
    product = ProductFactory(producer=owner.producer)
    sent = SimpleUploadedFile(name, content)

    response = client.post(address(product, "photos"), {"picture": sent, "description": "Hộp"})

    assert response.status_code == 422
    assert list(response.context["photo_form"].errors) == ["picture"]
    assert Photo.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_many_rows(client, owner, django_assert_num_queries, count):
    for _ in range(count):
        LotFactory(pack__product__producer=owner.producer)

    with django_assert_num_queries(6):
        response = client.get(reverse("workspace:products", args=[owner.producer.slug]))

    assert [product.free for product in response.context["rows"]] == [10] * count


def test_a_gtin_of_another_pack_is_refused_at_its_field_and_kept_as_typed(client, owner):
    PackFactory(gtin="09521234567899")
    product = ProductFactory(producer=owner.producer)

    answer = client.post(address(product, "new_pack"), PACK | {"gtin": "9521234567899"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="9521234567899"' in page
    assert not product.packs.exists()
