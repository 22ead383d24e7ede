"""What every carrier must keep; add its sender to the list and it is held to the same promises."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.carriers.adapters.contract import (
    Kind,
    Person,
    Refused,
    Route,
    Shipment,
    Unavailable,
)
from marketplace.carriers.adapters.sandbox import Mood, Sandbox
from marketplace.payments.gateways.contract import Forged, Unreadable

NOW = datetime.now(tz=UTC).replace(microsecond=0)
ROUTE = Route(sender="06970", receiver="00004", grams=1_200, goods_total=185_000)
HOME = Person(name="HTX Mẫu", phone="", street="Thôn Nà Làng", place="Xã Ba Chẽ, Quảng Ninh")
SHIPMENT = Shipment(reference="KMPX7Q3A-1", route=ROUTE, sender=HOME, receiver=HOME)


class DemoCarrier:
    """How the demo carrier speaks."""

    carrier = Sandbox(secret="s" * 32)
    down = Sandbox(secret="s" * 32, mood=Mood.DOWN)
    refusing = Sandbox(secret="s" * 32, mood=Mood.REFUSING)

    def told(self, **changes):
        at = int(NOW.timestamp())
        return {"id": "e1", "tracking": "MAU1", "status": "delivered", "at": at} | changes

    def heard(self, told, *, at=NOW, signed_at=NOW):
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        return self.carrier.read(body=body, headers=self.carrier.seal(body, at=signed_at), at=at)


@pytest.fixture(params=[DemoCarrier])
def sender(request):
    return request.param()


def test_a_quote_is_whole_dong_and_climbs_with_weight(sender):
    fees = [
        sender.carrier.quote(
            Route(sender="06970", receiver="00004", grams=grams, goods_total=1)
        ).fee
        for grams in (1, 1_000, 1_001, 5_000)
    ]

    assert fees == sorted(fees)
    assert all(isinstance(fee, int) and fee > 0 for fee in fees)


def test_the_same_reference_is_one_parcel(sender):
    first, again = sender.carrier.label(SHIPMENT), sender.carrier.label(SHIPMENT)

    assert first == again
    assert 0 < len(first.tracking) <= 60


def test_a_carrier_that_is_down_or_unwilling_says_so_in_the_words_of_the_contract(sender):
    for ask in (
        lambda who: who.quote(ROUTE),
        lambda who: who.label(SHIPMENT),
    ):
        with pytest.raises(Unavailable):
            ask(sender.down)
        with pytest.raises(Refused):
            ask(sender.refusing)


def test_its_own_notice_is_believed(sender):
    notice = sender.heard(sender.told())

    assert (notice.external_id, notice.tracking, notice.kind) == ("e1", "MAU1", Kind.DELIVERED)
    assert notice.happened_at == NOW
    assert sender.heard(sender.told(), signed_at=NOW + timedelta(seconds=60)) == notice


def test_an_event_it_does_not_know_is_ignored(sender):
    assert sender.heard(sender.told(status="weighed")).kind is Kind.IGNORED


@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_notice_signed_far_from_now_is_forged(sender, seconds):
    with pytest.raises(Forged):
        sender.heard(sender.told(), signed_at=NOW + timedelta(seconds=seconds))


def test_a_changed_notice_is_forged(sender):
    body = json.dumps(sender.told(status="failed")).encode()
    headers = sender.carrier.seal(body, at=NOW)

    with pytest.raises(Forged):
        sender.carrier.read(body=body.replace(b"failed", b"delivd"), headers=headers, at=NOW)
    with pytest.raises(Forged):
        sender.carrier.read(body=body, headers={}, at=NOW)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"\xff", b'{"id":1,"tracking":"","status":"x","at":1}']
)
def test_a_signed_body_that_is_no_notice_is_unreadable(sender, body):
    with pytest.raises(Unreadable):
        sender.heard(body)
