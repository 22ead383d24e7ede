"""Orders, the lots behind them, their parcels, what recalls undo and what is owed back."""

from marketplace.orders.models.asked import CompanyInvoice, Gift
from marketplace.orders.models.endings import Cancellation
from marketplace.orders.models.groups import OrderGroup
from marketplace.orders.models.offers import Substitution
from marketplace.orders.models.orders import Allocation, Line, Order
from marketplace.orders.models.parcels import PackedItem, Parcel
from marketplace.orders.models.preorders import Preorder
from marketplace.orders.models.recalled import RecalledLine, RecallLetter
from marketplace.orders.models.refunds import RefundDue
from marketplace.orders.models.vouchers import VoucherUse

__all__ = [
    "Allocation",
    "Cancellation",
    "CompanyInvoice",
    "Gift",
    "Line",
    "Order",
    "OrderGroup",
    "PackedItem",
    "Parcel",
    "Preorder",
    "RecallLetter",
    "RecalledLine",
    "RefundDue",
    "Substitution",
    "VoucherUse",
]
