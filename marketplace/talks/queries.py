"""What was said about an order, until when more may be, and what is not read yet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, When

from marketplace.talks.models import Remark, Side, TalkSide

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from catalog.models import Producer
    from marketplace.orders.models import Order, OrderGroup

AFTERWARDS = timedelta(days=7)
"""So long two people may speak of an order that was given up or paid back."""
SHOWN = 50


class Talk(NamedTuple):
    """The last remarks, the oldest first; ``earlier`` is the key before which there are more."""

    remarks: list[Remark]
    earlier: int | None


def closes_at(order: Order) -> datetime | None:
    """The last moment at which something may be written; None while it cannot be known yet."""
    return order.closed_at + AFTERWARDS if order.closed_at else order.claimable_until


def is_open(order: Order, *, at: datetime) -> bool:
    """From the money's coming until nothing can be claimed any more; while it is, always."""
    if order.paid_at is None or order.completed_at is not None:
        return False
    ends = closes_at(order)
    return ends is None or at < ends or order.disputed_at is not None


def talk_of(order: Order, *, before: int | None = None) -> Talk:
    """Two queries."""
    said = Remark.objects.filter(order=order).prefetch_related("photos").order_by("-pk")
    if before is not None:
        said = said.filter(pk__lt=before)
    found = list(said[: SHOWN + 1])
    shown = found[:SHOWN]
    return Talk(remarks=shown[::-1], earlier=shown[-1].pk if len(found) > SHOWN else None)


def unread_of(orders: Iterable[Order], side: Side) -> dict[int, int]:
    """How many remarks this side has not read, by the key of the order. One query."""
    rows = TalkSide.objects.filter(order__in=list(orders), side=side, unread__gt=0).order_by()
    return dict(rows.values_list("order", "unread"))


def unread_in(group: OrderGroup) -> dict[int, int]:
    """The same for the buyer of a whole checkout. One query."""
    rows = TalkSide.objects.filter(order__group=group, side=Side.BUYER, unread__gt=0).order_by()
    return dict(rows.values_list("order", "unread"))


def talks_at(producer: Producer) -> QuerySet[TalkSide]:
    """A stall's talks: what is not read first, then the latest."""
    mine = TalkSide.objects.filter(order__producer=producer, side=Side.STALL)
    is_read = Case(When(unread__gt=0, then=0), default=1)
    return mine.select_related("order").order_by(is_read, "-spoken_at", "-pk")


def waiting() -> QuerySet[TalkSide]:
    """What stalls have not read, for counts."""
    return TalkSide.objects.filter(side=Side.STALL, unread__gt=0)
