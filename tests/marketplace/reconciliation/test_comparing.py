"""What others say of our money is compared, and no difference is put right by itself."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind
from marketplace.orders.actions.refunds import Cause, owe
from marketplace.orders.models import Order, RefundDue
from marketplace.payments.actions import refunding
from marketplace.payments.models import Payment
from marketplace.reconciliation.actions import closing, reporting
from marketplace.reconciliation.actions.comparing import reconcile, reconcile_daily
from marketplace.reconciliation.models import Difference, OutsideReport, OutsideRow
from marketplace.reconciliation.rows import BadRow, Row
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.stories import LATER, paid_order

pytestmark = pytest.mark.django_db
DAY = localdate(MIDDAY)
SANDBOX = chart.gateway("sandbox")


def row(amount, reference, day=DAY, text=""):
    return Row(day=day, amount=amount, reference=reference, text=text)


def report(*rows, account=SANDBOX, begins_on=DAY, ends_on=DAY):
    return reporting.take_report(
        account=account, begins_on=begins_on, ends_on=ends_on, rows=rows, by=None, at=LATER
    )


def compare(at=LATER, day=DAY):
    reconcile(day=day, at=at)
    rows = Difference.objects.open().order_by("way", "reference")
    return [(one.way, one.reference, one.ours, one.theirs) for one in rows]


@pytest.fixture
def reference():
    """Of a payment of 400.000 ₫."""
    paid_order()
    return Payment.objects.get().reference


def test_nothing_differs_where_both_say_the_same(reference):
    report(row(400_000, f"NGANHANGMAU.1.{reference.lower()}.CT tu A"))
    assert compare() == []


def test_a_refund_is_known_by_its_key(reference):
    cause = Cause(reason=RefundDue.Reason.CLAIM, key="claim 1")
    order = Order.objects.get()
    due = owe(order=order, line=order.lines.get(), amount=85_000, cause=cause, at=MIDDAY)
    refunding.open_refunds(at=LATER)
    refund = Payment.objects.get().refunds.get()
    refunding._keep(refund, refunding.State.DONE, at=LATER)

    report(row(400_000, reference), row(-85_000, f"{reference}-{due.pk}"))
    assert compare() == []


def test_each_difference_says_who_says_what(reference):
    report(row(399_000, reference), row(7_000, "FT9", text="chuyen tien"), row(-500, ""))
    nameless = OutsideRow.objects.get(reference="").pk
    assert compare() == [
        ("gateway", reference, 400_000, 399_000),
        ("gateway", "FT9", None, 7_000),
        ("gateway", f"line {nameless}", None, -500),
    ]


def test_money_the_other_side_never_saw_is_a_difference(reference):
    report()
    assert compare() == [("gateway", reference, 400_000, None)]


def test_a_day_without_a_report_is_a_difference_and_gone_when_it_came(reference):
    assert compare() == [("gateway", f"no report {DAY}", 400_000, None)]

    report(row(400_000, reference))

    assert compare(at=LATER + timedelta(hours=1)) == []
    assert Difference.objects.get().ending == "gone"


def test_what_the_other_side_saw_a_day_later_is_the_same_money(reference):
    report(row(400_000, reference, DAY + timedelta(days=1)), ends_on=DAY + timedelta(days=1))
    assert compare() == []


def test_what_only_came_after_the_day_is_not_looked_for_yet(reference):
    tomorrow = DAY + timedelta(days=1)
    report(row(400_000, reference), row(5, "FT9", tomorrow), ends_on=tomorrow)
    assert compare() == []
    assert compare(day=tomorrow) == [("gateway", "FT9", None, 5)]


def test_a_report_read_again_changes_nothing(reference):
    rows = [row(400_000, reference), row(5, "FT9"), row(5, "FT9")]
    assert [report(*rows), report(*rows)] == [3, 0]
    assert compare() == [("gateway", "FT9", None, 10)]


def test_of_a_broken_report_nothing_stays(reference):
    with pytest.raises(BadRow, match="line 3: outside"):
        report(row(400_000, reference), row(5, "FT9", DAY + timedelta(days=1)))
    assert not OutsideReport.objects.exists()


def test_the_bank_is_another_way():
    post(
        key="payout:1",
        kind=Kind.PAYOUT_CONFIRMED,
        legs={chart.BANK: -5, chart.VAT_WITHHELD: 5},
        at=MIDDAY,
        reference="FT1",
    )
    report(account=chart.BANK)
    assert compare() == [("bank", "FT1", -5, None)]


def test_an_explained_difference_stays_so_until_a_number_changes(reference):
    report(row(399_000, reference))
    compare()
    by = UserFactory(is_staff=True)
    found = Difference.objects.get()
    assert closing.take_on(difference=found, by=by, at=LATER).owner == by

    closing.explain(difference=found, reason="Phí quẹt thẻ", by=by, at=LATER)

    hour = timedelta(hours=1)
    assert compare(at=LATER + hour) == []
    report(row(2_000, reference))
    assert compare(at=LATER + 2 * hour) == [("gateway", reference, 400_000, 401_000)]
    with pytest.raises(closing.AlreadyClosed):
        closing.explain(difference=found, reason="Lại", by=by, at=LATER)


def test_the_ledger_is_compared_with_orders(reference):
    report(row(400_000, reference))
    order = Order.objects.get()
    Order.objects.update(total=399_000, goods_total=369_000)
    RefundDue.objects.create(
        order=order, reason="claim", key="k", line=order.lines.get(), amount=5, prepared_at=MIDDAY
    )
    due = RefundDue.objects.get().pk
    assert compare() == [
        ("orders", f"escrow:{order.producer_id}", 400_000, 398_995),
        ("orders", f"group:{order.group.code}:paid", 400_000, 399_000),
        ("orders", f"owed:{due}", None, 5),
    ]


def test_the_command_prints_what_differs_and_fails(reference, tmp_path):
    file = tmp_path / "report.csv"
    file.write_text(f"date,amount,reference,text\n{DAY},399000,{reference},\n", encoding="utf-8")
    said = StringIO()
    told = {"day": DAY, "report": file, "account": SANDBOX, "since": None}

    with pytest.raises(CommandError, match="1 differences are open"):
        call_command("reconcile", **told, stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[:2] == ["gateway:sandbox: 1 new rows", f"{DAY}: compared 2 rows, 1 differences"]
    assert lines[3].split()[:5] == ["gateway", SANDBOX, reference, "400000", "399000"]


def test_a_report_that_cannot_be_read_is_not_taken_in(tmp_path):
    file = tmp_path / "report.csv"
    file.write_bytes(b"\xff\xfe")
    told = {"day": DAY, "report": file, "account": SANDBOX, "since": None}
    with pytest.raises(CommandError, match="was not taken in"):
        call_command("reconcile", **told)


def test_the_clock_compares_each_day_once_and_not_before_reports_come():
    morning = MIDDAY.replace(hour=23) + timedelta(days=1)  # six o'clock in Việt Nam
    early = morning - timedelta(hours=1)
    assert reconcile_daily(at=early) is None
    assert reconcile_daily(at=morning).day == localdate(morning) - timedelta(days=1)
    assert reconcile_daily(at=morning) is None
