"""Label art, emblems and files: what is served, what is not, and how long it is kept."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from catalog.models import Photo, Product
from marketplace.storefront.pictures import (
    art_address,
    art_digest,
    card_address,
    card_of,
    emblem_address,
    picture,
    producer_card_address,
)
from tests.factories import MIDDAY, ProducerFactory, RecognitionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_label_art_is_a_webp_of_the_width_asked_for(client, goods, tmp_path):
    product = goods("Trà hoa vàng")

    response = client.get(art_address(product, stars=0, width=320))

    with Image.open(BytesIO(response.content)) as image:
        assert (image.format, image.size) == ("WEBP", (320, 320))
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert [file.name for file in (tmp_path / "art").iterdir()] == [
        f"{art_digest(product, stars=0)}-320.webp"
    ]


def test_kept_art_is_served_as_it_lies(client, goods, tmp_path):
    product = goods("Trà")
    address = art_address(product, stars=0, width=320)
    client.get(address)
    (tmp_path / "art" / f"{art_digest(product, stars=0)}-320.webp").write_bytes(b"kept")

    assert client.get(address).content == b"kept"


def test_an_old_address_still_shows_the_picture_of_today_for_a_while(client, goods):
    product = goods("Trà")
    old = art_address(product, stars=0, width=320)
    RecognitionFactory(product=product, stars=4)

    assert client.get(old)["Cache-Control"] == "public, max-age=5"
    new = art_address(product, stars=4, width=320)
    assert client.get(new)["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_digest_follows_name_and_stars(goods):
    product = goods("Trà")
    before = art_digest(product, stars=0)
    assert art_digest(product, stars=4) != before

    product.name = "Trà khác"
    assert art_digest(product, stars=0) != before


@pytest.mark.parametrize("width", [0, 1, 319, 99999])
def test_only_three_widths_are_drawn(client, goods, width):
    goods("Trà", slug="tra")

    assert client.get(f"/hinh/tra-{width}.webp").status_code == 404


def test_art_of_what_is_not_listed_is_not_found(client, goods):
    goods("Trà", slug="tra", published_at=None)

    assert client.get("/hinh/tra-320.webp").status_code == 404


def test_a_producer_has_an_emblem(client):
    producer = ProducerFactory()

    response = client.get(emblem_address(producer))

    with Image.open(BytesIO(response.content)) as image:
        assert image.size == (96, 96)
    assert client.get(f"/hinh/chu-the/{producer.slug}-97.webp").status_code == 404


def test_a_photo_stands_before_label_art(goods):
    product = goods("Trà")
    assert picture(product, stars=0)["drawn"] is True
    sizes = {name: f"photos/{name}.webp" for name in ("small", "medium", "large")}
    Photo.objects.create(
        product=product, **sizes, width=640, height=480, description="Nương", added_at=MIDDAY
    )

    assert picture(Product.objects.get(), stars=0) == {
        "small": "/media/photos/small.webp",
        "medium": "/media/photos/medium.webp",
        "large": "/media/photos/large.webp",
        "width": 640,
        "height": 480,
        "alt": "Nương",
        "drawn": False,
    }


def test_a_photo_is_served_so_that_nothing_in_it_can_run(client):
    default_storage.save("photos/a.webp", ContentFile(b"picture"))

    response = client.get("/media/photos/a.webp")

    assert b"".join(response.streaming_content) == b"picture"
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_document_is_handed_over_as_a_file(client):
    default_storage.save("documents/giay.pdf", ContentFile(b"%PDF"))

    response = client.get("/media/documents/giay.pdf")

    assert b"".join(response.streaming_content) == b"%PDF"
    assert response["Content-Disposition"] == 'attachment; filename="giay.pdf"'


@pytest.mark.parametrize(
    "path",
    [
        "private/claims/a.pdf",
        "photos/../private/claims/a.pdf",
        "photos/%2e%2e/private/claims/a.pdf",
        "photos//a.webp",
        "photos/a.svg",
        "photos/a.html",
        "art/a.webp",
        "photos",
        "photos/",
        "photos/missing.webp",
        "photos\\..\\private\\a.pdf",
    ],
)
def test_everything_else_is_not_found(client, path):
    for name in ("private/claims/a.pdf", "photos/a.svg", "photos/a.html", "art/a.webp"):
        default_storage.save(name, ContentFile(b"secret"))
    default_storage.save("photos/a.webp", ContentFile(b"open"))

    assert client.get(f"/media/{path}").status_code == 404


def test_the_card_of_a_link_is_a_png_of_the_size_networks_show(client, goods):
    product = goods("Trà hoa vàng")
    given = RecognitionFactory(product=product, stars=4)
    address = card_address(product, stars=4)

    response = client.get(address)

    with Image.open(BytesIO(response.content)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(response.content) < 300_000
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    given.delete()
    assert client.get(address)["Cache-Control"] == "public, max-age=5"


def test_the_card_dies_with_anything_it_shows(goods):
    product = goods("Trà")
    before = {card_of(product, stars=0).digest, card_of(product, stars=4).digest}
    files = {size: f"photos/{size}.webp" for size in ("small", "medium", "large")}
    Photo.objects.create(product=product, **files, width=4, height=3, added_at=MIDDAY)
    changed = Product.objects.get()
    after = card_of(changed, stars=4).digest
    changed.name = "Trà khác"
    changed.producer.name = "HTX khác"

    assert len({*before, after, card_of(changed, stars=4).digest}) == 4


def test_a_producer_has_a_card(client):
    producer = ProducerFactory()

    assert client.get(producer_card_address(producer))["Content-Type"] == "image/png"
    assert client.get("/hinh/the/chu-the/khong-co.png").status_code == 404
