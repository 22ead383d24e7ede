"""Hearts: of guests in this browser, of people on every device; what is gone is said kindly."""

from __future__ import annotations

import pytest
from django.urls import reverse

from marketplace.favourites import actions
from marketplace.favourites.models import Favourite
from tests.factories import MIDDAY, LotFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE, OWN = reverse("favourites:favourites"), reverse("favourites:own")


def tap(client, product, do="like", **told):
    return client.post(reverse("favourites:heart", args=[product.slug]), {"do": do, **told})


def liked(client):
    return client.get(OWN).json()["liked"]


@pytest.mark.parametrize("is_guest", [True, False])
def test_a_tap_likes_another_likes_no_more(client, is_guest):
    product = LotFactory().pack.product
    if not is_guest:
        client.force_login(UserFactory())

    for _ in range(2):
        answer = tap(client, product, by="script")
    assert (answer.json(), client.cookies["thich"].value) == ({"is_liked": True}, "1")
    assert liked(client) == [product.get_absolute_url()]
    assert product.spoken_name in client.get(PAGE).text

    tap(client, product, "unlike")
    assert (liked(client), client.cookies["thich"].value) == ([], "")


def test_what_a_guest_liked_comes_along_on_sign_in(client):
    old, new = LotFactory().pack.product, LotFactory().pack.product
    user = UserFactory()
    actions.like(user=user, product=old, at=MIDDAY)
    for product in (old, new):
        tap(client, product)

    client.force_login(user)

    assert set(liked(client)) == {old.get_absolute_url(), new.get_absolute_url()}
    assert Favourite.objects.filter(user=user).count() == 2


def test_nobody_sees_what_another_likes(client):
    actions.like(user=UserFactory(), product=LotFactory().pack.product, at=MIDDAY)

    client.force_login(UserFactory())

    assert liked(client) == []


def test_what_is_sold_out_offers_to_tell_and_what_is_gone_is_said(client):
    sold_out, gone = LotFactory(on_hand=0).pack, LotFactory().pack.product
    client.force_login(UserFactory())
    for product in (sold_out.product, gone):
        tap(client, product)
    gone.published_at = None
    gone.save()

    page = client.get(PAGE).text

    assert reverse("wishes:wish", args=[sold_out.pk]) in page
    assert f"«{gone.spoken_name}» nay không còn bày ở chợ." in page
    assert tap(client, gone).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_seven_queries(client, rows, django_assert_num_queries):
    user = UserFactory()
    for _ in range(rows):
        actions.like(user=user, product=LotFactory().pack.product, at=MIDDAY)
    client.force_login(user)

    with django_assert_num_queries(7):
        client.get(PAGE)


def test_two_hundred_are_enough(monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    user = UserFactory()
    actions.like(user=user, product=LotFactory().pack.product, at=MIDDAY)

    with pytest.raises(actions.LikesEnough):
        actions.like(user=user, product=LotFactory().pack.product, at=MIDDAY)
