"""What happened at a plot before there was a lot is told of every lot harvested there after."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import MIDDAY, MembershipFactory, PlaceFactory
from tests.traceability.lotbook import (
    days_ago,
    dried,
    faults,
    make,
    open_product_lot,
    pack,
    raw,
    stall,
    treat,
)
from traceability import addresses
from traceability.actions.growing import record_growing
from traceability.actions.writing import HappenedInTheFuture, NotTheLatestWord
from traceability.models import Event
from traceability.queries.scan import lot_story
from traceability.views.telling import note

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return stall()[1]


def plant(place, days=300, crop="Chè hoa vàng"):
    facts = {"crop": crop, "variety": "Bản địa"}
    return record_growing(
        place=place, stage="planting", happened_at=days_ago(days), facts=facts, by=None, at=MIDDAY
    )


def made(place):
    lot = open_product_lot(place)
    make(lot, {dried(place, {raw(place): 5_000}): 1_500}, output=1_500)
    return pack(lot)


def stages(lot):
    story = lot_story(lot.trace_code, on=MIDDAY.date())
    return [event.stage for event in story.events]


def test_planting_brings_the_crop_of_a_place_into_being(place):
    event = plant(place)
    assert (event.document["action"], event.document["bizStep"]) == ("ADD", "commissioning")
    assert event.document["quantityList"] == [{"epcClass": addresses.crop_address(place)}]
    assert event.document["ilmd"] == {
        "chogoc:crop": "Chè hoa vàng",
        "chogoc:variety": "Bản địa",
        "cbvmda:countryOfOrigin": "VN",
    }
    assert faults(event) == []


def test_care_is_seen_of_the_crop_with_its_waiting_days(place):
    event = treat(place, waiting=7)
    assert (event.document["action"], event.document["bizStep"]) == ("OBSERVE", "other")
    assert event.document["chogoc:waitingDays"] == 7
    assert note(event) == "phun, xử lý thuốc: Dầu neem, cách ly 7 ngày"
    assert faults(event) == []


def test_the_same_said_twice_is_one_event(place):
    assert treat(place) == treat(place)
    with pytest.raises(HappenedInTheFuture):
        treat(place, days=-1)


def test_only_the_latest_word_is_corrected(place):
    wrong = treat(place, waiting=70)
    treat(place, waiting=7, corrects=wrong)
    with pytest.raises(NotTheLatestWord):
        treat(place, waiting=8, corrects=wrong)
    assert raw(place, days=3)


def test_the_story_of_a_lot_begins_where_its_material_grew(place):
    plant(place)
    treat(place, days=20, waiting=7)
    assert stages(made(place)) == [
        "planting",
        "treating",
        "harvest",
        "processing",
        "processing",
        "packing",
    ]


def test_what_was_done_after_the_harvest_elsewhere_or_long_ago_is_not_told(place):
    treat(place, days=500, waiting=0)
    treat(place, days=1, waiting=0)
    treat(PlaceFactory(producer=place.producer), days=20)
    plant(place, days=400, crop="Sắn")
    plant(place)
    treat(place, days=350, waiting=0)
    assert stages(made(place)).count("treating") == 0
    assert stages(made_again(place)).count("planting") == 1


def made_again(place):
    lot = open_product_lot(place)
    make(lot, {raw(place, "N7"): 5_000})
    return pack(lot)


def test_the_diary_is_kept_on_a_phone(client, place):
    client.force_login(MembershipFactory(producer=place.producer).user)
    at = reverse("traceability:place_event", args=[place.producer.slug, place.code, "cham-bon"])
    form = {
        "treatment": "spray",
        "substance": "Dầu neem",
        "waiting": "7",
        "happened_at": "2026-11-01T08:00",
    }
    assert client.post(at, form).status_code == 302
    event = Event.objects.get()
    page = client.get(reverse("traceability:diary", args=[place.producer.slug, place.code]))
    assert "cách ly 7 ngày" in page.content.decode()
    assert client.get(at).context["form"].initial["substance"] == "Dầu neem"
    client.post(f"{at}?sua={event.pk}", {**form, "waiting": "14"})
    assert Event.objects.standing().get().document["chogoc:waitingDays"] == 14


@pytest.mark.parametrize("typed", ["-1", "366", "abc", ""])
def test_nonsense_days_are_refused_at_the_field(client, place, typed):
    client.force_login(MembershipFactory(producer=place.producer).user)
    at = reverse("traceability:place_event", args=[place.producer.slug, place.code, "cham-bon"])
    form = {"treatment": "spray", "substance": "Dầu", "happened_at": "2026-11-01T08:00"}
    answer = client.post(at, {**form, "waiting": typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["waiting"]
    assert Event.objects.count() == 0
