"""The pages of claims: who sees them, what they say, in how many queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from catalog.pictures import read_photo
from marketplace.claims.actions.replying import ask_officer
from marketplace.claims.letters import link
from marketplace.claims.models import Claim
from marketplace.orders.letters import link as order_link
from marketplace.photos.drawing import draw
from marketplace.rights.kinds import Kind
from tests.factories import LotFactory, OfficerFactory, UserFactory
from tests.marketplace.claims.stories import ANSWERED, answer, came, claim, owner_of
from tests.marketplace.voices.stories import picture

pytestmark = pytest.mark.django_db
State = Claim.State


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def order(client):
    """In the hands of its buyer, whose browser opened it by its link."""
    order = came(at=now() - timedelta(hours=3))
    client.get(order_link(order.group))
    return order


def open_page(order):
    return reverse("goods_claims:open", args=[order.code])


def page(name, one):
    return reverse(f"goods_claims:{name}", args=[one.code])


def at_stall(name, one):
    return reverse(f"goods_claims:{name}", args=[one.order.producer.slug, one.code])


def said(order, **changes):
    photo = SimpleUploadedFile("a.jpg", picture().read(), content_type="image/jpeg")
    pk = order.lines.get().pk
    return {"kind": "damaged", f"goi_{pk}": "1", "photos": [photo], **changes}


def test_a_claim_is_opened_with_a_kind_and_a_photo(client, order):
    form = client.get(open_page(order))
    assert "trong 7 ngày từ khi nhận" in form.text

    answered = client.post(open_page(order), said(order))

    one = Claim.objects.get()
    assert answered.headers["Location"] == one.get_absolute_url()
    told = client.get(one.get_absolute_url()).text
    assert "Hàng vỡ, hỏng lúc giao" in told
    assert reverse("goods_claims:photo", args=[one.photos.get().key]) in told
    assert one.get_absolute_url() in client.get(order.group.get_absolute_url()).text


@pytest.mark.parametrize(
    ("field", "typed"),
    [("packs", "3"), ("packs", "0"), ("packs", "1_0"), ("packs", "３"), ("packs", "1.5"),
     ("packs", "NaN"), ("packs", str(10**30)), ("packs", "-1"), ("kind", "magic"), ("photos", "")],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field_and_the_rest_is_kept(client, order, field, typed):
    name = f"goi_{order.lines.get().pk}" if field == "packs" else field
    changes = {name: typed, **({"words": "Vỡ nắp."} if field != "photos" else {})}

    answered = client.post(open_page(order), said(order, **changes))

    assert answered.status_code == 422
    assert name in answered.context["form"].errors
    assert field == "photos" or "Vỡ nắp." in answered.text
    assert not Claim.objects.exists()


def test_the_item_in_hand_is_chosen_already(client, order):
    page = client.get(f"{open_page(order)}?ma=KHONG-CO")

    assert page.context["form"].fields[f"goi_{order.lines.get().pk}"].initial == 2


def test_a_guest_opens_the_claim_by_the_link_of_its_letter_and_a_stranger_does_not(client):
    one = claim(came())
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(f"{one.get_absolute_url()}?k=x").status_code == 404

    assert client.get(link(one)).headers["Location"] == one.get_absolute_url()
    assert client.get(one.get_absolute_url()).status_code == 200


def test_the_two_sides_and_the_officer_speak_in_turn(client, order):
    one = claim(order, at=now())
    seller, officer = owner_of(order), OfficerFactory().user
    row = one.lines.get().pk
    client.force_login(seller)
    client.post(at_stall("at_stall", one), {f"hoan_{row}": "0", "words": "Lúc gửi còn nguyên."})
    client.logout()
    client.get(link(one))
    assert "Người bán không đồng ý hoàn" in client.get(one.get_absolute_url()).text
    client.post(page("dispute", one), {"words": "Ảnh rõ mà."})
    client.force_login(officer)
    assert "Ảnh rõ mà." in client.get(page("judged", one)).text

    client.post(page("judged", one), {f"hoan_{row}": "92.500", "words": "Chia đôi."})

    one.refresh_from_db()
    assert (one.state, one.lines.get().offered) == (State.SETTLED, 92_500)


def test_a_stall_answers_below_what_is_asked_only_with_a_reason(client, order):
    one = claim(order, at=now())
    client.force_login(owner_of(order))

    answered = client.post(at_stall("at_stall", one), {f"hoan_{one.lines.get().pk}": "1000"})

    assert answered.status_code == 422
    assert list(answered.context["form"].errors) == ["words"]


def test_goods_that_come_back_are_noted_by_code_or_told_why_not(client, order):
    one = answer(claim(order, 2, Kind.WITHDRAWAL, at=now()), at=now(), words="")
    client.force_login(owner_of(order))
    wrong = client.post(at_stall("item", one), {"serial": "2222222222", "fate": "restocked"})
    assert (wrong.status_code, list(wrong.context["item_form"].errors)) == (422, ["serial"])

    client.post(at_stall("arrival", one))

    one.refresh_from_db()
    assert one.state == State.SETTLED


def test_photos_are_for_the_two_sides_and_whoever_decides(client, order):
    photo = read_photo(picture(), name="a.jpg")
    one = claim(order, at=now(), photos=draw([photo]))
    address = reverse("goods_claims:photo", args=[one.photos.get().key])
    answered = client.get(address)
    assert (answered.status_code, answered.headers["Cache-Control"]) == (200, "no-store")
    assert answered.getvalue()[8:12] == b"WEBP"
    client.logout()

    for who, told in ((UserFactory(), 404), (OfficerFactory().user, 200), (owner_of(order), 200)):
        client.force_login(who)
        answered = client.get(address)
        assert (answered.status_code, bool(answered.getvalue())) == (told, True)  # read: closed


@pytest.mark.parametrize("rows", [1, 3])
def test_desks_ask_as_often_for_one_claim_as_for_three(client, rows, django_assert_num_queries):
    lot, officer = LotFactory(), OfficerFactory().user
    for _ in range(rows):
        ask_officer(claim=answer(claim(came(1, lot)), 0), words="x", by=None, at=ANSWERED)
    seller = owner_of(Claim.objects.first().order)
    client.force_login(officer)
    with django_assert_num_queries(6):
        client.get(reverse("goods_claims:desk"))
    client.force_login(seller)
    with django_assert_num_queries(6):
        client.get(reverse("goods_claims:mine", args=[lot.producer.slug]))
