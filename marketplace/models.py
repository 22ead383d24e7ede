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
from marketplace.voices.models import (
    Contact,
    Hiding,
    HidingReason,
    Question,
    Review,
    ReviewPhoto,
    Wording,
)
from marketplace.wishes.models import Wish

__all__ = [
    "Allocation",
    "Cart",
    "CartLine",
    "Contact",
    "Dropped",
    "Hiding",
    "HidingReason",
    "Line",
    "Notice",
    "Order",
    "OrderGroup",
    "PackedItem",
    "Parcel",
    "Payment",
    "PlannedLot",
    "Preorder",
    "Question",
    "Rate",
    "RecallLetter",
    "RecalledLine",
    "RefundDue",
    "Review",
    "ReviewPhoto",
    "SoldWeek",
    "Tariff",
    "Terms",
    "Wish",
    "Wording",
]
