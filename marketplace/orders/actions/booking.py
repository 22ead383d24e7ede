"""What is owed back, in the ledger: booked when it is written down, whoever writes it.

Before an order is earned it comes out of what is kept for its producer. Afterwards the producer
gives it back, less what the market and the State had taken of it: their parts go back with it, in
the proportion that is frozen on the line. The parts are taken one after the other
(``chart.part``), so that of a line that goes back whole nothing stays anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery, Sum

from marketplace.ledger import chart
from marketplace.ledger.actions import Entry, post_all
from marketplace.ledger.models import Kind
from marketplace.ledger.queries import posted
from marketplace.orders import keys
from marketplace.orders.models import RefundDue, VoucherUse
from marketplace.vouchers.models import Voucher

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from marketplace.orders.models import Line, Order


def book_owed(*, dues: QuerySet[RefundDue]) -> int:
    """Book these sums, each once; says how many. Their orders are locked by whoever owes them.

    Money that the ledger never saw come is not in it and cannot leave it: such an order is named
    by ``manage.py verify``.
    """
    found = list(_in_full(dues))
    known = posted({key for due in found for key in _keys(due.order)})
    entries = [
        Entry(
            key=keys.owed(due),
            kind=Kind.REFUND_OWED,
            legs=_legs(
                due,
                is_earned=keys.earned(due.order) in known,
                is_straight=keys.paid_alone(due.order) in known,
            ),
            at=due.prepared_at,
        )
        for due in found
        if known & _paid_keys(due.order)
    ]
    return len(post_all(entries)) if entries else 0


def _in_full(dues: QuerySet[RefundDue]) -> QuerySet[RefundDue]:
    """With what was owed of the same line before, and who bears what was off the delivery."""
    before = RefundDue.objects.filter(line=OuterRef("line"), pk__lt=OuterRef("pk")).values("line")
    freight = VoucherUse.objects.filter(group=OuterRef("order__group"), kind="freight")
    return (
        dues.select_related("order__group", "line")
        .annotate(
            before=Subquery(before.annotate(n=Sum("amount")).values("n")),
            freight_bearer=Subquery(freight.values("bearer")[:1]),
        )
        .order_by("pk")
    )


def _keys(order: Order) -> set[str]:
    return {keys.earned(order), *_paid_keys(order)}


def _paid_keys(order: Order) -> set[str]:
    return {keys.paid(order.group), keys.paid_alone(order)}


def _legs(due: RefundDue, *, is_earned: bool, is_straight: bool) -> dict[str, int]:
    """Paid straight, it is the producer who owes it to the buyer, and gets its parts back."""
    order, owed = due.order, (chart.BUYER_REFUND_DUE, -due.amount)
    if not is_earned:
        return chart.legs((chart.escrow(order.producer_id), due.amount), owed)
    back = _of_delivery(due) if due.line is None else _of_line(due, due.line)
    parts = sum(amount for _code, amount in back)
    payable = chart.payable(order.producer_id)
    if is_straight:
        theirs = (chart.seller_direct(order.producer_id), due.amount)
        return chart.legs(theirs, (payable, -parts), *back, owed)
    return chart.legs((payable, due.amount - parts), *back, owed)


def _of_line(due: RefundDue, line: Line) -> list[tuple[str, int]]:
    """What the market and the State give back, and what the market need not give any more."""

    def part(whole: int) -> int:
        return chart.part(whole, of=line.paid, after=due.before or 0, more=due.amount)  # type: ignore[attr-defined]  # _in_full

    return [
        (chart.COMMISSION, part(line.commission)),
        (chart.VAT_WITHHELD, part(line.withheld_vat)),
        (chart.PIT_WITHHELD, part(line.withheld_pit)),
        (chart.PROMOTIONS, -part(line.discount - line.own_discount)),
    ]


def _of_delivery(due: RefundDue) -> list[tuple[str, int]]:
    """Nothing is taken of a delivery fee; yet somebody else may have borne a part of it."""
    if due.freight_bearer in {None, Voucher.Bearer.PRODUCER}:  # type: ignore[attr-defined]  # _in_full
        return []
    order = due.order
    borne = chart.part(order.delivery_discount, of=order.delivery_paid, after=0, more=due.amount)
    return [(chart.PROMOTIONS, -borne)]
