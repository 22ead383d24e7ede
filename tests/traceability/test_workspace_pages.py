"""A producer keeps the book of places and lots on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime, now

from accounts.models import Entry, label
from catalog.models import Membership
from tests.factories import (
    CommuneFactory,
    LotFactory,
    MembershipFactory,
    PackFactory,
    PlaceFactory,
    ProducerFactory,
    UserFactory,
)
from traceability.models import Event, ItemCode, Lot, Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    return membership


def at(name, *args):
    return reverse(f"traceability:{name}", args=args)


def moment(**ago):
    return localtime(now() - timedelta(**ago)).strftime("%Y-%m-%dT%H:%M")


def test_a_lot_goes_from_opening_to_labels(client, owner):
    slug = owner.producer.slug
    pack = PackFactory(product__producer=owner.producer, product__standard="TCCS 01")
    place = PlaceFactory(producer=owner.producer)
    day = localtime(now()).strftime("%Y-%m-%d")
    form = {"code": "M1", "origin": place.pk, "workshop": place.pk, "made_on": day}

    client.post(f"{at('new_lot', slug)}?goi={pack.pk}", form)
    lot = Lot.objects.get()
    step = {"happened_at": moment(days=2), "place": place.pk}
    client.post(at("event", slug, "M1", "thu-hoach"), {**step, "quantity": "10"})
    step["happened_at"] = moment(days=1)
    client.post(at("event", slug, "M1", "che-bien"), {**step, "quantity": "10", "output": "2,5"})
    step["happened_at"] = moment(minutes=5)
    client.post(at("event", slug, "M1", "dong-goi"), {**step, "packs": "20"})
    answer = client.post(at("labels", slug, "M1"), {"count": "20"}, follow=True)

    lot.refresh_from_db()
    assert (lot.packed, lot.on_hand, lot.raw_quantity) == (20, 20, 10_000)
    assert list(Event.objects.values_list("stage", flat=True)) == [
        "harvest",
        "processing",
        "packing",
    ]
    assert ItemCode.objects.filter(lot=lot).count() == 20
    assert answer.context["form"].initial["last"] == 20


def test_a_refused_event_keeps_what_was_typed(client, owner):
    lot = LotFactory(producer=owner.producer, pack__product__producer=owner.producer)
    Lot.objects.update(completed_at=None, on_hand=0, packed=0)
    tomorrow = localtime(now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    form = {"happened_at": tomorrow, "place": lot.origin_id, "quantity": "1.234,5"}

    answer = client.post(at("event", owner.producer.slug, lot.code, "thu-hoach"), form)

    assert answer.status_code == 422
    assert "Thời điểm này chưa tới" in str(answer.context["form"].errors["happened_at"])
    assert 'value="1.234,5"' in answer.content.decode()
    assert Event.objects.count() == 0


@pytest.mark.parametrize("typed", ["-5", "0", "1e400", "abc", "99999999999", ""])
def test_nonsense_amounts_are_refused_at_the_field(client, owner, typed):
    lot = LotFactory(producer=owner.producer, pack__product__producer=owner.producer)
    form = {"happened_at": moment(days=1), "place": lot.origin_id, "quantity": typed}
    answer = client.post(at("event", owner.producer.slug, lot.code, "thu-hoach"), form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["quantity"]


def test_the_form_of_a_lot_starts_from_the_last_one(client, owner):
    last = LotFactory(producer=owner.producer, pack__product__producer=owner.producer)
    answer = client.get(f"{at('new_lot', owner.producer.slug)}?goi={last.pack_id}")
    initial = answer.context["form"].initial
    assert initial["origin"] == last.origin
    assert (initial["best_before"] - initial["made_on"]).days == 365
    assert initial["code"] == localtime(now()).strftime("%y%m%d-1")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_lots_costs_the_same(client, owner, count, django_assert_num_queries):
    for _ in range(count):
        LotFactory(producer=owner.producer, pack__product__producer=owner.producer)
    LotFactory()
    with django_assert_num_queries(6):
        answer = client.get(at("lots", owner.producer.slug))
    assert len(answer.context["rows"]) == count


def test_an_empty_list_says_what_to_do(client, owner):
    answer = client.get(at("lots", owner.producer.slug))
    assert "Mở lô đầu tiên" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_places_costs_the_same(client, owner, count, django_assert_num_queries):
    for _ in range(count):
        PlaceFactory(producer=owner.producer)
    with django_assert_num_queries(5):
        answer = client.get(at("places", owner.producer.slug))
    assert len(answer.context["places"]) == count


PAGES = ["lots", "places", "new_lot", "new_place"]
LOT_PAGES = ["lot", "labels", "new_document"]


def test_a_stranger_finds_nothing(client):
    lot = LotFactory()
    stranger = MembershipFactory().user
    client.force_login(stranger)
    slug = lot.producer.slug
    addresses = [at(name, slug) for name in PAGES]
    addresses += [at(name, slug, lot.code) for name in LOT_PAGES]
    addresses += [at("event", slug, lot.code, "thu-hoach"), at("place", slug, lot.origin.code)]
    assert {client.get(address).status_code for address in addresses} == {404}


def test_another_producers_lot_is_not_reached_through_ones_own_stall(client, owner):
    lot = LotFactory()
    assert client.get(at("lot", owner.producer.slug, lot.code)).status_code == 404


def test_a_supporters_act_is_journalled_for_the_producer(client):
    helper = MembershipFactory(role=Membership.Role.SUPPORTER)
    client.force_login(helper.user)
    CommuneFactory()
    form = {"name": "Vườn nhà", "kind": "plot", "commune": "ba che"}
    client.post(at("new_place", helper.producer.slug), form)
    entry = Entry.objects.get()
    assert (entry.actor, entry.on_behalf_of) == (helper.user, label(helper.producer))


def test_a_revoked_member_is_a_stranger(client, owner):
    staff = MembershipFactory(producer=owner.producer, revoked_at=now())
    client.force_login(staff.user)
    assert client.get(at("lots", owner.producer.slug)).status_code == 404


def test_a_place_is_chosen_when_several_communes_fit(client, owner):
    for code, name in (("00001", "Xã Hải Hòa"), ("00002", "Phường Hải Hòa")):
        CommuneFactory(code=code, name=name)
    form = {"name": "Đầm tôm", "kind": "pond", "commune": "hai hoa"}
    address = at("new_place", owner.producer.slug)
    answer = client.post(address, form)
    assert answer.status_code == 422
    assert "Phường Hải Hòa" in answer.content.decode()
    assert Place.objects.count() == 0
    client.post(address, {**form, "commune_code": "00002"})
    assert Place.objects.get().commune.code == "00002"


def test_signing_in_comes_first(client):
    producer = ProducerFactory()
    UserFactory()
    assert client.get(at("lots", producer.slug)).status_code == 302
