"""Where holders of keys sign, and what everybody sees of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from tests.factories import MIDDAY, MembershipFactory, UserFactory
from tests.traceability.test_attestations import STRANGER, TESTER, known, leaf_of, statement
from tests.traceability.test_events import note, open_lot
from tests.traceability.test_keys import OWN, brought
from tests.traceability.test_scan import issue, tell
from traceability.actions import attestations
from traceability.actions.events import record_event
from traceability.merkle.keys import new_key
from traceability.models import Attestation, Event, Lot, SignerKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def page_of(event):
    return f"/so-minh-bach/ky/{event.hash_id[14:78]}/"


def owner(producer, client):
    user = UserFactory()
    MembershipFactory(producer=producer, user=user, role="owner")
    client.force_login(user)
    return user


def test_a_signed_statement_is_taken_in_without_signing_in(client):
    event = note(open_lot())
    known(TESTER)

    answer = client.post(page_of(event), {"note": statement(leaf_of(event))}, follow=True)

    assert answer.redirect_chain == [(page_of(event), 302)]
    assert "Đã ghi nhận chữ ký của Phòng thử nghiệm mẫu." in answer.content.decode()
    assert Attestation.objects.get().leaf == leaf_of(event)


def test_a_wrong_statement_stays_in_its_box_with_the_reason(client):
    event = note(open_lot())
    written = statement(leaf_of(event), STRANGER)

    answer = client.post(page_of(event), {"note": written})

    assert answer.status_code == 422
    assert answer.context["form"].errors["note"][0].startswith("Chợ chưa biết khoá này")
    assert answer.context["form"]["note"].value() == written


def test_a_lot_in_the_making_is_not_told_to_strangers(client):
    event = note(open_lot())

    page = client.get(page_of(event)).content.decode()

    assert leaf_of(event).entry in page
    assert event.producer.name not in page


def test_what_is_nothing_of_ours_is_not_there(client):
    assert client.get(f"/so-minh-bach/ky/{'0' * 64}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [(str, 200), (lambda _: "nothing", 422), (lambda _: "x" * 20_000, 413)],
    ids=["signed", "nothing", "too much"],
)
def test_a_programme_sends_the_note_alone(client, change, status):
    event = note(open_lot())
    known(TESTER)
    written = change(statement(leaf_of(event)))

    answer = client.post("/log/statement", written, content_type="text/plain; charset=utf-8")

    assert answer.status_code == status
    assert Attestation.objects.count() == (status == 200)


def test_the_scan_page_says_who_countersigned_and_when(client):
    code = issue()
    tell(code.lot, 1)
    known(TESTER)
    attestations.attest(written=statement(leaf_of(Event.objects.get())), at=now())

    page = client.get(f"/truy-xuat/lo/{code.lot.trace_code}/")

    told = page.context["timeline"][0]
    assert (told["evidence"], told["stood"]["level"]) == ("self_declared", "laboratory")
    assert "Phòng thử nghiệm mẫu · ký 21/11/2026" in page.content.decode()
    assert Lot.objects.get(pk=code.lot_id).trace_code in page.content.decode()


def test_an_owner_takes_the_key_and_then_sees_what_waits(client):
    lot = open_lot()
    owner(lot.producer, client)
    room = f"/gian-hang/{lot.producer.slug}/khoa-ky/"

    answer = client.post(room, brought(lot.producer), follow=True)
    happened = MIDDAY - timedelta(days=1)
    record_event(
        lot=lot, stage="harvest", place=lot.origin, happened_at=happened, quantity=9_000,
        by=None, at=now(),
    )  # fmt: skip

    assert "Từ nay gian hàng ký bằng khoá của chính mình." in answer.content.decode()
    assert SignerKey.objects.get().public == str(OWN.verifier)
    assert len(client.get(room).context["waiting"]) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"public": "abc"}, "public"),
        ({"public": OWN.written}, "public"),
        ({"signature": "abc"}, "signature"),
        ({"public": str(new_key("x").verifier)}, "signature"),
    ],
)
def test_a_key_that_is_not_shown_to_be_theirs_is_refused_at_its_box(client, change, field):
    lot = open_lot()
    owner(lot.producer, client)

    room = f"/gian-hang/{lot.producer.slug}/khoa-ky/"
    answer = client.post(room, {**brought(lot.producer), **change})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not SignerKey.objects.exists()


def test_only_an_owner_holds_the_key(client):
    lot = open_lot()
    user = UserFactory()
    MembershipFactory(producer=lot.producer, user=user, role="staff")
    client.force_login(user)

    assert client.get(f"/gian-hang/{lot.producer.slug}/khoa-ky/").status_code == 404


@pytest.mark.parametrize(
    "public", [str(TESTER.verifier), TESTER.written, "abc"], ids=["public", "private", "no key"]
)
def test_an_operator_makes_an_offices_key_known_and_ends_it(operator, public):
    told = {"role": "laboratory", "name": "Phòng mẫu", "public": public}

    answer = operator.post("/admin/traceability/signerkey/add/", told)

    is_one = public == str(TESTER.verifier)
    assert answer.status_code == (302 if is_one else 200)
    assert SignerKey.objects.count() == is_one
    if is_one:
        chosen = {"action": "end", "_selected_action": [SignerKey.objects.get().pk]}
        operator.post("/admin/traceability/signerkey/", chosen)
        assert SignerKey.objects.standing().count() == 0


def test_an_operator_cannot_make_a_producers_key(operator):
    told = {"role": "producer", "name": "HTX", "public": str(TESTER.verifier)}

    answer = operator.post("/admin/traceability/signerkey/add/", told)

    assert answer.status_code == 200
    assert not SignerKey.objects.exists()
