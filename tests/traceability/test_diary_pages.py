"""The diary's page: big buttons for what is open, what is due first, the same without scripts."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from catalog.models import Membership
from tests.factories import LotFactory, MembershipFactory, PlaceFactory
from tests.traceability.lotbook import open_product_lot, raw
from traceability.actions.chores import plan_chore
from traceability.actions.growing import record_growing
from traceability.models import Event, Lot
from traceability.queries.due import due
from traceability.views.diary.home import person_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    return membership


@pytest.fixture
def place(owner):
    return PlaceFactory(producer=owner.producer, kind="plot")


def home(producer):
    return reverse("diary:home", args=[producer.slug])


def days(n):
    return timedelta(days=n)


def busy(place, lots):
    for _ in range(lots):
        open_product_lot(place, opened_at=now())
        LotFactory(origin=place, producer=place.producer, pack__product__producer=place.producer)


@pytest.mark.parametrize("lots", [1, 3])
def test_the_page_asks_as_often_for_three_lots_as_for_one(
    client, place, lots, django_assert_num_queries
):
    busy(place, lots)
    raw(place)
    client.get(home(place.producer))

    with django_assert_num_queries(27):
        page = client.get(home(place.producer))

    faces = re.findall(r'jot__name">([^<]+)</span>(?:<span class="jot__count">(\d+))?', page.text)
    assert dict(faces)["Thu hoạch"] == dict(faces)["Đóng gói"] == str(lots)
    assert len(faces) == 12
    assert len(page.content) < 150_000


def test_without_scripts_an_entry_is_a_form_like_any_other(client, place):
    lot = open_product_lot(place, opened_at=now() - days(2))
    said = {"kind": "thu-hoach", "about": lot.code, "key": uuid4(), "quantity": "4"}

    for _ in range(2):
        assert client.post(home(place.producer), said).status_code == 302

    assert Event.objects.filter(stage="harvest").count() == 1
    assert "Đã có trong sổ: Thu hoạch." in client.get(home(place.producer)).text


def test_a_slip_is_told_at_the_open_button_and_what_was_typed_stays(client, place):
    lot = open_product_lot(place, opened_at=now() - days(2))
    said = {"kind": "thu-hoach", "about": lot.code, "key": uuid4(), "quantity": "bốn"}

    page = client.post(home(place.producer), said)

    assert page.status_code == 422
    assert re.search(r'id="viec-thu-hoach" open>', page.text)
    assert 'value="bốn"' in page.text
    assert 'role="alert"' in page.text


@pytest.mark.parametrize("kind", ["", "pha-so", "thu-hoach"])
def test_an_entry_of_nothing_is_told_so(client, place, kind):
    assert client.post(home(place.producer), {"kind": kind}).status_code == 422


def test_what_a_supporter_writes_says_on_whose_behalf(client, place):
    helper = MembershipFactory(producer=place.producer, role=Membership.Role.SUPPORTER)
    helper.user.full_name = "Lý Thị Mẫu Mai"
    helper.user.save()
    client.force_login(helper.user)
    said = {"kind": "cham-bon", "about": place.code, "key": uuid4()}
    facts = {"treatment": "feed", "substance": "Cám", "waiting": "0"}

    client.post(home(place.producer), said | facts)

    words = f"Lý Thị Mẫu Mai thay mặt {place.producer.name}"
    assert client.get(home(place.producer)).text.count(words) == 2
    owner = place.producer.memberships.get(role="owner").user
    client.force_login(owner)
    assert client.get(home(place.producer)).text.count(words) == 1
    page = client.get(reverse("supporting:helpers", args=[place.producer.slug])).text
    assert f"{words}: ghi một việc vào sổ" in page
    lot = open_product_lot(place, opened_at=now() - days(2))
    client.force_login(helper.user)
    harvest = {"kind": "thu-hoach", "about": lot.code, "key": uuid4(), "quantity": "4"}
    client.post(home(place.producer), harvest)
    assert (
        words in client.get(reverse("traceability:lot", args=[place.producer.slug, lot.code])).text
    )
    assert "Lý Thị" not in str([event.document for event in Event.objects.all()])


def test_a_phone_is_told_who_is_signed_in_and_what_to_send_with(client, owner):
    told = client.get(reverse("diary:sending", args=[owner.producer.slug])).json()

    assert told["person"] == person_key(owner.user)
    assert (len(told["token"]), str(owner.user.pk) == told["person"]) == (64, False)


def test_what_is_due_comes_in_turn_the_most_pressing_first(place):
    at, producer, today = now(), place.producer, localdate()
    who = MembershipFactory(producer=producer).user
    facts = {"treatment": "fertilise", "substance": "Phân chuồng"}
    for every in (7, 14):
        plan_chore(place=place, facts=facts, every_days=every, next_on=today, by=who, at=at)
    plan_chore(place=place, facts=facts, every_days=3, next_on=today + days(1), by=who, at=at)
    sprayed = {"treatment": "spray", "substance": "Dầu neem", "waitingDays": 5}
    record_growing(
        place=place, stage="treating", happened_at=at - days(4), facts=sprayed, by=who, at=at
    )
    quiet = open_product_lot(place, opened_at=at - days(3))
    open_product_lot(place, opened_at=at)
    stocked = {"origin": place, "producer": producer, "pack__product__producer": producer}
    bare = LotFactory(**stocked, best_before=today + days(400))
    expired = LotFactory(**stocked, best_before=today - days(1))
    near = LotFactory(**stocked, best_before=today + days(20))

    found = due(producer, at=at, most=99)

    whole = [(one.what.value, one.lot or one.place, one.n) for one in found]
    assert whole == [
        ("chore", place, 0),
        ("free", place, 0),
        ("waiting", quiet, 0),
        ("unlabelled", bare, 10),
        ("expiring", near, 10),
        ("chore", place, 0),
        ("unlabelled", near, 10),
    ]
    assert [one.what.value for one in due(producer, at=at)] == ["chore", "free", "waiting"]
    assert expired not in [one.lot for one in found]


@pytest.mark.parametrize(
    "way", ["{0.code}", "{0.trace_code}", "http://x/t/{0.trace_code}", " {0.code} "]
)
def test_a_code_in_the_hand_opens_its_lot(client, place, way):
    lot = open_product_lot(place)
    address = reverse("diary:finding", args=[place.producer.slug])

    answer = client.get(address, {"ma": way.format(lot)})

    assert answer.headers["Location"] == reverse(
        "traceability:lot", args=[place.producer.slug, lot.code]
    )


def test_a_label_of_somebody_else_opens_nothing_here(client, place):
    strange = open_product_lot(PlaceFactory())
    address = reverse("diary:finding", args=[place.producer.slug])

    answer = client.get(address, {"ma": strange.trace_code})

    assert answer.status_code == 422
    assert "Không thấy lô nào của gian hàng này" in answer.text
    assert Lot.objects.count() == 1


def test_planned_work_stands_on_its_page_and_is_given_up_there(client, place):
    address = reverse("diary:chores", args=[place.producer.slug])
    said = {
        "treatment": "fertilise",
        "substance": "Phân chuồng",
        "waiting": "0",
        "place": place.pk,
        "every_days": "7",
        "next_on": localdate().isoformat(),
    }

    for _ in range(2):
        assert client.post(address, said).status_code == 302
    chore = place.chores.get()
    assert "7 ngày một lần" in client.get(address).text

    client.post(reverse("diary:chore_end", args=[place.producer.slug, chore.pk]))
    assert "Chưa có việc nào lặp lại" in client.get(address).text


def test_planned_work_begins_neither_yesterday_nor_in_two_years(client, place):
    address = reverse("diary:chores", args=[place.producer.slug])

    for day in (localdate() - days(1), localdate() + days(700)):
        page = client.post(address, {"next_on": day.isoformat(), "place": place.pk})
        assert "next_on" in page.context["form"].errors
