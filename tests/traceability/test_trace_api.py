"""The trace of a code in the API."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils.timezone import localdate

from tests.api import caller, problem
from tests.factories import MIDDAY, LotFactory, MembershipFactory, PlaceFactory, RecognitionFactory
from traceability.actions.events import record_event
from traceability.actions.recalls import Words, declare_recall
from traceability.models import Document, Event, ItemCode, LabelRun, Lot, Scan
from traceability.serials import new_serial

pytestmark = pytest.mark.django_db


def issue(**lot):
    made = LotFactory(**{"best_before": localdate() + timedelta(days=200), **lot})
    run = LabelRun.objects.create(lot=made, count=1, issued_at=MIDDAY)
    return ItemCode.objects.create(lot=made, run=run, serial=new_serial())


def tell(lot, count, by=None):
    """``count`` events of a lot that is not packed yet."""
    Lot.objects.filter(pk=lot.pk).update(completed_at=None, on_hand=0, packed=0)
    for n in range(count):
        spot = {"latitude": "21.27", "longitude": "107.28"}
        place = PlaceFactory(producer=lot.producer, name=f"Nơi {n}", **spot)
        record_event(
            lot=lot, stage="harvest", place=place, quantity=1_000 + n, by=by,
            happened_at=MIDDAY - timedelta(days=n), at=MIDDAY,
        )  # fmt: skip


def trace(code):
    answer = caller().get(f"/api/v1/trace/{code}/")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_an_item_tells_its_story():
    code = issue(made_on=date(2026, 11, 1), code="261101-1")
    lot, product = code.lot, code.lot.pack.product
    RecognitionFactory(product=product, stars=4, valid_until=localdate() + timedelta(days=9))
    tell(lot, 1)

    story = trace(code.serial)

    assert (story["serial"], story["state"]) == (code.serial, "issued")
    assert story["page"] == f"{settings.SITE_URL}/truy-xuat/ma/{code.serial}/"
    assert story["address"] == f"{settings.SITE_URL}/t/{code.serial}"
    assert story["product"]["slug"] == product.slug
    assert story["producer"]["slug"] == product.producer.slug
    assert (story["recognition"]["stars"], story["recognition"]["standing"]) == (4, "in_force")
    assert story["lot"]["code"] == "261101-1"
    assert story["lot"]["made_on"] == "2026-11-01"
    assert story["lot"]["has_expired"] is False
    assert story["verdict"]["tone"] == "wait"
    assert story["scans"] == {"count": 0, "first_at": None, "last_at": None}


def test_events_carry_their_hash_and_how_they_are_known():
    lot = LotFactory()
    tell(lot, 2)
    last = Event.objects.latest("happened_at")

    events = trace(lot.trace_code)["events"]

    assert [event["hash_id"] for event in events] == list(
        Event.objects.order_by("happened_at").values_list("hash_id", flat=True)
    )
    assert events[-1] == {
        "hash_id": last.hash_id,
        "kind": "ObjectEvent",
        "stage": "harvest",
        "biz_step": last.biz_step,
        "disposition": last.disposition,
        "happened_at": "2026-11-21T12:00:00+07:00",
        "recorded_at": "2026-11-21T12:00:00+07:00",
        "evidence": "self_declared",
        "place": {
            "name": "Nơi 0",
            "kind": "plot",
            "commune": {"code": "06970", "name": "Xã Ba Chẽ"},
            "latitude": "21.27",
            "longitude": "107.28",
        },
    }


def test_a_lot_has_no_serial_and_no_state():
    lot = LotFactory()

    story = trace(lot.trace_code)

    assert (story["serial"], story["state"]) == (None, None)
    assert story["lot"]["trace_code"] == lot.trace_code
    assert caller().get(f"/api/v1/lots/{lot.trace_code}/").json() == story


@pytest.mark.parametrize(
    "code", ["DFGH234567", "dfgh234567", "x", "%F0%9F%8D%8B", "A" * 3_000, "1%27%20OR%201=1"]
)
def test_a_code_nobody_issued_is_said_to_be_so(code):
    issue()

    for path in ("trace", "lots"):
        answer = caller().get(f"/api/v1/{path}/{code}/")
        assert problem(answer) == (404, "never-issued")


def test_the_serial_of_an_item_is_no_lot():
    code = issue()

    assert problem(caller().get(f"/api/v1/lots/{code.serial}/")) == (404, "never-issued")


def test_void_and_expired_codes_say_so():
    void, old = issue(), issue(best_before=date(2026, 11, 2))
    ItemCode.objects.filter(pk=void.pk).update(state="void")

    assert trace(void.serial)["verdict"]["tone"] == "bad"
    assert trace(void.serial)["state"] == "void"
    assert (trace(old.serial)["lot"]["has_expired"], trace(old.serial)["verdict"]["tone"]) == (
        True,
        "bad",
    )


def test_a_recall_is_told_of_a_lot_and_of_one_item_alone():
    called, kept = issue(), issue()
    words = Words(severity="harmful", reason="Có mảnh thuỷ tinh", advice="Đừng dùng, gửi lại.")
    declare_recall(source=called.lot, words=words, serials=[called.serial], by=None, at=MIDDAY)
    whole = declare_recall(source=kept.lot, words=words, by=None, at=MIDDAY)

    assert trace(called.lot.trace_code)["recall"] is None
    assert trace(called.serial)["recall"]["scope"] == "items"
    told = trace(kept.lot.trace_code)["recall"]
    assert trace(kept.serial)["recall"] == told
    assert told == {
        "code": whole.code,
        "scope": "lot",
        "form": "voluntary",
        "severity": "harmful",
        "reason": words.reason,
        "advice": words.advice,
        "decision": "",
        "opened_at": "2026-11-21T12:00:00+07:00",
        "closed_at": None,
        "is_running": True,
        "page": f"{settings.SITE_URL}{whole.get_absolute_url()}",
    }


def test_papers_are_named():
    lot = LotFactory()
    Document.objects.create(
        lot=lot, producer=lot.producer, kind="test_report", title="Phiếu kiểm nghiệm",
        issuer="Phòng mẫu", number="12", sha256="a" * 64, file="documents/a.pdf", added_at=MIDDAY,
    )  # fmt: skip

    assert trace(lot.trace_code)["documents"] == [
        {
            "kind": "test_report",
            "title": "Phiếu kiểm nghiệm",
            "issuer": "Phòng mẫu",
            "number": "12",
            "issued_on": None,
            "valid_until": None,
            "sha256": "a" * 64,
        }
    ]


def test_reading_is_no_scan():
    code = issue()
    trace(code.serial)

    assert Scan.objects.count() == 0


def test_nobody_is_named():
    code = issue()
    member = MembershipFactory(producer=code.lot.producer).user
    tell(code.lot, 1, by=member)

    text = caller().get(f"/api/v1/trace/{code.serial}/").content.decode()

    assert Event.objects.get().recorder == member
    assert [who for who in (member.full_name, member.phone) if who in text] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_trace_takes_eleven_queries(django_assert_num_queries, rows):
    code = issue()
    tell(code.lot, rows)

    with django_assert_num_queries(11):  # the limit, a scan page, the two places, the verdict
        assert len(trace(code.serial)["events"]) == rows
