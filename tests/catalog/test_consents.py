"""Somebody works for a producer once a code was read out, for a time, and never near money."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Entry, Message, User
from catalog.actions import claims, consents, members
from catalog.models import Consent, Membership, Producer
from catalog.papers import Paper
from tests.factories import (
    MIDDAY,
    CommuneFactory,
    MembershipFactory,
    ProducerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FARMER = "+84912345678"
PAPER = Paper(".pdf", b"%PDF-1.4 giay dang ky")
LATER = MIDDAY + timedelta(minutes=1)


def asked(phone=FARMER, supporter=None, at=MIDDAY):
    return consents.ask_consent(supporter=supporter or UserFactory(), phone=phone, at=at)


def code_of(consent):
    return re.search(r"mã (\d{6})", Message.objects.get(key=f"consent:{consent.pk}").body)[1]


def given(at=MIDDAY, **who):
    consent = asked(at=at, **who)
    return consents.give_consent(consent=consent, code=code_of(consent), name="Ông Mẫu", at=at)


def helping(at=MIDDAY):
    owner = MembershipFactory()
    consent = given(phone=owner.user.phone, at=at)
    return consents.help_stall(consent=consent, producer=owner.producer, at=at), consent


def test_the_telephone_is_told_who_asks_for_what_and_how_long():
    supporter = UserFactory(full_name="Lý Thị Mẫu Mai")
    consent = asked(supporter=supporter)

    told = Message.objects.get()
    assert (told.phone, told.kind) == (FARMER, "consent")
    for word in ("Lý Thị Mẫu Mai", "một năm", "không đụng được tới tiền", "đừng đọc"):
        assert word in told.body
    assert code_of(consent) not in consent.digest


def test_a_code_that_was_read_out_makes_a_supporter_until_a_day():
    membership, consent = helping()

    assert (membership.role, membership.consented_at) == ("supporter", MIDDAY)
    assert membership.valid_until == MIDDAY + timedelta(days=365)
    assert membership.invited_by == consent.person
    verbs = list(Entry.objects.order_by("pk").values_list("verb", "on_behalf_of"))
    assert verbs == [
        ("gave consent", ""),
        ("added_supporter", f"catalog.Producer:{membership.producer_id}"),
    ]


def test_a_wrong_code_is_counted_and_the_sixth_try_is_too_late_even_if_right():
    consent = asked()
    right = code_of(consent)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"

    for _ in range(consents.MOST_TRIES):
        with pytest.raises(consents.WrongCode):
            consents.give_consent(consent=consent, code=wrong, name="", at=LATER)
    with pytest.raises(consents.WrongCode):
        consents.give_consent(consent=consent, code=right, name="", at=LATER)

    assert Consent.objects.get().tries == consents.MOST_TRIES + 1
    assert not User.objects.filter(phone=FARMER).exists()


def test_a_code_is_over_after_ten_minutes():
    consent = asked()

    with pytest.raises(consents.WrongCode):
        consents.give_consent(
            consent=consent, code=code_of(consent), name="", at=MIDDAY + consents.CODE_LASTS
        )


def test_a_telephone_is_not_rung_without_end():
    for _ in range(consents.CODES_AN_HOUR_TO_A_PHONE):
        asked()

    with pytest.raises(consents.AskedTooOften):
        asked()
    assert Message.objects.count() == consents.CODES_AN_HOUR_TO_A_PHONE


def test_nobody_consents_to_oneself():
    supporter = UserFactory()

    with pytest.raises(consents.NotToOneself):
        asked(phone=supporter.phone, supporter=supporter)


def test_a_consent_opens_no_stall_of_anybody_else():
    strange = ProducerFactory()

    with pytest.raises(consents.NotConsented):
        consents.help_stall(consent=given(), producer=strange, at=LATER)
    assert strange.memberships.count() == 0


def test_a_consent_for_one_stall_does_not_open_the_owners_second():
    membership, consent = helping()
    second = MembershipFactory(user=consent.person).producer

    with pytest.raises(consents.NotConsented):
        consents.help_stall(consent=consent, producer=second, at=LATER)
    assert Producer.objects.run_by(membership.user).count() <= 1


def test_who_was_let_go_cannot_come_back_with_the_old_consent():
    membership, consent = helping()
    members.remove_member(membership=membership, by=consent.person, at=LATER)

    with pytest.raises(consents.NotConsented):
        consents.help_stall(consent=consent, producer=membership.producer, at=LATER)


def test_taking_a_consent_back_ends_the_work_at_once():
    membership, consent = helping(at=now())
    assert list(Producer.objects.run_by(membership.user)) == [membership.producer]

    for _ in range(2):
        consents.end_consent(consent=consent, by=consent.person, at=now())

    assert list(Producer.objects.run_by(membership.user)) == []
    assert Entry.objects.filter(verb="ended consent").count() == 1


def test_a_consent_that_ran_out_lets_nobody_in_and_a_new_one_does():
    membership, _consent = helping(at=now())
    Membership.objects.filter(pk=membership.pk).update(valid_until=now() - timedelta(seconds=1))
    assert list(Producer.objects.run_by(membership.user)) == []

    owner = membership.producer.memberships.get(role="owner").user
    again = given(phone=owner.phone, supporter=membership.user, at=now())
    consents.help_stall(consent=again, producer=membership.producer, at=now())

    assert list(Producer.objects.run_by(membership.user)) == [membership.producer]


def test_an_older_farmer_without_account_gets_a_stall_and_the_supporter_with_it():
    consent = given(at=now())
    farmer, commune = consent.person, CommuneFactory()
    assert (farmer.full_name, farmer.has_usable_password()) == ("Ông Mẫu", False)

    claim = claims.open_stall(
        name="Hộ Mẫu ông Chìu",
        kind="household",
        commune=commune,
        claimant=farmer,
        document=PAPER,
        note="",
        at=now(),
        consent=consent,
    )
    assert (claim.claimant, claim.filed_by) == (farmer, consent.supporter)
    assert list(Producer.objects.run_by(consent.supporter)) == []

    claims.decide_claim(claim=claim, approved=True, reason="", by=UserFactory(), at=now())

    assert list(Producer.objects.owned_by(farmer)) == [claim.producer]
    assert list(Producer.objects.run_by(consent.supporter)) == [claim.producer]
    assert list(Producer.objects.owned_by(consent.supporter)) == []


def test_a_stall_of_the_register_is_claimed_for_the_farmer_not_for_the_supporter(client):
    consent = given(at=now())
    listed = ProducerFactory(name="Hộ Mẫu Chìu", claimed_at=None, identity_verified_at=None)
    ProducerFactory(name="Hộ Mẫu Chìu Hai")
    client.force_login(consent.supporter)

    page = client.get(reverse("supporting:beginning", args=[consent.pk]), {"tim": "ho mau chiu"})
    address = reverse("supporting:claim", args=[consent.pk, listed.slug])
    assert re.findall(r'class="door" href="([^"]+)"', page.text) == [address]

    paper = SimpleUploadedFile("giay.pdf", PAPER.content)
    assert client.post(address, {"document": paper, "note": ""}).status_code == 302
    assert (listed.claims.get().claimant, listed.claims.get().filed_by) == (
        consent.person,
        consent.supporter,
    )
    assert client.get(address).status_code == 404


OWNERS_ONLY = (
    "workspace:members",
    "supporting:helpers",
    "payouts:account",
    "invoices:details",
    "traceability:own_key",
)


def test_a_supporter_reaches_neither_account_nor_members_nor_consents(client):
    membership, _consent = helping(at=now())
    client.force_login(membership.user)
    slug = membership.producer.slug
    assert client.get(reverse("diary:home", args=[slug])).status_code == 200

    answers = {name: client.get(reverse(name, args=[slug])).status_code for name in OWNERS_ONLY}

    assert answers == dict.fromkeys(OWNERS_ONLY, 404)
    client.force_login(membership.producer.memberships.get(role="owner").user)
    assert client.get(reverse("supporting:helpers", args=[slug])).status_code == 200
