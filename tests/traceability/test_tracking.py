"""The sortable spreadsheet that the FDA may ask for within a day."""

from __future__ import annotations

import io
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from tests.factories import MIDDAY, LotFactory, MembershipFactory, PackFactory, UserFactory
from tests.traceability.epcis.stories import GTIN, document, shipping
from tests.traceability.test_lots import complete, harvest, opened
from traceability.actions.capture import capture_document
from traceability.actions.departures import record_departure
from traceability.actions.events import record_event
from traceability.actions.labels import issue_labels
from traceability.dossiers.critical import COLUMNS, Tracking
from traceability.dossiers.workbook import Book
from traceability.models import Event
from traceability.queries import tracking

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
pytestmark = pytest.mark.django_db


def packed(*, is_processed=False):
    lot = opened()
    harvest(lot)
    if is_processed:
        when = MIDDAY - timedelta(days=1)
        record_event(
            lot=lot, stage="processing", place=lot.workshop, happened_at=when, quantity=10_000,
            output=4_000, by=None, at=MIDDAY,
        )  # fmt: skip
    return complete(lot)


def told(lot):
    return list(tracking.occurrences(Event.objects.filter(producer=lot.producer)))


def book_of(client, lot, name=None, **asked):
    client.force_login(MembershipFactory(producer=lot.producer).user)
    place = f"/gian-hang/{lot.producer.slug}"
    name = name or f"lo-hang/{lot.code}/fsma204.xlsx"
    answer = client.get(f"{place}/{name}", asked)
    return answer, answer.status_code == 200 and load_workbook(io.BytesIO(answer.getvalue()))


def test_fresh_goods_are_harvested_and_initially_packed():
    lot = packed()
    rows = told(lot)
    assert [(one.kind, one.quantity, one.unit) for one in rows] == [
        (Tracking.HARVESTING, 10, "kg"),
        (Tracking.INITIAL_PACKING, 10, "hộp 100 g"),
    ]
    assert rows[1].code == lot.trace_code
    assert rows[1].where == (f"{lot.producer.name}, Đồi trà Nà Làng, Xã Ba Chẽ, Tỉnh Quảng Ninh")
    assert rows[0].after == rows[1].where


def test_processed_goods_are_transformed():
    rows = told(packed(is_processed=True))
    assert [one.kind for one in rows] == [
        Tracking.HARVESTING,
        Tracking.TRANSFORMATION,
        Tracking.TRANSFORMATION,
    ]
    assert (rows[1].used_quantity, rows[1].used_unit) == (10, "kg")
    assert (rows[1].quantity, rows[1].unit) == (4, "kg")


def test_what_was_put_right_is_told_as_corrected():
    lot = opened()
    first = harvest(lot)
    harvest(lot, grams=8_000, corrects=first)
    span = {"since": MIDDAY - timedelta(days=9), "before": MIDDAY}
    rows = tracking.occurrences(tracking.events_between(lot.producer, **span))
    assert [one.quantity for one in rows] == [8]


def test_a_parcel_is_shipped_to_a_consumer_nobody_names():
    lot = packed()
    codes = list(issue_labels(lot=lot, count=3, by=UserFactory(), at=MIDDAY).codes.all())
    record_departure(codes=codes, place=lot.workshop, by=None, at=MIDDAY)
    row = told(lot)[-1]
    assert (row.kind, row.quantity, row.after) == (Tracking.SHIPPING, 3, "Consumer (not named)")


def test_a_trading_partner_and_the_papers_are_told():
    lot = LotFactory(pack=PackFactory(gtin=GTIN))
    event = shipping(
        lot,
        destinationList=[{"type": "owning_party", "destination": "urn:epc:id:pgln:9521141.12345"}],
        bizTransactionList=[
            {"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:9521141012345:7"}
        ],
    )
    capture_document(
        document=document(event), speakers=[lot.producer], behaviour="rollback", by=UserFactory(),
        at=MIDDAY,
    )  # fmt: skip
    row = told(lot)[0]
    assert (row.kind, row.quantity, row.unit) == (Tracking.SHIPPING, 4, "hộp 100 g")
    assert row.code == f"(01){GTIN}(10){lot.code}"
    assert row.after == "urn:epc:id:pgln:9521141.12345"
    assert row.paper == "po urn:epcglobal:cbv:bt:9521141012345:7"


def test_one_event_about_two_lots_gives_a_row_for_each():
    lot = LotFactory(pack=PackFactory(gtin=GTIN))
    other = LotFactory(pack=lot.pack)
    event = shipping(lot)
    event["quantityList"] += shipping(other)["quantityList"]
    capture_document(
        document=document(event), speakers=[lot.producer], behaviour="rollback", by=UserFactory(),
        at=MIDDAY,
    )  # fmt: skip
    assert sorted(one.code for one in told(lot)) == sorted(
        f"(01){GTIN}(10){one.code}" for one in (lot, other)
    )


def test_a_sheet_for_each_kind_a_heading_for_each_element(client):
    lot = packed()
    answer, book = book_of(client, lot)
    assert answer["Content-Disposition"] == 'attachment; filename="fsma204-261121-1.xlsx"'
    assert book.sheetnames == ["Overview", *map(str, Tracking)]
    for kind, columns in COLUMNS.items():
        assert [cell.value for cell in book[str(kind)][1]] == list(columns)
    assert book["Harvesting"].auto_filter.ref == "A1:I2"
    assert book["Overview"].auto_filter.ref is None
    assert book["Harvesting"]["C2"].value == 10
    harvested = lot.events.get(stage="harvest").happened_at.astimezone(HERE).replace(tzinfo=None)
    assert book["Harvesting"]["A2"].value == harvested
    assert book["Harvesting"]["A2"].number_format == r"yyyy\-mm\-dd\ hh:mm:ss"
    overview = {row[0].value: row[1].value for row in book["Overview"].iter_rows(min_row=2)}
    assert (overview["Firm"], overview["Harvesting"], overview["Cooling"]) == (
        lot.producer.name,
        1,
        0,
    )


def test_a_span_takes_both_its_days(client):
    lot = packed()
    harvested = str((MIDDAY - timedelta(days=2)).date())
    _answer, book = book_of(client, lot, "tai-ve/fsma204.xlsx", tu=harvested, den=harvested)
    assert [book[name].max_row - 1 for name in ("Harvesting", "Initial packing")] == [1, 0]


def test_a_neighbours_events_stay_out(client):
    lot = packed()
    other = LotFactory(completed_at=None, packed=0, on_hand=0)
    harvest(other, happened_at=MIDDAY - timedelta(days=1))
    _answer, book = book_of(client, lot, "tai-ve/fsma204.xlsx", tu="2026-01-01", den="2026-12-31")
    assert book["Harvesting"].max_row == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Xin điền mục này"),
        ({"tu": "mai", "den": "2026-11-21"}, "Ngày chưa đúng"),
        ({"tu": "2026-11-21", "den": "2026-11-20"}, "phải từ ngày đầu"),
        ({"tu": "2020-01-01", "den": "2026-11-20"}, "nhiều nhất ba năm"),
        ({"tu": "0001-01-01", "den": "9999-12-31"}, "xa quá"),
        ({"tu": "2026-01-01", "den": "9999-12-31"}, "nhiều nhất ba năm"),
        ({"tu": "9999-12-31", "den": "9999-12-31"}, "chưa tới"),
    ],
)
def test_days_that_cannot_be_are_told_at_the_field(client, asked, said):
    lot = LotFactory()
    answer, _book = book_of(client, lot, "tai-ve/fsma204.xlsx", **asked)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert asked.get("tu", "") in page


def test_no_cell_of_a_workbook_computes():
    book = Book({"Tờ": ["Tên"]})
    book.add("Tờ", ["=1+1"])
    book.add("Tờ", ["\x00bẩn\x0b"])
    rows = list(load_workbook(io.BytesIO(b"".join(book)))["Tờ"].iter_rows(min_row=2))
    assert [(row[0].value, row[0].data_type) for row in rows] == [("=1+1", "s"), ("bẩn", "s")]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_events(count, django_assert_num_queries):
    lot = opened()
    for n in range(count):
        harvest(lot, happened_at=MIDDAY - timedelta(days=n + 1))
    with django_assert_num_queries(5):
        assert len(told(lot)) == count
