"""«Báo tôi khi có hàng»: told once, and then the number is forgotten."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Message
from marketplace.wishes import actions, views
from marketplace.wishes.models import Wish
from tests.factories import MIDDAY, LotFactory, PackFactory, ProductFactory, UserFactory
from tests.marketplace.stories import LATER
from traceability.models import Lot

pytestmark = pytest.mark.django_db

PHONE = "+84912345678"


@pytest.fixture
def gone():
    """A lot of which nothing is left."""
    return LotFactory(on_hand=0)


def wish(client, pack, phone="0912 345 678"):
    return client.post(reverse("wishes:wish", args=[pack.pk]), {"phone": phone})


def test_whoever_waits_is_told_once_when_there_is_some(gone):
    actions.wish_for(pack=gone.pack, phone=PHONE, at=MIDDAY)
    assert actions.tell_wishes(at=MIDDAY) == 0
    Lot.objects.update(on_hand=3)

    assert [actions.tell_wishes(at=LATER) for _ in range(3)] == [1, 0, 0]

    letter = Message.objects.get()
    assert (letter.phone, letter.subject) == (PHONE, f"Có hàng rồi: {gone.pack}")
    told = Wish.objects.get()
    assert (told.phone, told.told_at) == ("", LATER)


def test_wishing_twice_is_one_message_and_a_new_wish_a_new_one(gone):
    for _ in range(2):
        actions.wish_for(pack=gone.pack, phone=PHONE, at=MIDDAY)
    Lot.objects.update(on_hand=3)
    actions.tell_wishes(at=MIDDAY)
    Lot.objects.update(on_hand=0)

    actions.wish_for(pack=gone.pack, phone=PHONE, at=LATER)
    Lot.objects.update(on_hand=3)
    actions.tell_wishes(at=LATER)

    assert Message.objects.count() == 2


def test_nobody_is_told_of_another_pack(gone):
    actions.wish_for(pack=gone.pack, phone=PHONE, at=MIDDAY)
    LotFactory()

    assert actions.tell_wishes(at=MIDDAY) == 0
    assert Wish.objects.get().phone == PHONE


def test_the_page_answers_the_same_whoever_wished_before(client, gone):
    first, again = wish(client, gone.pack), wish(client, gone.pack)

    assert first.status_code == again.status_code == 302
    assert first.url == again.url == gone.pack.product.get_absolute_url()
    assert Wish.objects.count() == 1
    assert PHONE not in client.get(first.url).text


@pytest.mark.parametrize("typed", ["", "12345", "9" * 40, "０９１２３４５６７８９９"])
def test_what_is_no_phone_stays_in_its_field_with_a_word(client, gone, typed):
    answer = wish(client, gone.pack, typed)

    assert answer.status_code == 422
    assert typed in answer.text
    assert not Wish.objects.exists()


def test_who_is_signed_in_finds_the_own_number_there(client, gone):
    person = UserFactory()
    client.force_login(person)

    page = client.get(reverse("wishes:wish", args=[gone.pack_id])).text

    assert person.phone_national in page


def test_what_is_not_for_sale_cannot_be_wished_for(client):
    hidden = PackFactory(product=ProductFactory(published_at=None))

    assert wish(client, hidden).status_code == 404


def test_a_flood_of_wishes_is_held_up(client, monkeypatch, gone):
    monkeypatch.setattr(views, "TRIES", 2)
    answers = [wish(client, gone.pack, f"091234567{n}").status_code for n in range(3)]

    assert answers == [302, 302, 429]
