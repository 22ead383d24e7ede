"""The pages of a talk: who reads it, what is marked, in how many queries."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from marketplace.claims.models import Claim
from marketplace.orders.letters import link
from marketplace.orders.models import Order
from marketplace.talks.models import Remark, RemarkPhoto
from tests.factories import MembershipFactory, OfficerFactory
from tests.marketplace.claims.stories import came, claim, disputed
from tests.marketplace.talks.stories import BUYER, STALL, drawn, say
from tests.marketplace.voices.stories import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def order():
    return came(at=now() - timedelta(hours=3))


@pytest.fixture
def owner(order):
    return MembershipFactory(producer=order.producer).user


@pytest.fixture
def buyer(order, client_class):
    """A guest's browser that opened the order's link."""
    client = client_class()
    client.get(link(order.group))
    return client


@pytest.fixture
def client_class(client):
    return type(client)


def buying(order):
    return reverse("talks:buying", args=[order.code])


def selling(order, room="selling"):
    rest = [] if room == "mine" else [order.code]
    return reverse(f"talks:{room}", args=[order.producer.slug, *rest])


def sent(words="Hàng tới rồi", **more):
    return {"words": words, "key": str(uuid4()), **more}


def shown_to(client, at):
    return client.get(at).content.decode()


def test_a_guest_and_a_stall_write_to_each_other_and_see_what_is_new(
    client, client_class, buyer, order, owner
):
    upload = SimpleUploadedFile("a.jpg", picture().read(), content_type="image/jpeg")
    assert buyer.post(buying(order), sent(photos=[upload])).status_code == 302
    client.force_login(owner)
    stall = reverse("workspace:stall", args=[order.producer.slug])
    assert "đơn có tin nhắn mới" in shown_to(client, stall)
    orders = reverse("workspace:order", args=[order.producer.slug, order.code])
    assert "tin chưa đọc" in shown_to(client, orders)
    assert order.code in shown_to(client, selling(order, "mine"))

    page = shown_to(client, selling(order))
    assert "Hàng tới rồi" in page
    picture_of = reverse("talks:photo", args=[RemarkPhoto.objects.get().key])
    assert picture_of in page
    for one in (client, buyer):
        answer = one.get(picture_of)
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", "no-store")
        answer.getvalue()
    assert "đơn có tin nhắn mới" not in shown_to(client, stall)

    client.post(selling(order), sent("Cảm ơn bác"))
    whole = order.group.get_absolute_url()
    assert "tin chưa đọc" in shown_to(buyer, whole)
    assert "Cảm ơn bác" in shown_to(buyer, buying(order))
    assert "tin chưa đọc" not in shown_to(buyer, whole)

    neighbour = client_class()
    neighbour.force_login(MembershipFactory().user)
    for one in (neighbour, client_class()):
        for at in (buying(order), picture_of):
            assert one.get(at).status_code == 404
    assert neighbour.get(selling(order)).status_code == 404


def test_the_link_of_a_letter_opens_the_talk_once_and_leaves_the_address(client, order):
    answer = client.get(f"{buying(order)}?k={order.group.token}")

    assert answer.url == buying(order)
    assert client.get(answer.url).status_code == 200
    assert client.get(f"{buying(order)}?k=falsch").status_code == 404


def test_nothing_is_sent_empty_or_past_the_end_and_what_was_typed_stays(buyer, order):
    assert buyer.post(buying(order), sent("  ")).status_code == 422
    heic = SimpleUploadedFile("a.heic", b"\0\0\0\x18ftypheic" + bytes(40))
    page = buyer.post(buying(order), sent("Đã gõ", photos=[heic]))
    assert (page.status_code, "HEIC" in page.text, "Đã gõ" in page.text) == (422, True, True)

    Order.objects.update(completed_at=now())
    assert buyer.post(buying(order), sent()).status_code == 422
    over = shown_to(buyer, buying(order))
    assert "Đơn đã xong nên không nhắn thêm được" in over
    assert "<textarea" not in over
    assert Remark.objects.count() == 0


def test_an_order_nobody_paid_has_no_talk(buyer, order):
    Order.objects.update(paid_at=None, state="awaiting_payment")

    assert buyer.get(buying(order)).status_code == 404


def test_an_officer_reads_it_inside_a_claim_and_nowhere_else(client, order):
    say(order, words="Nắp vỡ", photos=drawn(), at=now())
    officer = OfficerFactory(province=order.producer.province).user
    client.force_login(officer)
    key = RemarkPhoto.objects.get().key
    assert client.get(reverse("talks:photo", args=[key])).status_code == 404
    one = claim(order)

    def seen():
        page = client.get(reverse("goods_claims:judged", args=[one.code]))
        picture_of = client.get(reverse("goods_claims:talk_photo", args=[one.code, key]))
        _read = picture_of.streaming and picture_of.getvalue()
        return page.status_code, "Nắp vỡ" in page.content.decode(), picture_of.status_code

    assert seen() == (404, False, 404)  # the stall has not answered yet
    Claim.objects.update(state=Claim.State.DISPUTED)
    assert seen() == (200, True, 200)
    other = disputed()
    elsewhere = reverse("goods_claims:talk_photo", args=[other.code, key])
    client.force_login(OfficerFactory(province=other.order.producer.province).user)
    assert client.get(elsewhere).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_however_many_remarks(
    client, order, owner, rows, django_assert_num_queries
):
    others = [came(at=now()) for _n in range(rows - 1)]
    Order.objects.update(producer=order.producer)
    for one in (order, *others):
        for side in (BUYER, STALL) * rows:
            say(Order.objects.get(pk=one.pk), side, at=now())
    client.force_login(owner)
    client.get(selling(order))

    with django_assert_num_queries(8):  # session, person, stall, order, read, talk, photos, menu
        client.get(selling(order))
    with django_assert_num_queries(6):  # session, person, stall, count, talks, menu
        client.get(selling(order, "mine"))
