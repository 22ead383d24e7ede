"""Producers earn what was delivered, once nobody may claim it any more.

The clock looks for orders that are over and have not been booked, so that one which a crash left
behind is found at the next beat; an order is earned once (one row each, one key in the ledger).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import Error, transaction
from django.db.models import Exists, OuterRef, Q, Sum, Value
from django.db.models.functions import Concat

from marketplace.ledger import chart
from marketplace.ledger.actions import Overdrawn, post
from marketplace.ledger.models import Kind, LedgerTransaction
from marketplace.orders import keys
from marketplace.orders.actions import states
from marketplace.orders.models import Order, RefundDue, VoucherUse
from marketplace.payments.models import Payment
from marketplace.payouts.models import EarnedLine, Earning
from marketplace.payouts.sums import Freight, Kept, Sold, Whole, earned
from marketplace.vouchers.models import Voucher

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from marketplace.orders.models import Line

MOST_AT_ONCE = 500
log = logging.getLogger(__name__)


def earn_due(*, at: datetime) -> int:
    """Book every order that is over and was not booked yet; says how many were."""
    keys = list(over().order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(_try(key, at) for key in keys)


def over() -> QuerySet[Order]:
    """Paid orders that are complete, or given back, and not booked.

    Of which the ledger never saw the money, nothing can be earned: ``manage.py verify`` names them.
    """
    ended = Q(completed_at__isnull=False) | Q(state=Order.State.REFUNDED)
    orders = Order.objects.filter(ended, earning__isnull=True, paid_at__isnull=False)
    whole = Concat(Value("group:"), OuterRef("group__code"), Value(":paid"))
    alone = Concat(Value("order:"), OuterRef("code"), Value(":paid"))
    came = LedgerTransaction.objects.filter(Q(key=whole) | Q(key=alone))
    return orders.filter(Exists(came))


def _try(key: int, at: datetime) -> bool:
    """One that fails is left for the next time and stands in nobody's way."""
    try:
        return _earn(key, at)
    except (Error, Overdrawn):
        log.exception("an order was not booked as earned; it will be tried again")
        return False


@transaction.atomic
def _earn(key: int, at: datetime) -> bool:
    """Look again under the lock of its checkout, which every refund takes too."""
    order = states.lock_order(Order.objects.select_related("group").get(pk=key))
    if not over().filter(pk=key).exists():
        return False
    lines = list(order.lines.order_by("pk"))
    whole = work_out(order, lines)
    _write(order, lines, whole, at)
    is_straight = Payment.objects.filter(order=order, state=Payment.State.PAID).exists()
    if legs := chart.legs(*_legs(order.producer_id, whole.all, is_straight=is_straight)):
        post(key=keys.earned(order), kind=Kind.EARNED, legs=legs, at=at)
    return True


def work_out(order: Order, lines: list[Line]) -> Whole:
    """What is the producer's of an order, once what is owed back is taken off."""
    rows = RefundDue.objects.filter(order=order).values_list("line").order_by()
    back = dict(rows.annotate(n=Sum("amount")))
    own = VoucherUse.objects.filter(
        group=order.group_id, kind=Voucher.Kind.FREIGHT, bearer=Voucher.Bearer.PRODUCER
    )
    freight = Freight(
        fee=order.delivery_fee,
        discount=order.delivery_discount,
        is_own=bool(order.delivery_discount) and own.exists(),
        back=back.get(None, 0),
    )
    return earned([_sold(line, back.get(line.pk, 0)) for line in lines], freight)


def _sold(line: Line, back: int) -> Sold:
    return Sold(
        total=line.total,
        discount=line.discount,
        own_discount=line.own_discount,
        commission=line.commission,
        vat=line.withheld_vat,
        pit=line.withheld_pit,
        back=back,
    )


def _write(order: Order, lines: list[Line], whole: Whole, at: datetime) -> None:
    row = Earning.objects.create(
        order=order,
        producer_id=order.producer_id,
        delivery=whole.all.delivery,
        promotion=whole.all.promotion,
        amount=whole.all.amount,
        earned_at=at,
        **_columns(whole.all),
    )
    EarnedLine.objects.bulk_create(
        EarnedLine(earning=row, line=line, **_columns(part))
        for line, part in zip(lines, whole.lines, strict=True)
    )


def _columns(part: Kept) -> dict[str, int]:
    return {
        "goods": part.goods,
        "own_discount": part.own_discount,
        "commission": part.commission,
        "withheld_vat": part.vat,
        "withheld_pit": part.pit,
    }


def _legs(producer: int, whole: Kept, *, is_straight: bool) -> list[tuple[str, int]]:
    """Out of what was kept for the buyer, and of what others pay for it; to whom.

    Paid straight to the producer, all of the buyer's money is there already:
    what is left is what the two owe one another.
    """
    straight = whole.paid if is_straight else 0
    return [
        (chart.escrow(producer), whole.paid),
        (chart.PROMOTIONS, whole.promotion),
        (chart.COMMISSION, -whole.commission),
        (chart.VAT_WITHHELD, -whole.vat),
        (chart.PIT_WITHHELD, -whole.pit),
        (chart.seller_direct(producer), -straight),
        (chart.payable(producer), straight - whole.amount),
    ]
