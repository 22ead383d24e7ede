"""Under which keys the ledger knows an order's money: whoever books or looks it up says these."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.orders.models import Order, OrderGroup, RefundDue


def paid(group: OrderGroup) -> str:
    """All the money of a checkout came."""
    return f"group:{group.code}:paid"


def paid_alone(order: Order) -> str:
    """The money of one order came by itself, straight to its producer."""
    return f"order:{order.code}:paid"


def earned(order: Order) -> str:
    """What an order brings belongs to its producer."""
    return f"order:{order.code}:earned"


def owed(due: RefundDue) -> str:
    """Something of an order is owed back to its buyer."""
    return f"owed:{due.pk}"
