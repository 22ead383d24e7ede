"""A household sets how it delivers: presets to save as they are, slips told at their field."""

from __future__ import annotations

import pytest
from django.urls import reverse

from marketplace.carriers.models import Consignment
from marketplace.delivery.models import Method, Price, Travel, Zone
from tests.factories import CommuneFactory, MembershipFactory, PackFactory, ProducerFactory
from tests.marketplace.carriers.stories import accepted, lot_by_carrier
from tests.marketplace.stories import MethodFactory, pickup

pytestmark = pytest.mark.django_db


@pytest.fixture
def stall(client):
    member = MembershipFactory(producer__address="Thôn Nà Làng")
    client.force_login(member.user)
    return member.producer


def page(name, stall, *more):
    return reverse(f"workspace:{name}", args=[stall.slug, *more])


def as_shown(client, address):
    """The form as it stands, ready to be sent back untouched."""
    form = client.get(address).context["form"]
    told = {name: form[name].value() for name in form.fields}
    kept = {name: value for name, value in told.items() if value is not None and value is not False}
    return {name: _as_sent(value) for name, value in kept.items()}


def _as_sent(value):
    return [str(one) for one in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize(
    ("door", "zones"),
    [
        ("gui-hang", ["home", "elsewhere", "remote", "islands"]),
        ("tu-giao", ["communes"]),
        ("den-lay", ["elsewhere"]),
    ],
)
def test_a_preset_is_saved_as_it_stands_and_twice_is_one(client, stall, door, zones):
    CommuneFactory()
    address = page("new_method", stall, door)
    told = as_shown(client, address)

    answers = [client.post(address, told).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Method.objects.count() == 1
    assert list(Zone.objects.values_list("where", flat=True)) == zones
    assert client.get(page("delivery", stall)).text.count("Sửa") == 1


def test_fees_by_the_worth_of_the_goods_are_kept_and_shown_again(client, stall):
    address = page("new_method", stall, "gui-hang")
    told = {"name": "Hãng", "home": "20.001", "step": "5000", "half_from": "300 000"}

    client.post(address, told | {"free_from": "600000"})

    assert list(Price.objects.values_list("goods_from", "first_fee", "step_fee")) == [
        (0, 20_001, 5_000),
        (300_000, 10_000, 2_500),
        (600_000, 0, 0),
    ]
    served = [zone.where for zone in Zone.objects.all() if zone.prices.exists()]
    assert served == ["home"]
    form = client.get(page("method", stall, Method.objects.get().pk)).context["form"]
    shown = {name: form[name].value() for name in ("home", "elsewhere", "half_from", "free_from")}
    assert shown == {
        "home": 20_001,
        "elsewhere": None,
        "half_from": 300_000,
        "free_from": 600_000,
    }


def test_an_own_tour_over_the_province_takes_no_ship(client, stall):
    told = {"name": "Tự giao", "fee": "15000", "days": ["2", "4"], "is_cold": "on"}

    client.post(page("new_method", stall, "tu-giao"), told)

    method = Method.objects.get()
    assert method.days == "24"
    zones = [(zone.where, zone.prices.count()) for zone in method.zones.all()]
    assert zones == [("home", 1), ("islands", 0)]


@pytest.mark.parametrize(
    ("door", "field", "typed"),
    [
        *(
            ("gui-hang", "home", typed)
            for typed in ("", "-1", "1.5", "1_000", "２", "NaN", "9" * 30)
        ),
        ("gui-hang", "carrier", "nobody"),
        ("gui-hang", "free_from", "0"),
        ("tu-giao", "days", []),
        ("tu-giao", "days", ["8"]),
        ("tu-giao", "communes", ["999999"]),
        ("den-lay", "commune", "999999"),
        ("den-lay", "street", ""),
        ("den-lay", "closes_at", "06:00"),
        ("den-lay", "opens_at", "25:00"),
        ("den-lay", "name", "x" * 81),
    ],
)
def test_a_slip_is_told_at_its_field(client, stall, door, field, typed):
    commune = CommuneFactory()
    told = {
        "gui-hang": {"name": "Hãng", "home": "20000", "step": "5000"},
        "tu-giao": {"name": "Tự giao", "fee": "15000", "days": ["1"]},
        "den-lay": {
            "name": "Sạp",
            "point": "stall",
            "commune": commune.pk,
            "street": "Chợ Mẫu",
            "days": ["1"],
            "opens_at": "07:00",
            "closes_at": "11:00",
        },
    }[door]

    answer = client.post(page("new_method", stall, door), told | {field: typed})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Method.objects.exists()


def test_half_the_fee_comes_before_none(client, stall):
    told = {"name": "H", "home": "1", "step": "0", "half_from": "500", "free_from": "500"}

    answer = client.post(page("new_method", stall, "gui-hang"), told)

    assert list(answer.context["form"].errors) == ["free_from"]


def test_two_ways_do_not_share_a_name(client, stall):
    first, second = MethodFactory(producer=stall), MethodFactory(producer=stall)
    told = {"name": first.name, "home": "1", "step": "0"}

    answer = client.post(page("method", stall, second.pk), told)

    assert list(answer.context["form"].errors) == ["name"]


def test_a_way_of_a_neighbour_is_nobodys_here(client, stall):
    other = MethodFactory(producer=ProducerFactory())

    assert client.get(page("method", stall, other.pk)).status_code == 404
    assert client.post(page("method_end", stall, other.pk)).status_code == 404
    assert Method.objects.offered().count() == 1


def test_a_way_that_ended_is_gone_from_the_page(client, stall):
    method = pickup(stall, name="Sạp chợ")

    client.post(page("method_end", stall, method.pk))

    assert "Sạp 12" not in client.get(page("delivery", stall)).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_many_ways_as_for_one(
    client, stall, rows, django_assert_num_queries
):
    for _ in range(rows):
        MethodFactory(producer=stall)
    with django_assert_num_queries(9):  # session, user, stall, ways, zones, prices, places, packs
        client.get(page("delivery", stall))


@pytest.mark.parametrize("hours", ["0", "-1", "9999", "hai ngày"])
def test_what_a_pack_bears_is_written_down(client, stall, hours):
    pack = PackFactory(product__producer=stall)
    address = page("travel", stall, pack.product.slug, pack.pk)

    assert client.post(address, {"needs_cold": "on", "most_hours": hours}).status_code == 422
    assert client.post(address, {"needs_cold": "on", "most_hours": "24"}).status_code == 302
    travel = Travel.objects.get()
    assert (travel.pack, travel.needs_cold, travel.most_hours) == (pack, True, 24)
    assert "24 giờ" in client.get(page("delivery", stall)).text


def test_the_carriers_number_fills_the_form_for_handing_over(client):
    lot = lot_by_carrier()
    bought, _by = accepted(lot)
    client.force_login(MembershipFactory(producer=lot.producer).user)

    client.post(page("booking", lot.producer, bought.code, 1))

    tracking = Consignment.objects.get().tracking
    shown = client.get(page("order", lot.producer, bought.code)).text
    assert f'value="{tracking}"' in shown
