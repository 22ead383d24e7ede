"""A producer's statement, read off the ledger: every đồng from sale to bank, in turn.

What is shown is the account ``payable:<producer>`` itself, leg by leg; of what was earned the lines
of the order are told, of everything else the transaction's own legs. Read in pieces, so that a
hundred thousand lines take no more memory than five hundred.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import CharField, Count, Exists, Max, Min, OuterRef, Sum, Value
from django.db.models.functions import Cast, Concat, TruncMonth
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from marketplace.ledger import chart
from marketplace.ledger.models import Kind, LedgerTransaction, Leg
from marketplace.orders.models import RefundDue
from marketplace.payouts.files.rows import Row, Sums
from marketplace.payouts.models import EarnedLine, Earning, Payout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import QuerySet

    from catalog.models import Producer

    _Line = tuple[Any, ...]  # as LINE names them

AT_A_TIME = 500
PAYOUTS = {Kind.PAYOUT_STARTED, Kind.PAYOUT_RETURNED}


BOOKED = (
    "transaction",
    "transaction__key",
    "transaction__kind",
    "transaction__amounts",
    "transaction__happened_at",
)
LINE = (
    *("line__quantity", "line__name", "goods"),
    *("own_discount", "commission", "withheld_vat", "withheld_pit"),
)


class Booked(NamedTuple):
    """A transaction of the ledger; ``amounts`` are its legs by account, debits positive."""

    pk: int
    key: str
    kind: str
    amounts: dict[str, int]
    at: datetime


class Extent(NamedTuple):
    """How many transactions there are, and between which keys; 0, 0, 0 where there are none."""

    booked: int
    first: int
    last: int


class _Earned(NamedTuple):
    code: str
    delivery: int
    amount: int


class _Words(NamedTuple):
    """Looked up once for many rows."""

    sale: str
    delivery: str
    straight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a moment to just before another; without one, from the beginning or to the end.

    ``after`` and ``upto`` are keys of transactions, where only some of the ledger are looked at.
    """

    since: datetime | None = None
    until: datetime | None = None
    after: int = 0
    upto: int | None = None

    @property
    def is_part(self) -> bool:
        return bool(self.after) or self.upto is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a period came to: what was owed before, what was added, what is owed after."""

    before: int
    sums: Sums

    @property
    def after(self) -> int:
        return self.before + self.sums.amount

    @property
    def owes(self) -> int:
        """What the producer owes the market after it, and not the other way round."""
        return max(0, -self.after)


def balance(producer: Producer, period: Period) -> int:
    """Đồng that the producer may be paid; less than 0, what it owes after refunds."""
    return _sum(_legs(producer, period))


def overview(producer: Producer, period: Period) -> Overview:
    """The sums of a period, without reading its lines. Seven queries at most."""
    before = replace(period, since=None, until=period.since)
    owed = _sum(_legs(producer, before)) if period.since else 0
    return Overview(before=owed, sums=sums_of(producer, period))


def extent(producer: Producer, period: Period) -> Extent:
    """One query."""
    found = _legs(producer, period).aggregate(
        booked=Count("pk"), first=Min("transaction"), last=Max("transaction")
    )
    return Extent(found["booked"], found["first"] or 0, found["last"] or 0)


def by_month(producer: Producer, period: Period) -> dict[date, int]:
    """What was added to what the producer is owed, by the first day of the month. One query."""
    rows = _legs(producer, period).annotate(month=TruncMonth("transaction__happened_at"))
    sums = rows.values_list("month").annotate(n=Sum("amount"))
    return {localdate(month): -n for month, n in sums.order_by("month")}


def sums_of(producer: Producer, period: Period) -> Sums:
    """What is in a period, by what it is for."""
    legs = _legs(producer, period)
    own = chart.payable(producer.pk)
    beside = Leg.objects.filter(transaction__in=legs.values("transaction")).order_by()
    by = list(beside.values_list("transaction__kind", "account__code").annotate(n=Sum("amount")))
    sums = Sums()
    for kind in {kind for kind, _code, _n in by}:
        amounts = {code: n for of, code, n in by if of == kind}
        if kind == Kind.EARNED:
            whole = _earned_sums(producer, period, legs)
            sums += replace(whole, straight=-amounts[own] - whole.amount)
        else:
            sums += _told(kind, amounts, own)
    if any(kind == Kind.REFUND_OWED for kind, _code, _n in by):
        freight = _freight_back(producer, legs)
        sums = replace(sums, goods=sums.goods - freight, delivery=sums.delivery + freight)
    return sums


def rows(producer: Producer, period: Period) -> Iterator[Row]:
    """Every line of the period, the oldest first, with what is owed after it.

    What is booked while this is read is not in it.
    """
    legs = _legs(producer, period).order_by("transaction")
    last = legs.aggregate(n=Max("transaction"))["n"] or 0
    owed = _sum(_legs(producer, Period(until=period.since))) if period.since else 0
    after = 0
    while piece := list(_piece(legs, after, last)):
        for row in told(producer, piece):
            owed += row.sums.amount
            yield replace(row, balance=owed)
        after = piece[-1].pk


def latest(producer: Producer, period: Period) -> QuerySet[Leg, int]:
    """The keys of what was booked in a period, the newest first: an index tells them alone."""
    legs = _legs(producer, period).order_by("-transaction")
    return legs.values_list("transaction_id", flat=True)


def booked_under(keys: Iterable[int]) -> list[Booked]:
    """The transactions of these keys, the newest first. One query."""
    rows = LedgerTransaction.objects.filter(pk__in=list(keys)).order_by("-pk")
    return [Booked(*one) for one in rows.values_list("pk", "key", "kind", "amounts", "happened_at")]


def told(producer: Producer, booked: Sequence[Booked]) -> Iterator[Row]:
    """The lines of these transactions, in their order. Five queries at most."""
    earnings, payouts, dues = _earnings(booked), _payouts(booked), _dues(booked)
    own, lines = chart.payable(producer.pk), _lines(booked)
    words = _Words(
        sale=_("bán hàng"), delivery=_("tiền giao hàng"), straight=_("người mua trả thẳng")
    )
    for one in booked:
        if one.key in earnings:
            yield from _of_earning(one, -one.amounts[own], earnings[one.key], lines, words)
            continue
        sums, code, about = _told(one.kind, one.amounts, own), "", ""
        if due := dues.get(one.key):
            code, about = due.order.code, str(due.line or words.delivery)
            if due.line is None:
                sums = replace(sums, goods=0, delivery=sums.goods)
        elif payout := payouts.get(one.key):
            code, about = payout.run.code, _of_payout(payout)
        yield Row(at=one.at, what=str(Kind(one.kind).label), code=code, words=about, sums=sums)


def _piece(legs: QuerySet[Leg], after: int, last: int) -> Iterator[Booked]:
    found = legs.filter(transaction__gt=after, transaction__lte=last).values_list(*BOOKED)
    return (Booked(*one) for one in found[:AT_A_TIME])


def _legs(producer: Producer, period: Period) -> QuerySet[Leg]:
    legs = Leg.objects.filter(account__code=chart.payable(producer.pk))
    if period.since:
        legs = legs.filter(transaction__happened_at__gte=period.since)
    if period.until:
        legs = legs.filter(transaction__happened_at__lt=period.until)
    if period.after:
        legs = legs.filter(transaction__gt=period.after)
    if period.upto is not None:
        legs = legs.filter(transaction__lte=period.upto)
    return legs.order_by()


def _sum(legs: QuerySet[Leg]) -> int:
    """What the producer is owed: a liability, so its credits."""
    return -(legs.aggregate(n=Sum("amount"))["n"] or 0)


def _earned_sums(producer: Producer, period: Period, legs: QuerySet[Leg]) -> Sums:
    """Of all earnings of the period together; they are booked at the moment they are earned."""
    mine = Earning.objects.filter(producer=producer)
    if period.since:
        mine = mine.filter(earned_at__gte=period.since)
    if period.until:
        mine = mine.filter(earned_at__lt=period.until)
    if period.is_part:
        mine = _booked_by(mine, legs.filter(transaction__kind=Kind.EARNED))
    names = ("goods", "own_discount", "commission", "withheld_vat", "withheld_pit", "delivery")
    n = mine.aggregate(**{name: Sum(name, default=0) for name in names})
    return Sums(
        goods=n["goods"],
        discount=-n["own_discount"],
        commission=-n["commission"],
        vat=-n["withheld_vat"],
        pit=-n["withheld_pit"],
        delivery=n["delivery"],
    )


def _booked_by(earnings: QuerySet[Earning], legs: QuerySet[Leg]) -> QuerySet[Earning]:
    """Those that these legs book. One query."""
    at = "transaction__happened_at"
    span = legs.aggregate(first=Min(at), last=Max(at))
    near = earnings.filter(earned_at__gte=span["first"], earned_at__lte=span["last"])
    keyed = near.annotate(told=Concat(Value("order:"), "order__code", Value(":earned")))
    return keyed.filter(told__in=legs.values("transaction__key"))


def _freight_back(producer: Producer, legs: QuerySet[Leg]) -> int:
    """What of the refunds was for deliveries (less than 0), of which nothing is taken."""
    dues = RefundDue.objects.filter(order__producer=producer, line__isnull=True)
    keyed = dues.annotate(told=Concat(Value("owed:"), Cast("pk", CharField())))
    booked = keyed.filter(told=OuterRef("transaction__key"))
    return _sum(legs.filter(Exists(booked), transaction__kind=Kind.REFUND_OWED))


def _told(kind: str, amounts: dict[str, int], own: str) -> Sums:
    """What a transaction's legs say: what was given back of commission and taxes, and the rest."""
    owed = -amounts[own]
    if kind in PAYOUTS:
        return Sums(paid_out=owed)
    if kind == Kind.COMMISSION_PAID:
        return Sums(fee_paid=owed)
    if kind != Kind.REFUND_OWED:
        return Sums(other=owed)
    back = {
        "commission": amounts.get(chart.COMMISSION, 0),
        "vat": amounts.get(chart.VAT_WITHHELD, 0),
        "pit": amounts.get(chart.PIT_WITHHELD, 0),
    }
    return Sums(goods=owed - sum(back.values()), **back)


def _of_earning(
    booked: Booked, owed: int, earning: _Earned, lines: dict[str, list[_Line]], words: _Words
) -> Iterator[Row]:
    """Each line that was not owed back whole, then the delivery."""
    code = earning.code
    for quantity, name, *amounts in lines.get(code, []):
        if amounts[0]:
            sums = _of_line(*amounts)
            yield Row(
                at=booked.at, what=words.sale, code=code, words=f"{quantity} × {name}", sums=sums
            )
    if earning.delivery:
        sums = Sums(delivery=earning.delivery)
        yield Row(at=booked.at, what=words.delivery, code=code, words="", sums=sums)
    if owed != earning.amount:
        sums = Sums(straight=owed - earning.amount)
        yield Row(at=booked.at, what=words.straight, code=code, words="", sums=sums)


def _of_line(goods: int, discount: int, commission: int, vat: int, pit: int) -> Sums:
    return Sums(goods=goods, discount=-discount, commission=-commission, vat=-vat, pit=-pit)


def _of_payout(payout: Payout) -> str:
    """To which account, under which number of the bank's."""
    told = payout.return_reference if payout.state == Payout.State.RETURNED else payout.reference
    return " · ".join(filter(None, (payout.account.masked, told, payout.words)))


def _codes(booked: Iterable[Booked]) -> list[str]:
    return [one.key.split(":")[1] for one in booked if one.kind == Kind.EARNED]


def _earnings(booked: Sequence[Booked]) -> dict[str, _Earned]:
    codes = _codes(booked)
    rows = Earning.objects.filter(order__code__in=codes) if codes else Earning.objects.none()
    found = rows.values_list("order__code", "delivery", "amount")
    return {f"order:{one[0]}:earned": _Earned(*one) for one in found}


def _lines(booked: Sequence[Booked]) -> dict[str, list[_Line]]:
    """By the code of their order."""
    codes, found = _codes(booked), defaultdict(list)
    if codes:
        rows = EarnedLine.objects.filter(earning__order__code__in=codes).order_by("pk")
        for code, *told_ in rows.values_list("earning__order__code", *LINE):
            found[code].append(tuple(told_))
    return found


def _payouts(booked: Iterable[Booked]) -> dict[str, Payout]:
    keys = {one.key: int(one.key.split(":")[1]) for one in booked if one.kind in PAYOUTS}
    if not keys:
        return {}
    rows = Payout.objects.select_related("run", "account").in_bulk(set(keys.values()))
    return {key: rows[pk] for key, pk in keys.items()}


def _dues(booked: Iterable[Booked]) -> dict[str, RefundDue]:
    keys = {one.key: int(one.key.split(":")[1]) for one in booked if one.kind == Kind.REFUND_OWED}
    if not keys:
        return {}
    rows = RefundDue.objects.select_related("order", "line").in_bulk(set(keys.values()))
    return {key: rows[pk] for key, pk in keys.items()}
