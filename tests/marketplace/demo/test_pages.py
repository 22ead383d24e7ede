"""What the demo shows can be opened, and the welcome says where."""

from io import StringIO

import pytest
from django.core.management import call_command

from catalog.models import Product
from marketplace.demo.cards import PASSWORD
from marketplace.demo.people import PEOPLE
from marketplace.demo.queries import code_to_scan, drawn_goods, order_to_track, person, stall
from marketplace.demo.tasks import draw_pictures
from tests.factories import TODAY
from traceability.addresses import item_address
from traceability.models import ItemCode


def path_of(code, settings):
    return item_address(code).removeprefix(settings.SITE_URL)


@pytest.mark.parametrize("state", list(ItemCode.State)[:3])
@pytest.mark.parametrize("has_gtin", [True, False])
def test_item_codes_lead_to_their_page(market, client, settings, state, has_gtin):
    codes = ItemCode.objects.filter(state=state, lot__pack__gtin__isnull=not has_gtin)
    code = codes.order_by("-pk").first() or ItemCode.objects.filter(state=state).first()

    printed = client.get(path_of(code, settings))
    page = client.get(printed.headers["Location"])

    assert (printed.status_code, page.status_code) == (307, 200)
    assert code.lot.pack.product.name in page.content.decode()


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("shopper", "/tai-khoan/"),
        ("na-lang", "/gian-hang/htx-mau-na-lang-ba-che/"),
        ("na-lang-staff", "/gian-hang/htx-mau-na-lang-ba-che/lo-hang/"),
        ("supporter", "/gian-hang/"),
        ("province", "/can-bo/"),
        ("commune", "/can-bo/"),
        ("operator", "/admin/"),
    ],
)
def test_everybody_has_a_page_of_their_own(market, client, who, address):
    client.force_login(person(who), backend="accounts.sessions.ByPhone")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/", "/chu-the/htx-mau-na-lang-ba-che/", "/xa/06970/"])
def test_the_shop_shows_the_demo(market, client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert stall("na-lang").name in page.content.decode()


def test_an_order_is_tracked_by_what_the_welcome_prints(market, client):
    order = order_to_track()
    page = client.post(
        "/tra-cuu-don/",
        {"phone": order.group.phone_national, "code": order.group.code},
        follow=True,
    )
    assert page.status_code == 200
    assert order.group.code in page.content.decode()


def test_the_welcome_names_a_code_an_order_and_every_sign_in(market):
    said = StringIO()
    call_command("demo_welcome", stdout=said)

    words = said.getvalue()
    phones = [card.phone.replace("+84", "0") for card in PEOPLE.values()]
    assert [phone for phone in phones if phone not in words] == []
    assert item_address(code_to_scan()) in words
    assert order_to_track().group.code in words
    assert PASSWORD in words


def test_pictures_are_drawn_ahead_for_goods_without_a_photo(market, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    goods = drawn_goods(on=TODAY)
    assert len(goods) == Product.objects.listed().count()

    draw_pictures.call(*goods[0])

    assert len(list(tmp_path.glob("art/*.webp"))) == 2
