"""Being forgotten: what goes, what stays without a name, and who must hand over first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.urls import reverse
from rest_framework.authtoken.models import Token

from accounts import consents
from accounts.actions import make_token
from accounts.models import Entry, Message, Session, User
from catalog.actions import successions
from catalog.models import Membership
from marketplace.addresses.models import Address
from marketplace.favourites.models import Favourite
from marketplace.orders.models import Order, OrderGroup
from marketplace.personal.actions import erasing
from marketplace.personal.models import Erasure
from marketplace.scanned.models import OwnScan
from marketplace.voices.models import Review
from marketplace.wishes.actions import wish_for
from tests.factories import MIDDAY, LotFactory, MembershipFactory, UserFactory
from tests.marketplace.voices.stories import came, question, review

pytestmark = pytest.mark.django_db
PHONE, NAME, STREET = "+84913131313", "Vi Thị Canh", "Ngõ chim canh"
DUE = MIDDAY + timedelta(days=7)
LATER = DUE + timedelta(days=3)


@pytest.fixture
def person(settings):
    settings.ERASURE_DAYS = 7
    return UserFactory(
        phone=PHONE, full_name=NAME, email="canh@mau.example", phone_verified_at=MIDDAY
    )


def bought(user, **order):
    """An order of that person that is over, with a review under the given name."""
    told = {"user": user, "buyer_name": NAME, "buyer_phone": PHONE, "street": STREET}
    line = came(**told, buyer_email="canh@mau.example", note=STREET)
    done = {"state": Order.State.DELIVERED, "delivered_at": MIDDAY, "completed_at": MIDDAY}
    Order.objects.filter(pk=line.order_id).update(**{**done, **order})
    return line


def asked(user):
    return erasing.ask_erasure(user=user, at=MIDDAY)


def everything():
    """Every value of every row, as one text."""
    rows = [model._base_manager.values_list() for model in apps.get_models()]
    return repr([list(row) for row in rows])


def test_nothing_of_the_person_is_left_anywhere(person, client):
    line = bought(person)
    review(line, 5, shown_as="given")
    product = line.pack.product
    place = {"name": NAME, "phone": PHONE, "street": STREET, "commune": line.order.group.commune}
    Address.objects.create(user=person, added_at=MIDDAY, **place)
    Favourite.objects.create(user=person, product=product, liked_at=MIDDAY)
    OwnScan.objects.create(user=person, path="lo/ABC", scanned_at=MIDDAY)
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Máy"})
    question(product, asker=person, phone=PHONE)
    wish_for(pack=LotFactory(on_hand=0).pack, phone=PHONE, at=MIDDAY)
    make_token(user=person, at=MIDDAY)
    client.force_login(person)
    asked(person)
    assert all(word in everything() for word in (PHONE, NAME, STREET, "canh@mau.example"))

    assert erasing.erase_due(at=DUE) == 1
    erasing.erase_due(at=LATER)

    assert [w for w in (PHONE, NAME, STREET, "canh@mau.example") if w in everything()] == []
    assert client.get(reverse("accounts:home")).status_code == 302
    gone = (Address, Favourite, OwnScan, Authenticator, Token, Session)
    assert [model.objects.filter(user=person).count() for model in gone] == [0] * len(gone)


def test_the_books_stay_and_readers_see_some_buyer(person):
    line = bought(person)
    review(line, 5, shown_as="given")
    token = line.order.group.token
    consents.note(user=person, purpose="terms", is_given=True, way="sign_up", at=MIDDAY)
    asked(person)

    erasing.erase_due(at=DUE)

    group = OrderGroup.objects.get()
    assert (group.total, group.placed_at, group.user) == (185_000, MIDDAY, person)
    assert (group.buyer_name, group.street, group.is_nobodys) == (
        "người mua đã xoá tài khoản",
        "",
        True,
    )
    assert group.token != token
    assert Review.objects.get().signature == "Một người mua"
    person.refresh_from_db()
    assert (str(person), person.is_active, person.erased_at) == (
        "người đã xoá tài khoản",
        False,
        DUE,
    )
    assert not consents.holds(person, "terms")
    assert person.consents.count() == 2
    assert Entry.objects.filter(verb="erased", actor=None).count() == 1


def test_the_number_is_told_once_and_may_sign_up_again(person):
    asked(person)
    erasing.erase_due(at=DUE)

    assert [m.subject for m in Message.objects.all()] == ["Tài khoản của bạn đã được xoá"]
    assert UserFactory(phone=PHONE).pk != person.pk


def test_nothing_happens_before_the_day_nor_after_a_change_of_mind(person):
    asked(person)
    assert erasing.erase_due(at=DUE - timedelta(seconds=1)) == 0
    for _ in range(2):
        erasing.withdraw_erasure(user=person, at=MIDDAY)

    assert erasing.erase_due(at=DUE) == 0
    assert User.objects.get().full_name == NAME
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["asked_to_be_erased", "stays_after_all"]


def test_asking_twice_is_one_wish(person):
    assert asked(person) == asked(person)
    assert Erasure.objects.get().due_at == DUE


@pytest.mark.parametrize(
    "order",
    [
        {"state": Order.State.AWAITING_PAYMENT, "delivered_at": None, "completed_at": None},
        {"state": Order.State.SHIPPED, "delivered_at": None, "completed_at": None},
        {"state": Order.State.DELIVERED, "completed_at": None},
    ],
)
def test_what_is_under_way_is_finished_first(person, order):
    line = bought(person, **order)
    asked(person)

    assert erasing.erase_due(at=DUE) == 0
    Order.objects.filter(pk=line.order_id).update(state="delivered", completed_at=DUE)
    assert erasing.erase_due(at=DUE) == 1


def test_an_only_owner_hands_over_first(person):
    mine, other = MembershipFactory(user=person), UserFactory(phone_verified_at=MIDDAY)
    with pytest.raises(erasing.HandOverFirst):
        asked(person)

    offered = successions.offer_stall(
        producer=mine.producer, phone=other.phone, by=person, at=MIDDAY
    )
    successions.accept_stall(succession=offered, by=other, at=MIDDAY)
    asked(person)
    erasing.erase_due(at=DUE)

    assert Membership.objects.active().get().user == other


def test_who_runs_the_market_cannot_vanish(person):
    User.objects.update(is_staff=True)

    with pytest.raises(erasing.HandOverFirst):
        asked(person)


def test_an_order_placed_meanwhile_loses_its_name_when_it_is_over(person):
    asked(person)
    erasing.erase_due(at=DUE)
    late = bought(person, state=Order.State.SHIPPED, delivered_at=None, completed_at=None)

    erasing.tidy_after_erased(at=LATER)
    assert OrderGroup.objects.get().buyer_name == NAME
    Order.objects.filter(pk=late.order_id).update(state="delivered", completed_at=LATER)
    erasing.tidy_after_erased(at=LATER)

    assert OrderGroup.objects.get().is_nobodys


def test_the_pages_of_an_erased_buyers_order_still_open_for_the_stall(person, client):
    line = bought(person)
    owner = MembershipFactory(producer=line.order.producer, role=Membership.Role.OWNER).user
    asked(person)
    erasing.erase_due(at=DUE)
    client.force_login(owner)

    page = client.get(reverse("workspace:order", args=[line.order.producer.slug, line.order.code]))

    assert (page.status_code, NAME in page.text, PHONE in page.text) == (200, False, False)
