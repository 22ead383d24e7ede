"""Claiming a stall."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Entry, Message
from catalog.actions import claims
from catalog.models import Claim, Membership, Producer
from catalog.papers import Paper
from tests.factories import MIDDAY, CommuneFactory, OfficerFactory, ProducerFactory, UserFactory

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.4 giay dang ky"


@pytest.fixture
def unclaimed():
    return ProducerFactory(claimed_at=None, identity_verified_at=None, is_fictional=False)


def paper(content=PAPER, name="giay.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def file_claim(producer, claimant=None):
    return claims.file_claim(
        producer=producer,
        claimant=claimant or UserFactory(),
        document=Paper(".pdf", PAPER),
        note="",
        at=MIDDAY,
    )


def test_an_approved_claimant_owns_a_verified_stall_and_is_told(unclaimed):
    claim, officer = file_claim(unclaimed), UserFactory()

    claims.decide_claim(claim=claim, approved=True, reason="", by=officer, at=MIDDAY)

    unclaimed.refresh_from_db()
    assert (unclaimed.claimed_at, unclaimed.identity_verified_at) == (MIDDAY, MIDDAY)
    assert list(Producer.objects.owned_by(claim.claimant)) == [unclaimed]
    assert Message.objects.get().phone == claim.claimant.phone
    assert [e.verb for e in Entry.objects.order_by("pk")] == ["claimed", "approved_claim"]


def test_a_refused_claimant_owns_nothing_and_hears_why(unclaimed):
    claim = file_claim(unclaimed)

    claims.decide_claim(
        claim=claim, approved=False, reason="Giấy tờ mờ", by=UserFactory(), at=MIDDAY
    )

    unclaimed.refresh_from_db()
    assert unclaimed.claimed_at is None
    assert Membership.objects.count() == 0
    assert "Giấy tờ mờ" in Message.objects.get().body


def test_a_claim_is_decided_once(unclaimed):
    claim, officer = file_claim(unclaimed), UserFactory()
    claims.decide_claim(claim=claim, approved=False, reason="Mờ", by=officer, at=MIDDAY)

    with pytest.raises(claims.AlreadyDecided):
        claims.decide_claim(claim=claim, approved=True, reason="", by=officer, at=MIDDAY)


def test_of_two_claims_only_one_can_be_approved(unclaimed):
    first, second, officer = file_claim(unclaimed), file_claim(unclaimed), UserFactory()
    claims.decide_claim(claim=first, approved=True, reason="", by=officer, at=MIDDAY)

    with pytest.raises(claims.AlreadyClaimed):
        claims.decide_claim(claim=second, approved=True, reason="", by=officer, at=MIDDAY)


def test_one_person_waits_once(unclaimed):
    claimant = UserFactory()
    file_claim(unclaimed, claimant)

    with pytest.raises(claims.AlreadyClaimed):
        file_claim(unclaimed, claimant)

    assert Claim.objects.count() == 1


def test_an_officer_decides_in_the_own_province_only(client, unclaimed):
    claim, officer = file_claim(unclaimed), OfficerFactory()
    stranger = OfficerFactory(
        province__code="01", province__name="Thành phố Hà Nội", province__folded="ha noi"
    )
    decision = {"approved": "yes", "reason": ""}
    address = reverse("officer:claim", args=[claim.pk])

    client.force_login(stranger.user)
    assert client.post(address, decision).status_code == 404
    client.force_login(officer.user)
    assert client.post(address, decision).status_code == 302

    claim.refresh_from_db()
    assert claim.state == Claim.State.APPROVED


def test_only_the_deciding_officer_opens_the_paper(client, unclaimed):
    claim = file_claim(unclaimed)
    address = reverse("officer:claim_document", args=[claim.pk])

    client.force_login(claim.claimant)
    assert client.get(address).status_code == 404
    client.force_login(OfficerFactory().user)
    assert b"".join(client.get(address).streaming_content) == PAPER


@pytest.mark.parametrize(
    ("name", "content"),
    [("giay.pdf", b"<html>"), ("giay.html", PAPER), ("giay.svg", b"<svg/>")],
)
def test_what_is_no_paper_is_refused_at_the_field(client, unclaimed, name, content):
    client.force_login(UserFactory())

    response = client.post(
        reverse("claims:claim", args=[unclaimed.slug]),
        {"document": paper(content, name), "note": "Tôi là chủ"},
    )

    assert response.status_code == 422
    assert response.context["form"].errors["document"] == ["Chỉ nhận tệp PDF, ảnh JPG hoặc PNG."]
    assert response.context["form"]["note"].value() == "Tôi là chủ"
    assert Claim.objects.count() == 0


def test_a_claimed_stall_has_no_claim_page(client):
    client.force_login(UserFactory())

    assert client.get(reverse("claims:claim", args=[ProducerFactory().slug])).status_code == 404


def test_a_new_stall_waits_for_an_officer_too(client):
    CommuneFactory()
    client.force_login(UserFactory())

    client.post(
        reverse("claims:new_stall"),
        {"name": "HTX Mẫu Nà Làng", "kind": "cooperative", "place": "ba che", "document": paper()},
    )

    producer = Producer.objects.get()
    assert (producer.slug, producer.claimed_at) == ("htx-mau-na-lang", None)
    assert Claim.objects.get().state == Claim.State.PENDING


def test_a_shared_place_name_asks_which_one(client):
    CommuneFactory()
    CommuneFactory(code="99999", name="Xã Ba Chẽ Đông")
    client.force_login(UserFactory())

    response = client.post(
        reverse("claims:new_stall"),
        {"name": "HTX", "kind": "cooperative", "place": "ba ch", "document": paper()},
    )

    (error,) = response.context["form"].errors["place"]
    assert "Xã Ba Chẽ Đông, Quảng Ninh" in error


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_however_many_wait(client, django_assert_num_queries, count):
    for _ in range(count):
        file_claim(ProducerFactory(claimed_at=None))
    client.force_login(OfficerFactory().user)

    with django_assert_num_queries(11):
        response = client.get(reverse("officer:home"))

    assert len(response.context["waiting"]) == count
