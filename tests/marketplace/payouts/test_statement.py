"""A statement adds up to the ledger, line by line and to the đồng, whatever happened."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from random import Random

import pytest
from openpyxl import load_workbook

from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import audit
from marketplace.payouts.actions import runs
from marketplace.payouts.files.rows import total
from marketplace.payouts.files.tables import in_pieces
from marketplace.payouts.files.transfers import Transfer, lines
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import statement, taxes
from marketplace.payouts.queries.statement import Period
from tests.factories import UserFactory
from tests.marketplace.payouts.stories import OVER, account, approved, earned, household, owe, rates
from traceability.dossiers import workbook

ALL = Period()


def read(producer, period=ALL):
    return list(statement.rows(producer, period))


def happen(lot, dice):
    """Ten things, one a day: sales, refunds of odd sums, payouts that arrive or come back."""
    account(lot.producer)
    sold = [earned(1, lot)]
    for day in range(1, 10):
        at = OVER + timedelta(days=day)
        what = dice.choice(["sale", "refund", "refund", "delivery", "payout"])
        if what == "sale":
            sold.append(earned(1, lot))
        elif what == "refund":
            owe(dice.choice(sold), dice.randint(1, 90_000), key=f"{day}", at=at)
        elif what == "delivery":
            owe(dice.choice(sold), 30_000, key=f"{day}", line=False, at=at)
        else:
            pay(dice, day, at)


def pay(dice, day, at):
    run = runs.draft_run(by=None, at=at)
    if run is None:
        return
    for by in (UserFactory(), UserFactory()):
        runs.approve_run(run=run, by=by, at=at)
    runs.export_run(run=run, by=by, at=at)
    payout, told = run.payouts.get(), {"by": by, "at": at}
    if payout.state == Payout.State.UNDER_WAY and dice.random() < 0.5:
        runs.return_payout(payout=payout, reference=f"TRA{day}", words="Sai tên", **told)
    elif payout.state == Payout.State.UNDER_WAY:
        runs.confirm_payout(payout=payout, reference=f"FT{day}", **told)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_every_line_added_up_is_what_the_ledger_says(seed):
    rates(commission=333, vat=111, pit=77)
    lot = household(packed=20, on_hand=20)
    happen(lot, Random(seed))

    rows = read(lot.producer)
    owed = -balance(chart.payable(lot.producer_id))
    assert total(row.sums for row in rows).amount == owed
    assert rows[-1].balance == owed
    whole = statement.overview(lot.producer, ALL)
    assert (whole.before, whole.after) == (0, owed)
    assert whole.sums == total(row.sums for row in rows)
    assert [*audit.earned_otherwise(), *audit.earned_unasked(), *audit.paid_out_otherwise()] == []


@pytest.mark.django_db
def test_taxes_declared_by_month_are_what_the_ledger_holds():
    """What went back is netted in the month in which it did."""
    rates()
    sold = earned(2, household())
    owe(sold, 185_000, at=OVER + timedelta(days=31))
    owe(sold, 30_000, key="delivery", line=False, at=OVER + timedelta(days=31))

    first, second = taxes.month_from(date(2026, 12, 31)), taxes.month_from(date(2027, 1, 20))
    (_producer, december), (_same, january) = (
        *taxes.declaration(first),
        *taxes.declaration(second),
    )
    assert (december.turnover, december.vat, december.pit) == (370_000, 3_700, 1_850)
    assert (january.turnover, january.vat, january.pit) == (-185_000, -1_850, -925)
    assert december.vat + january.vat == -balance(chart.VAT_WITHHELD)
    assert december.pit + january.pit == -balance(chart.PIT_WITHHELD)
    assert december.commission + january.commission == -balance(chart.COMMISSION)


@pytest.mark.django_db
def test_cooperatives_are_not_declared_yet_are_invoiced_their_commission():
    rates()
    sold = earned()
    month = taxes.month_from(date(2026, 12, 20))

    assert taxes.declaration(month) == []
    assert [(one, told.commission) for one, told in taxes.commissions(month)] == [
        (sold.producer, 18_500)
    ]


@pytest.mark.django_db
def test_periods_follow_one_another_without_a_gap():
    rates()
    sold = earned(2, household())
    owe(sold, 100_000, at=OVER + timedelta(days=31))
    months = [
        taxes.month_from(day) for day in (date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))
    ]
    wholes = [statement.overview(sold.producer, month) for month in months]

    assert [one.before for one in wholes[1:]] == [one.after for one in wholes[:-1]]
    assert [row.balance for row in read(sold.producer, months[1])] == [wholes[1].after]


@pytest.mark.django_db
def test_memory_and_queries_do_not_grow_with_the_lines(monkeypatch, django_assert_num_queries):
    sold = earned()
    account(sold.producer)
    approved()
    monkeypatch.setattr(statement, "AT_A_TIME", 1)
    with django_assert_num_queries(1 + (1 + 2) + (1 + 1) + 1):
        rows = read(sold.producer)

    assert [(row.what, row.sums.amount, row.balance) for row in rows] == [
        ("bán hàng", 370_000, 370_000),
        ("tiền giao hàng", 30_000, 400_000),
        ("đang chuyển cho chủ thể", -400_000, 0),
    ]


def test_a_table_for_spreadsheets_only_says_itself():
    rows = [["=1+1", -5_000, "+84", "@x"]]
    text = b"".join(in_pieces(["a", "b", "c", "d"], rows)).decode("utf-8-sig")

    assert list(csv.reader(StringIO(text)))[1] == ["'=1+1", "-5000", "'+84", "'@x"]


def test_the_bank_reads_account_numbers_as_text_and_finds_the_payout_in_the_memo():
    one = Transfer(
        number="0012345678",
        holder="HO MAU",
        bank="Vietcombank",
        bin="970436",
        amount=1_250_000,
        payout=12,
        run="CT261122-1",
    )
    file = b"".join(workbook.written("t", ["?"] * 7, lines([one])))

    assert [cell.value for cell in load_workbook(BytesIO(file)).active[2]] == [
        1,
        "0012345678",
        "HO MAU",
        "Vietcombank",
        "970436",
        1_250_000,
        "CHOGOC CT2611221 P12",
    ]
