"""A day at the stall: what was sold, what money came, what is still open; as the ledger has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from marketplace.ledger import chart
from marketplace.ledger.models import Leg
from marketplace.orders import keys
from marketplace.orders.models import Line, Order, RefundDue
from marketplace.payments.models import Payment, Receipt
from marketplace.payments.queries import midnight

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from catalog.models import Producer

A_DAY = timedelta(days=1)


class Sold(NamedTuple):
    """So many packs of one kind, for so many đồng after what was taken off."""

    name: str
    packs: int
    amount: int


class BySeller(NamedTuple):
    name: str
    sales: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """``total`` đồng of what was paid that day; ``off`` was taken off listed prices before.

    ``seen`` is the money of these sales, ``excess`` what of it buyers sent too much, ``owed_back``
    what of the sales has gone back, or will. ``booked`` is what the ledger keeps of them.
    """

    on: date
    rows: list[Sold]
    sellers: list[BySeller]
    sales: int
    total: int
    off: int
    seen: int
    excess: int
    owed_back: int
    booked: int
    waiting: list[Order]

    @property
    def agrees(self) -> bool:
        """Whether sales, money and ledger say the same."""
        return self.total == self.booked == self.seen - self.excess

    @property
    def packs(self) -> int:
        return sum(row.packs for row in self.rows)


def day(producer: Producer, on: date) -> Day:
    """What was paid at a stall on one day of Vietnam. Eight queries, however many sales."""
    begins, ends = midnight(on), midnight(on + A_DAY)
    mine = Order.objects.at_stalls().filter(producer=producer)
    paid = mine.filter(paid_at__gte=begins, paid_at__lt=ends)
    open_ = mine.filter(
        state=Order.State.AWAITING_PAYMENT, group__placed_at__gte=begins, group__placed_at__lt=ends
    )
    orders = list(paid.select_related("group"))
    seen, excess = _money(paid)
    return Day(
        on=on,
        rows=_rows(paid),
        sellers=_sellers(paid),
        sales=len(orders),
        total=sum(order.total for order in orders),
        off=sum(order.goods_discount for order in orders),
        seen=seen,
        excess=excess,
        owed_back=_owed(paid),
        booked=_booked(producer, orders),
        waiting=list(open_.select_related("group").order_by("pk")),
    )


def _rows(paid: QuerySet[Order]) -> list[Sold]:
    lines = Line.objects.filter(order__in=paid).order_by("name").values_list("name")
    summed: Any = lines.annotate(n=Sum("quantity"), amount=Sum(F("total") - F("discount")))
    return [Sold(*row) for row in summed]


def _sellers(paid: QuerySet[Order]) -> list[BySeller]:
    people = paid.order_by("seller__full_name").values_list("seller__full_name")
    return [BySeller(*row) for row in people.annotate(Count("pk"), Sum("total"))]


def _money(paid: QuerySet[Order]) -> tuple[int, int]:
    """Đồng that came for these sales, and what of it was too much."""
    payments = Payment.objects.filter(
        Q(order__in=paid) | Q(order__isnull=True, group__orders__in=paid), state=Payment.State.PAID
    )
    came = Receipt.objects.filter(payment__in=payments, state=Receipt.State.TAKEN)
    sums = came.aggregate(n=Coalesce(Sum("amount"), 0), over=Coalesce(Sum("excess"), 0))
    return sums["n"], sums["over"]


def _owed(paid: QuerySet[Order]) -> int:
    dues = RefundDue.objects.filter(order__in=paid)
    return int(dues.aggregate(n=Coalesce(Sum("amount"), 0))["n"])


def _booked(producer: Producer, orders: list[Order]) -> int:
    """What the ledger took into escrow when these were paid: together, or each alone."""
    named = [key for one in orders for key in (keys.paid(one.group), keys.paid_alone(one))]
    legs = Leg.objects.filter(transaction__key__in=named, account__code=chart.escrow(producer.pk))
    return -int(legs.aggregate(n=Coalesce(Sum("amount"), 0))["n"])
