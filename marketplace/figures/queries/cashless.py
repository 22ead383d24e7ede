"""How people paid, month by month: one statement, whatever the number of orders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count, F, FilteredRelation, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from marketplace.orders.models import Order
from marketplace.payments.models import Payment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from accounts.models import User

MONTHS = 24
"""So far back one looks: a year, and the year before it."""

YEAR = 12
TRANSFER, CARD, WALLET, OTHER, CASH = "transfer", "card", "wallet", "other", "cash"
WAYS = {
    TRANSFER: _("Chuyển khoản VietQR"),
    CARD: _("Thẻ"),
    WALLET: _("Ví điện tử"),
    OTHER: _("Cổng khác"),
    CASH: _("Không qua cổng nào"),
}
OF_GATEWAY = {
    "vietqr": TRANSFER,
    "sandbox": TRANSFER,
    "stripe": CARD,
    "momo": WALLET,
    "zalopay": WALLET,
    "viettel": WALLET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """So many paid orders worth so many đồng."""

    orders: int = 0
    value: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(orders=self.orders + other.orders, value=self.value + other.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month's sums by way of paying; ``before``: those of the same month a year earlier."""

    begins_on: date
    ways: dict[str, Sums] = field(default_factory=dict)
    before: Sums = field(default_factory=Sums)

    @property
    def all(self) -> Sums:
        return sum(self.ways.values(), Sums())

    @property
    def cashless(self) -> Sums:
        return sum((sums for way, sums in self.ways.items() if way != CASH), Sums())

    @property
    def share(self) -> float | None:
        """Percent of its orders that were paid without cash."""
        return _percent(self.cashless.orders, self.all.orders)

    @property
    def growth(self) -> float | None:
        """Percent by which the value paid without cash grew within a year."""
        return _grown(self.cashless.value, self.before.value)


def seen_by(user: User) -> QuerySet[Order]:
    """Paid orders that somebody's figures are made of: an officer's area, an operator's all."""
    paid = Order.objects.filter(paid_at__isnull=False)
    if user.is_staff:
        return paid
    return paid.filter(producer__in=Producer.objects.overseen_by(user))


def months(orders: QuerySet[Order], *, until: date) -> list[Month]:
    """The last twelve months with what their year before was. One statement."""
    last = until.replace(day=1)
    wanted = [_months_before(last, n) for n in reversed(range(MONTHS))]
    found: dict[date, dict[str, Sums]] = {}
    for begins_on, gateway, n, value in _sums(orders, wanted[0]):
        way = OF_GATEWAY.get(gateway, OTHER) if gateway else CASH
        month = found.setdefault(begins_on, {})
        month[way] = month.get(way, Sums()) + Sums(orders=n, value=value)
    whole = [Month(begins_on=on, ways=found.get(on, {})) for on in wanted]
    years = zip(whole[:YEAR], whole[YEAR:], strict=True)
    return [
        Month(begins_on=now.begins_on, ways=now.ways, before=was.cashless) for was, now in years
    ]


def year_of(rows: Iterable[Month]) -> Month:
    """Twelve months as one."""
    rows = list(rows)
    ways: dict[str, Sums] = {}
    for row in rows:
        for way, sums in row.ways.items():
            ways[way] = ways.get(way, Sums()) + sums
    before = sum((row.before for row in rows), Sums())
    return Month(begins_on=rows[0].begins_on, ways=ways, before=before)


def _sums(orders: QuerySet[Order], since: date) -> Iterator[tuple[date, str | None, int, int]]:
    """Month, gateway (None without one), number and đồng; an order is paid by one payment."""
    of_order = Q(group__payments__state=Payment.State.PAID) & (
        Q(group__payments__order__isnull=True) | Q(group__payments__order=F("pk"))
    )
    by_payment = orders.filter(paid_at__gte=make_aware(datetime.combine(since, time()))).annotate(
        with_money=FilteredRelation("group__payments", condition=of_order),
        month=TruncMonth("paid_at"),
    )
    rows = by_payment.order_by().values_list("month", "with_money__gateway")
    for month, gateway, n, value in rows.annotate(Count("pk"), Sum("total")):
        yield month.date(), gateway, n, value


def _months_before(month: date, number: int) -> date:
    whole = month.year * YEAR + month.month - 1 - number
    return date(whole // YEAR, whole % YEAR + 1, 1)


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _grown(now: int, before: int) -> float | None:
    return round(100 * (now - before) / before, 1) if before else None
