"""A stall's page of figures and its files: for its people, and nothing in it names a buyer."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from openpyxl import load_workbook

from marketplace.figures.actions.keeping import keep
from marketplace.orders.models import Order
from tests.factories import LotFactory, MembershipFactory
from tests.marketplace.stories import buyer, hear, pending_payment
from traceability.models import ScanDay

pytestmark = pytest.mark.django_db


def paid(lot, days_ago, quantity=1):
    payment = pending_payment(quantity, lot, buyer(name="Trần Thị Mua", phone="+84912345678"))
    hear(payment, key=payment.reference)
    orders = payment.group.orders
    orders.update(paid_at=now() - timedelta(days=days_ago))
    return orders.get()


def at(stall, name="stall", *more, ky="30-ngay"):
    return f"{reverse(f'figures:{name}', args=[stall.slug, *more])}?ky={ky}"


@pytest.fixture(scope="module")
def stall(ground):
    with ground():
        lot = LotFactory(packed=90, on_hand=90, pack__name="=hộp & 1", pack__price=185_000)
        for days_ago in (0, 2, 3, 9, 40):
            paid(lot, days_ago, 2)
        ScanDay.objects.create(lot=lot, on=localdate(), province="22", times=7)
        MembershipFactory(producer=lot.producer)
    return lot.producer


@pytest.fixture
def owner(client, stall):
    client.force_login(stall.memberships.get().user)
    return client


def test_a_page_asks_the_same_however_much_there_is(owner, stall, django_assert_num_queries):
    """Session, person, stall, kept until, kept rows, five of today, packs, provinces, the menu."""
    keep(producer=stall, until=localdate())
    periods = {"7-ngay": 13, "30-ngay": 13, "12-thang": 14}
    for rows in (1, 3):
        for ky, asked in periods.items():
            with django_assert_num_queries(asked):
                owner.get(at(stall, ky=ky))
        for days_ago in range(3 - rows):
            paid(LotFactory(producer=stall, pack__product__producer=stall), days_ago)


def test_a_page_draws_what_was_sold_and_says_it_in_a_table(owner, stall):
    page = owner.get(at(stall)).text

    assert page.count('<svg role="img"') == 3
    assert f"{8 * 185:,}".replace(",", ".") + ".000" in page  # eight packs in thirty days
    assert "100,0 %" in page  # all four are of somebody who had ordered before
    assert page.count("Xem bảng số") == 3
    assert "=hộp &amp; 1" in page
    assert "Nơi khác, chưa rõ" in page  # four orders of one province
    assert "Trần Thị Mua" not in page
    assert "912345678" not in page
    year = owner.get(at(stall, ky="12-thang")).text
    assert f"{10 * 185:,}".replace(",", ".") + ".000" in year
    assert owner.get(at(stall, ky="<x>")).text.count("aria-current") == page.count("aria-current")


def test_nothing_sold_is_said_kindly(client):
    mine = MembershipFactory()
    client.force_login(mine.user)
    page = client.get(at(mine.producer)).text
    assert "Kỳ này chưa có gì để vẽ" in page
    assert "<rect" not in page


def test_files_say_the_same_and_never_compute(owner, stall):
    answer = owner.get(at(stall, "stall_file", "csv"))
    rows = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    book = load_workbook(BytesIO(owner.get(at(stall, "stall_file", "xlsx")).getvalue()))
    cells = [["" if cell is None else str(cell) for cell in row] for row in book.active.values]

    assert {len(row) for row in rows} == {9}
    assert cells == [[cell.removeprefix("'") for cell in row] for row in rows]
    assert [row[3:] for row in rows if row[1] == "cả kỳ"] == [["4", "4", "8", "1480000", "0", "7"]]
    (told,) = (row for row in rows if row[1] == "gói hàng")
    assert told[2].endswith("=hộp & 1")
    assert told[5:7] == ["8", "1480000"]
    provinces = [row[2:4] for row in rows if row[1] == "tỉnh"]
    assert provinces == [["Nơi khác, chưa rõ", "4"], ["Quảng Ninh", ""]]
    assert len([row for row in rows if row[1] == "từng ngày"]) == 30
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert owner.get(at(stall, "stall_file", "pdf")).status_code == 404


def test_an_order_given_up_is_in_no_figure(owner, stall):
    Order.objects.filter(producer=stall).update(state=Order.State.REFUNDED)
    page = owner.get(at(stall)).text
    assert "1.480.000" not in page
    assert "Lượt quét tem" in page
