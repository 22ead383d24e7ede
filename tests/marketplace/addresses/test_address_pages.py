"""The address book: one default at any moment, old names found, a stranger finds nothing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import consents
from catalog.models import CommuneAlias
from marketplace.addresses import actions
from marketplace.addresses.models import Address
from tests.factories import MIDDAY, CommuneFactory, LotFactory, UserFactory
from tests.marketplace.stories import tariffs

pytestmark = pytest.mark.django_db
BOOK, NEW = reverse("addresses:book"), reverse("addresses:new")


def place(street="Thôn Nà Làng", **told):
    here = {"label": "Nhà", "name": "Bà Mẫu", "phone": "+84912345678", "street": street}
    return {**here, "commune": CommuneFactory(), **told}


def kept(user, *streets):
    return [actions.add_address(user=user, place=place(s), at=MIDDAY) for s in streets]


def typed(**told):
    here = {"label": "Nhà", "name": "Bà  Mẫu", "phone": "0912 345 678", "street": "Thôn 1"}
    return {**here, "province": CommuneFactory().province_id, "commune_name": "ba che", **told}


def defaults(user):
    return [one.street for one in Address.objects.filter(user=user, is_default=True)]


def test_the_first_is_the_default_and_another_may_be_chosen():
    user = UserFactory()
    _one, two = kept(user, "A", "B")
    assert defaults(user) == ["A"]

    actions.make_default(address=two, at=MIDDAY)

    assert defaults(user) == ["B"]


def test_the_newest_takes_the_place_of_a_default_that_goes():
    user = UserFactory()
    one, _two, _three = kept(user, "A", "B", "C")

    for _ in range(2):
        actions.remove_address(address=one, at=MIDDAY)

    assert defaults(user) == ["C"]


def test_the_same_twice_is_kept_once_and_twenty_are_enough():
    user = UserFactory()
    kept(user, *map(str, range(20)), "3")
    assert Address.objects.count() == 20

    with pytest.raises(actions.BookFull):
        kept(user, "một nơi nữa")


def test_the_database_holds_to_one_default():
    one, two = kept(UserFactory(), "A", "B")

    with pytest.raises(IntegrityError), transaction.atomic():
        Address.objects.filter(pk=two.pk).update(is_default=True)

    assert defaults(one.user) == ["A"]


def test_an_old_name_finds_the_commune_of_today(client):
    commune = CommuneFactory()
    CommuneAlias.objects.create(
        commune=commune, old_code="1", name="Thị trấn Cũ", folded="thi tran cu"
    )
    user = UserFactory()
    client.force_login(user)

    client.post(NEW, typed(commune_name="thị trấn cũ"))

    address = Address.objects.get()
    assert (address.commune, address.name, address.phone) == (commune, "Bà Mẫu", "+84912345678")


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        *(("phone", "12"), ("province", "99"), ("commune_name", "Không Đâu"), ("street", " ")),
        *(("name", "x" * 121), ("commune_name", "x" * 5000), ("phone", "\u0660" * 10)),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(client, wrong, value):
    client.force_login(UserFactory())

    answer = client.post(NEW, typed(label="Nhà ngoại ở quê", **{wrong: value}))

    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert "Nhà ngoại ở quê" in answer.text
    assert Address.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_book_takes_three_queries(client, rows, django_assert_num_queries):
    user = UserFactory()
    kept(user, *map(str, range(rows)))
    kept(UserFactory(), "của người lạ")
    client.force_login(user)

    with django_assert_num_queries(3):
        page = client.get(BOOK).text

    assert (page.count("Bà Mẫu"), "của người lạ" in page) == (rows, False)


def test_a_stranger_finds_no_address(client):
    (theirs,) = kept(UserFactory(), "A")
    client.force_login(UserFactory())

    asked = [client.get(reverse("addresses:address", args=[theirs.pk]))]
    asked += [
        client.post(reverse(f"addresses:{room}", args=[theirs.pk]))
        for room in ("address", "removal", "default")
    ]

    assert [answer.status_code for answer in asked] == [404] * 4
    assert Address.objects.get() == theirs


def test_whoever_agreed_has_delivery_reckoned_to_their_province(client):
    user = UserFactory()
    kept(user, "A")
    client.force_login(user)
    assert "province" not in client.session

    consents.note(user=user, purpose="position", is_given=True, way="account", at=MIDDAY)
    client.logout()
    client.force_login(user)

    assert client.session["province"] == CommuneFactory().province_id


def test_the_checkout_is_filled_in_from_the_book_and_another_may_be_picked(client):
    tariffs()
    user = UserFactory()
    _home, work = kept(user, "Thôn Nà Làng", "Phố Mới")
    kept(UserFactory(), "của người lạ")
    client.force_login(user)
    client.post(reverse("cart:line", args=[LotFactory(on_hand=5).pack_id]), {"quantity": "1"})
    page = reverse("checkout:checkout")

    first, other = client.get(page), client.get(page, {"dia-chi": work.pk})

    assert first.context["form"]["street"].value() == "Thôn Nà Làng"
    assert other.context["form"]["street"].value() == "Phố Mới"
    assert first.context["form"]["phone"].value() == "0912 345 678"
    assert f"?dia-chi={work.pk}" in first.text
    assert "của người lạ" not in client.get(page, {"dia-chi": "x"}).text
