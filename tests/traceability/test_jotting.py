"""An entry of a phone is in the book once, whatever happens on the way."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localtime, now
from PIL import Image

from accounts.models import Entry
from catalog.models import Membership
from tests.factories import MembershipFactory, PackFactory, PlaceFactory
from tests.traceability.lotbook import open_product_lot
from traceability.actions.chores import end_chore, plan_chore
from traceability.models import Event, Jotting, Lot, MaterialLot
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


@pytest.fixture
def lot(place):
    return open_product_lot(place, opened_at=now() - timedelta(days=3))


@pytest.fixture
def phone(client, owner):
    """Sends entries as the page does: one key each, who wrote them, how long ago."""

    def send(kind, about, *, key=None, person=None, **facts):
        said = {"kind": kind, "about": about, "key": key or uuid4()}
        said |= {"person": person or person_key(owner.user), **facts}
        return client.post(reverse("diary:sending", args=[owner.producer.slug]), said)

    return send


def harvests():
    return Event.objects.filter(stage="harvest").count()


def test_an_entry_sent_twenty_times_is_one_event(phone, lot):
    key = uuid4()

    answers = [phone("thu-hoach", lot.code, key=key, quantity="12,5").json() for _ in range(20)]

    assert [one["outcome"] for one in answers] == ["written"] + ["again"] * 19
    assert harvests() == Jotting.objects.count() == 1
    lot.refresh_from_db()
    assert lot.raw_quantity == 12_500


def test_the_same_amount_written_twice_is_two_events(phone, lot):
    for _ in range(2):
        assert phone("thu-hoach", lot.code, quantity="5", age=_ * 60).status_code == 200

    assert harvests() == 2


def test_it_happened_when_the_phone_wrote_it_down_not_when_it_was_sent(phone, lot):
    phone("thu-hoach", lot.code, quantity="5", age="7200")

    event = Event.objects.get()
    assert (
        timedelta(hours=2) <= event.recorded_at - event.happened_at < timedelta(hours=2, seconds=3)
    )


def test_a_key_that_comes_back_with_other_words_is_refused_not_passed_over(phone, lot):
    key = uuid4()
    phone("thu-hoach", lot.code, key=key, quantity="5")

    answer = phone("thu-hoach", lot.code, key=key, quantity="50")

    assert (answer.status_code, answer.json()["outcome"]) == (422, "refused")
    assert "nội dung khác" in answer.json()["words"]
    assert harvests() == 1


def test_a_refused_entry_leaves_no_trace_and_is_taken_once_mended(phone, lot):
    key = uuid4()

    refused = phone("thu-hoach", lot.code, key=key, quantity="nhiều")
    assert (refused.status_code, Jotting.objects.count()) == (422, 0)

    assert phone("thu-hoach", lot.code, key=key, quantity="5").json()["outcome"] == "written"
    assert harvests() == 1


def test_nobody_sends_what_somebody_else_wrote_on_the_same_phone(client, phone, owner, lot):
    other = MembershipFactory(producer=owner.producer, role="staff")
    client.force_login(other.user)

    answer = phone("thu-hoach", lot.code, quantity="5", person=person_key(owner.user))

    assert (answer.status_code, answer.json()) == (409, {"outcome": "somebody_else"})
    assert harvests() == 0


def test_who_is_signed_out_keeps_the_entry(client, phone, lot):
    client.logout()

    answer = phone("thu-hoach", lot.code, quantity="5")

    assert (answer.status_code, answer.json()) == (401, {"outcome": "sign_in"})
    assert harvests() == 0


def test_two_people_may_have_the_same_key_and_neither_sees_the_others(client, phone, owner, lot):
    key = uuid4()
    phone("thu-hoach", lot.code, key=key, quantity="5", age=60)
    other = MembershipFactory(producer=owner.producer, role="staff")
    client.force_login(other.user)

    answer = phone("thu-hoach", lot.code, key=key, quantity="6", person=person_key(other.user))

    assert answer.json()["outcome"] == "written"
    assert harvests() == 2


def test_a_phone_that_packed_later_is_told_the_lot_was_packed(phone, lot):
    lot.packed, lot.on_hand, lot.completed_at = 10, 10, now()
    lot.save()

    answer = phone("thu-hoach", lot.code, quantity="5", age="3600")

    assert answer.status_code == 422
    assert "Lô đã đóng gói xong" in answer.json()["words"]


def test_a_phone_that_sold_what_was_sold_is_told_how_much_is_left(phone, lot):
    lot.packed, lot.on_hand, lot.completed_at = 10, 3, now()
    lot.save()

    answer = phone("ban-ra", lot.code, packs="5")

    assert answer.status_code == 422
    assert "chỉ còn 3 gói" in answer.json()["words"]


def test_a_phone_that_sold_of_a_lot_since_recalled_is_told_so(phone, lot):
    lot.packed, lot.on_hand, lot.completed_at, lot.held_back = 10, 3, now(), 0
    lot.save()

    assert "đang bị thu hồi" in phone("ban-ra", lot.code, packs="1").json()["words"]


@pytest.mark.usefixtures("lot")
def test_a_lot_of_another_stall_is_no_lot_here(phone):
    strange = open_product_lot(PlaceFactory())

    answer = phone("thu-hoach", strange.code, quantity="5")

    assert (answer.status_code, strange.events.count()) == (422, 0)


def test_a_new_lot_comes_from_a_harvest_with_places_and_life_of_the_last(phone, lot):
    lot.best_before = lot.made_on + timedelta(days=90)
    lot.save()

    answer = phone("me-moi", lot.pack_id, quantity="8")

    assert answer.json()["outcome"] == "written"
    made = Lot.objects.latest("pk")
    assert (made.origin, made.raw_quantity) == (lot.origin, 8_000)
    assert (made.best_before - made.made_on).days == 90
    assert made.made_on == localtime(now()).date()


def test_a_pack_never_made_has_no_lot_to_follow(phone, owner):
    pack = PackFactory(product__producer=owner.producer)

    assert phone("me-moi", pack.pk, quantity="8").status_code == 422
    assert Lot.objects.count() == 0


def test_a_harvest_goes_into_store_under_the_next_free_number(phone, place):
    for n in range(2):
        answer = phone("vao-kho", place.code, name="Lá chè", amount="4", age=n * 60)
        assert answer.json()["outcome"] == "written"

    lots = MaterialLot.objects.order_by("pk")
    assert [row.amount for row in lots] == [4_000, 4_000]
    assert [row.code[-2:] for row in lots] == ["-1", "-2"]


def test_care_of_a_place_is_written_with_its_waiting_time(phone, place):
    facts = {"treatment": "spray", "substance": "Dầu neem", "waiting": "7"}

    assert phone("cham-bon", place.code, **facts).json()["outcome"] == "written"

    assert Event.objects.get().document["chogoc:waitingDays"] == 7


def test_work_that_comes_again_is_done_once_a_day_by_whoever_taps_first(phone, place, owner):
    facts = {"treatment": "fertilise", "substance": "Phân chuồng"}
    today = localtime(now()).date()
    chore = plan_chore(
        place=place, facts=facts, every_days=7, next_on=today, by=owner.user, at=now()
    )

    answers = [phone("viec-lap", chore.pk, age=n).json()["outcome"] for n in (1, 0)]

    assert answers == ["written", "written"]
    assert Event.objects.filter(stage="treating").count() == 1
    chore.refresh_from_db()
    assert chore.next_on == today + timedelta(days=7)
    end_chore(chore=chore, by=owner.user, at=now())
    refused = phone("viec-lap", chore.pk, age=86_400)
    assert "đã thôi" in refused.json()["words"]
    verbs = ["planned chore", "recorded event", "ended chore"]
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == verbs


def picture(name="anh.jpg", kind="JPEG", **options):
    out = BytesIO()
    sheet = Image.new("RGB", (40, 20), "red")
    sheet.paste("blue", (0, 10, 40, 20))
    sheet.save(out, kind, **options)
    return SimpleUploadedFile(name, out.getvalue())


def test_a_photo_taken_upside_down_stands_upright(phone, lot):
    turned = Image.Exif()
    turned[0x0112] = 3

    phone("thu-hoach", lot.code, quantity="5", photo=picture(exif=turned))

    with Jotting.objects.get().large.open() as file, Image.open(file) as kept:
        red, _green, blue = kept.convert("RGB").getpixel((20, 3))
        assert (kept.format, red < 90, blue > 160) == ("WEBP", True, True)
        assert dict(kept.getexif()) == {}


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (b"", "rỗng"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC"),
        (b"no picture", "không phải ảnh"),
    ],
)
def test_a_photo_that_is_none_is_told_and_the_entry_is_kept_for_mending(phone, lot, photo, words):
    answer = phone("thu-hoach", lot.code, quantity="5", photo=SimpleUploadedFile("a.jpg", photo))

    assert answer.status_code == 422
    assert words in answer.json()["words"]
    assert (harvests(), Jotting.objects.count()) == (0, 0)


def test_a_position_is_kept_as_rough_as_it_was_sent_and_never_finer(phone, lot):
    phone("thu-hoach", lot.code, quantity="5", latitude="21.27", longitude="107.28", age=60)
    finer = phone("thu-hoach", lot.code, quantity="6", latitude="21.2712", longitude="107.28")

    jotting = Jotting.objects.get()
    assert (str(jotting.latitude), str(jotting.longitude)) == ("21.27", "107.28")
    assert finer.status_code == 422
    assert "21.27" not in str(Event.objects.get().document)


def test_a_supporter_whose_consent_ended_sends_nothing_more(client, phone, owner, lot):
    helper = MembershipFactory(producer=owner.producer, role=Membership.Role.SUPPORTER)
    client.force_login(helper.user)
    who = person_key(helper.user)
    assert phone("thu-hoach", lot.code, quantity="5", person=who).status_code == 200
    helper.revoked_at = now()
    helper.save()

    assert phone("thu-hoach", lot.code, quantity="5", person=who).status_code == 404
    assert harvests() == 1
