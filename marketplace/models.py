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
    RecalledLine,
    RecallLetter,
    RefundDue,
)
from marketplace.payments.models import Notice, Payment

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
    "Rate",
    "RecallLetter",
    "RecalledLine",
    "RefundDue",
    "Tariff",
]
