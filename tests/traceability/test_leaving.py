"""What is sold outside of the market leaves the stock; what a laboratory found is told."""

from __future__ import annotations

import pytest

from catalog.papers import Paper
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.traceability.lotbook import days_ago, faults, open_product_lot, stall
from traceability.actions.documents import add_document
from traceability.actions.findings import record_test
from traceability.actions.leaving import NotPackedYet, NotSoMany, record_leaving
from traceability.models import Event
from traceability.views.telling import note

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot():
    return LotFactory(reserved=3)


def leave(lot, packs, stage="selling", **more):
    return record_leaving(
        lot=lot, stage=stage, packs=packs, place=lot.workshop, happened_at=MIDDAY, by=None,
        at=MIDDAY, **more,
    )  # fmt: skip


def examine(lot, *, is_good=True, paper="KN-1"):
    finding = {"test": "kim loại nặng", "laboratory": "Phòng thử mẫu", "paper": paper}
    return record_test(
        lot=lot, place=lot.workshop, happened_at=days_ago(1), finding=finding, is_good=is_good,
        by=None, at=MIDDAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "step", "state"),
    [("selling", "retail_selling", "retail_sold"), ("shipping", "shipping", "in_transit")],
)
def test_packs_that_leave_are_told_and_taken(lot, stage, step, state):
    event = leave(lot, 4, stage)
    lot.refresh_from_db()
    assert (lot.on_hand, lot.reserved) == (6, 3)
    assert (event.document["bizStep"], event.document["disposition"]) == (step, state)
    assert event.document["quantityList"][0]["quantity"] == 4
    assert faults(event) == []


def test_what_is_promised_to_orders_stays(lot):
    with pytest.raises(NotSoMany) as refusal:
        leave(lot, 8)
    assert refusal.value.messages == ["Lô này chỉ còn 7 gói chưa hứa cho đơn nào; bạn ghi 8 gói."]
    lot.refresh_from_db()
    assert (lot.on_hand, Event.objects.count()) == (10, 0)
    assert leave(lot, 7)


def test_said_twice_they_left_once(lot):
    assert leave(lot, 4) == leave(lot, 4)
    lot.refresh_from_db()
    assert lot.on_hand == 6


def test_a_correction_takes_or_puts_back_the_difference(lot):
    first = leave(lot, 4)
    second = leave(lot, 2, corrects=first)
    lot.refresh_from_db()
    assert lot.on_hand == 8
    leave(lot, 7, corrects=second)
    lot.refresh_from_db()
    assert lot.on_hand == 3


def test_nothing_leaves_a_lot_that_is_not_packed():
    with pytest.raises(NotPackedYet):
        leave(open_product_lot(stall()[1]), 1)


def test_a_finding_is_told_with_who_found_it(lot):
    good, bad = examine(lot), examine(lot, is_good=False)
    assert [event.disposition for event in (good, bad)] == ["conformant", "non_conformant"]
    assert note(good) == "đạt: kim loại nặng, Phòng thử mẫu"
    assert note(bad).startswith("KHÔNG đạt")
    assert faults(good) == faults(bad) == []


def test_a_finding_is_documented_when_its_report_is_among_the_papers(lot, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    paper = Paper(".pdf", b"%PDF-1.4\n%%EOF\n")
    add_document(
        lot=lot, of_product=False, kind="test_report", title="Phiếu", issuer="Phòng", number="KN-1",
        file=paper, by=UserFactory(), at=MIDDAY,
    )  # fmt: skip
    assert examine(lot).evidence == "document"
    assert examine(lot, paper="KN-2").evidence == "self_declared"
