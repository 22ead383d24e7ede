"""What a buyer is owed back: written down here and nowhere else, and never more than was paid."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from marketplace.orders.actions.booking import book_owed
from marketplace.orders.models import RefundDue

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.models import Line, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why something is owed back, by a ``key`` of which an order knows each once.

    A recall (and the lot) or a planned lot is named by its own key.
    """

    reason: RefundDue.Reason
    key: str
    recall_id: int | None = None
    planned_id: int | None = None
    lot_id: int | None = None


@transaction.atomic(savepoint=False)
def owe(
    *,
    order: Order,
    amount: int,
    cause: Cause,
    at: datetime,
    line: Line | None = None,
    packs: int = 0,
) -> RefundDue | None:
    """So many đồng of a line, or without one of the delivery fee, are owed back.

    The caller has locked the order. What was owed before is taken off what was paid: ``amount``
    becomes at most what is left, and nothing is written (None) when nothing is.
    """
    known = RefundDue.objects.filter(order=order, key=cause.key).first()
    if known is not None:
        return known
    due = min(amount, left(order=order, line=line))
    if due <= 0:
        return None
    made = RefundDue.objects.create(
        **asdict(cause), order=order, line=line, packs=packs, amount=due, prepared_at=at
    )
    book_owed(dues=RefundDue.objects.filter(pk=made.pk))
    return made


def owe_packs(*, line: Line, packs: int, cause: Cause, at: datetime) -> RefundDue | None:
    """What was paid for so many packs of a line; as :func:`owe`."""
    gone = line.refunds_due.aggregate(n=Sum("packs"))["n"] or 0
    amount = line.paid_for(packs, after=min(gone, line.quantity - packs))
    return owe(order=line.order, amount=amount, cause=cause, at=at, line=line, packs=packs)


def owe_delivery(*, order: Order, cause: Cause, at: datetime) -> RefundDue | None:
    """The delivery fee of an order that brings nothing, once; as :func:`owe`."""
    return owe(order=order, amount=order.delivery_paid, cause=cause, at=at)


def left(*, order: Order, line: Line | None) -> int:
    """Đồng of a line, or of the delivery fee, that were paid and are not owed back yet."""
    paid = order.delivery_paid if line is None else line.paid
    return paid - (order.refunds_due.filter(line=line).aggregate(n=Sum("amount"))["n"] or 0)
