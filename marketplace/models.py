"""The market's tables, gathered for Django from the slices that own them."""

from marketplace.cart.models import Cart, CartLine, Dropped
from marketplace.delivery.models import Tariff
from marketplace.fees.models import Rate
from marketplace.orders.models import (
    Allocation,
    Line,
    Order,
    OrderGroup,
    PackedItem,
    Parcel,
    Preorder,
    RecalledLine,
    RecallLetter,
    RefundDue,
)
from marketplace.payments.models import Notice, Payment
from marketplace.selling.models import PlannedLot, SoldWeek, Terms
from marketplace.wishes.models import Wish

__all__ = [
    "Allocation",
    "Cart",
    "CartLine",
    "Dropped",
    "Line",
    "Notice",
    "Order",
    "OrderGroup",
    "PackedItem",
    "Parcel",
    "Payment",
    "PlannedLot",
    "Preorder",
    "Rate",
    "RecallLetter",
    "RecalledLine",
    "RefundDue",
    "SoldWeek",
    "Tariff",
    "Terms",
    "Wish",
]
