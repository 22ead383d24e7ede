"""Whether what producers have earned and were paid agrees with orders and with the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import CharField, Exists, OuterRef, Q, Sum, Value
from django.db.models.functions import Cast, Concat

from marketplace.ledger import chart
from marketplace.ledger.models import Kind, LedgerTransaction
from marketplace.ledger.queries import balance
from marketplace.orders.models import Order
from marketplace.payouts.files.rows import Sums
from marketplace.payouts.models import Bill, Earning, MoneyKept, Payout
from marketplace.payouts.queries import months, statement
from marketplace.payouts.queries.statement import Period
from marketplace.payouts.queries.taxes import month_from

if TYPE_CHECKING:
    from collections.abc import Iterator

EARNED = """
SELECT sold.code, earned.amount, COALESCE(-mine.amount, 0)
  FROM marketplace_earning earned
  JOIN marketplace_order sold ON sold.id = earned.order_id
  LEFT JOIN marketplace_ledgertransaction booked ON booked.key = 'order:' || sold.code || ':earned'
  LEFT JOIN marketplace_account account ON account.code = 'payable:' || earned.producer_id
  LEFT JOIN marketplace_leg mine
    ON mine.transaction_id = booked.id AND mine.account_id = account.id
 WHERE earned.amount <> COALESCE(-mine.amount, 0)
   AND NOT EXISTS (SELECT 1 FROM marketplace_leg straight
                     JOIN marketplace_account there ON there.id = straight.account_id
                    WHERE straight.transaction_id = booked.id
                      AND there.code = 'seller_direct:' || earned.producer_id)
 ORDER BY sold.code
"""
"""Earnings of which the ledger books another sum (paid straight to producers it books less)."""

LINES = """
SELECT sold.code
  FROM marketplace_earning earned
  JOIN marketplace_order sold ON sold.id = earned.order_id
  JOIN (SELECT earning_id, SUM(goods) AS goods, SUM(own_discount) AS off,
               SUM(commission) AS fee, SUM(withheld_vat) AS vat, SUM(withheld_pit) AS pit
          FROM marketplace_earnedline GROUP BY earning_id) lines ON lines.earning_id = earned.id
 WHERE lines.goods <> earned.goods OR lines.off <> earned.own_discount
    OR lines.fee <> earned.commission OR lines.vat <> earned.withheld_vat
    OR lines.pit <> earned.withheld_pit
 ORDER BY sold.code
"""
"""Earnings that are not the sum of their lines."""


def earned_otherwise() -> Iterator[str]:
    """Every order that earned another sum than the ledger books, or than its lines say."""
    with connection.cursor() as cursor:
        cursor.execute(EARNED)
        for code, said, booked in cursor.fetchall():
            yield f"order {code}: earned {said}, the ledger books {booked}"
        cursor.execute(LINES)
        for (code,) in cursor.fetchall():
            yield f"order {code}: what it earned is not what its lines did"


def earned_unasked() -> Iterator[str]:
    """Every earning in the ledger of which nothing else is known, and of an order not over."""
    booked = LedgerTransaction.objects.filter(kind=Kind.EARNED)
    said = Earning.objects.annotate(key=Concat(Value("order:"), "order__code", Value(":earned")))
    known = said.filter(key=OuterRef("key"))
    for key in booked.filter(~Exists(known)).order_by("pk").values_list("key", flat=True):
        yield f"ledger {key}: no such earning"
    running = Q(order__completed_at__isnull=True) & ~Q(order__state=Order.State.REFUNDED)
    for code in (
        Earning.objects.filter(running).order_by("pk").values_list("order__code", flat=True)
    ):
        yield f"order {code}: earned, and is not over"


def paid_out_otherwise() -> Iterator[str]:
    """What is under way otherwise than payouts say, and payouts the ledger does not know."""
    under_way = Payout.objects.filter(state=Payout.State.UNDER_WAY)
    said = under_way.aggregate(n=Sum("amount"))["n"] or 0
    booked = -balance(chart.PAYOUTS_UNDER_WAY)
    if said != booked:
        yield f"payouts under way come to {said}, the ledger says {booked}"
    for state, step in ((Payout.State.PAID, "confirmed"), (Payout.State.RETURNED, "returned")):
        rows = Payout.objects.filter(state=state).annotate(
            key=Concat(Value("payout:"), Cast("pk", CharField()), Value(f":{step}"))
        )
        known = LedgerTransaction.objects.filter(key=OuterRef("key"))
        for pk in rows.filter(~Exists(known)).order_by("pk").values_list("pk", flat=True):
            yield f"payout {pk}: {state}, the ledger does not know it"


def months_otherwise() -> Iterator[str]:
    """Every kept month of a stall that is not what the ledger says of it."""
    for row in MoneyKept.objects.select_related("producer").order_by("pk"):
        kept = {one.begins_on: one for one in row.producer.money_months.all()}
        booked = statement.by_month(row.producer, Period(upto=row.upto))
        for month in sorted({*kept, *booked}):
            span = replace(month_from(month), upto=row.upto)
            said = months.sums(kept[month]) if month in kept else Sums()
            if said != statement.sums_of(row.producer, span):
                yield f"money of {row.producer} in {month:%Y-%m}: the ledger says otherwise"


def billed_otherwise() -> Iterator[str]:
    """Every bill that is paid and the ledger does not know as paid, or the other way round."""
    keyed = Concat(Value("bill:"), Cast("pk", CharField()), Value(":paid"))
    known = LedgerTransaction.objects.filter(key=OuterRef("key"))
    rows = Bill.objects.annotate(key=keyed, is_booked=Exists(known))
    odd = Q(paid_at__isnull=False, is_booked=False) | Q(paid_at__isnull=True, is_booked=True)
    for pk in rows.filter(odd).order_by("pk").values_list("pk", flat=True):
        yield f"bill {pk}: the ledger says otherwise whether it is paid"
