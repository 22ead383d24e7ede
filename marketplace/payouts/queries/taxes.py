"""What was withheld from whom: by month for the declaration, by year for a producer's certificate.

Read off earnings and, of what was owed back after them, off the ledger: taxes that went back are
netted in the period in which they did, so a period may come to less than nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import F, Sum
from django.utils.timezone import make_aware

from catalog.models import Producer
from marketplace.ledger import chart
from marketplace.ledger.models import Kind, LedgerTransaction
from marketplace.orders.models import RefundDue
from marketplace.payouts.models import Earning
from marketplace.payouts.queries.runs import PAYABLE
from marketplace.payouts.queries.statement import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

WITHHELD = (Producer.Kind.HOUSEHOLD, Producer.Kind.INDIVIDUAL)
AT_A_TIME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Đồng of turnover, of what was taken of it, and of commission."""

    turnover: int = 0
    vat: int = 0
    pit: int = 0
    commission: int = 0

    def __add__(self, more: Withheld) -> Withheld:
        return Withheld(
            turnover=self.turnover + more.turnover,
            vat=self.vat + more.vat,
            pit=self.pit + more.pit,
            commission=self.commission + more.commission,
        )


def month_from(day: date) -> Period:
    """The calendar month of a day, by the clock of Vietnam."""
    first = day.replace(day=1)
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return Period(since=_midnight(first), until=_midnight(after))


def months_of(year: int) -> list[Period]:
    """The twelve months of a year."""
    return [month_from(date(year, number, 1)) for number in range(1, 13)]


def declaration(period: Period) -> list[tuple[Producer, Withheld]]:
    """Of every household and individual from whom something was withheld, or went back."""
    found = taken(period)
    rows = Producer.objects.filter(pk__in=found, kind__in=WITHHELD).select_related(
        "commune", "province"
    )
    told = [(row, found[row.pk]) for row in rows.order_by("name", "pk")]
    return [(row, one) for row, one in told if one.vat or one.pit]


def commissions(period: Period) -> list[tuple[Producer, Withheld]]:
    """What the market is to invoice each producer for its service."""
    found = {pk: sums for pk, sums in taken(period).items() if sums.commission}
    rows = Producer.objects.filter(pk__in=found).order_by("name", "pk")
    return [(row, found[row.pk]) for row in rows]


def taken(period: Period, producer: Producer | None = None) -> dict[int, Withheld]:
    """By producer (key). Three queries, and one more for each five hundred refunds."""
    sums: defaultdict[int, Withheld] = defaultdict(Withheld)
    mine = Earning.objects.filter(earned_at__gte=period.since, earned_at__lt=period.until)
    if producer:
        mine = mine.filter(producer=producer)
    rows = mine.values_list("producer").order_by()
    for pk, *amounts in rows.annotate(
        turnover=Sum(F("goods") - F("own_discount")),
        vat=Sum("withheld_vat"),
        pit=Sum("withheld_pit"),
        fee=Sum("commission"),
    ):
        sums[pk] += _withheld(*amounts)
    for pk, back in _went_back(period, producer):
        sums[pk] += back
    return dict(sums)


def _withheld(turnover: int, vat: int, pit: int, commission: int) -> Withheld:
    return Withheld(turnover=turnover, vat=vat, pit=pit, commission=commission)


def _went_back(period: Period, producer: Producer | None) -> Iterator[tuple[int, Withheld]]:
    """Of goods that were owed back after they had been earned; nothing is taken of deliveries."""
    booked = _refunds(period, producer)
    after = 0
    while piece := list(booked.filter(pk__gt=after)[:AT_A_TIME]):
        dues = {int(one.key.split(":")[1]): one.amounts for one in piece}
        lines = RefundDue.objects.filter(pk__in=dues, line__isnull=False)
        for pk, of in lines.values_list("pk", "order__producer"):
            yield of, _back(dues[pk])
        after = piece[-1].pk


def _refunds(period: Period, producer: Producer | None) -> QuerySet[LedgerTransaction]:
    account = (
        {"legs__account__code": chart.payable(producer.pk)}
        if producer
        else {"legs__account__code__startswith": PAYABLE}
    )
    rows = LedgerTransaction.objects.filter(kind=Kind.REFUND_OWED, **account)
    return rows.filter(happened_at__gte=period.since, happened_at__lt=period.until).order_by("pk")


def _back(amounts: dict[str, int]) -> Withheld:
    """What the buyer gets and others need not bear, and what market and State give back of it."""
    taken_ = [
        amounts.get(code, 0) for code in (chart.VAT_WITHHELD, chart.PIT_WITHHELD, chart.COMMISSION)
    ]
    gone = -amounts[chart.BUYER_REFUND_DUE] - amounts.get(chart.PROMOTIONS, 0)
    return _withheld(-gone, *(-part for part in taken_))


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
