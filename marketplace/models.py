"""The market's tables, gathered for Django from the slices that own them."""

from marketplace.carriers.models import Consignment, KeptQuote, TrackingNotice
from marketplace.cart.models import Cart, CartLine, Choice, Dropped
from marketplace.claims.models import (
    Claim,
    ClaimedLine,
    ClaimPhoto,
    ClaimStep,
    ReturnedItem,
)
from marketplace.delivery.models import (
    FarCommune,
    Method,
    Price,
    Tariff,
    Travel,
    Zone,
    ZonePlace,
)
from marketplace.fees.models import Rate
from marketplace.invoices.models import (
    Invoice,
    InvoiceSeller,
    InvoiceSeries,
    SignedInvoice,
    VatRate,
)
from marketplace.ledger.models import Account, LedgerTransaction, Leg
from marketplace.orders.models import (
    Allocation,
    Cancellation,
    CompanyInvoice,
    Gift,
    Line,
    Order,
    OrderGroup,
    PackedItem,
    Parcel,
    Preorder,
    RecalledLine,
    RecallLetter,
    RefundDue,
    Substitution,
    VoucherUse,
)
from marketplace.payments.models import Notice, Payment, Refund, RefundAccount
from marketplace.payouts.models import BankAccount, EarnedLine, Earning, Payout, PayoutRun
from marketplace.reconciliation.models import (
    Difference,
    OutsideReport,
    OutsideRow,
    Reconciliation,
)
from marketplace.rights.models import ClaimRule
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
from marketplace.vouchers.models import Voucher
from marketplace.wishes.models import Wish

__all__ = [
    "Account",
    "Allocation",
    "BankAccount",
    "Cancellation",
    "Cart",
    "CartLine",
    "Choice",
    "Claim",
    "ClaimPhoto",
    "ClaimRule",
    "ClaimStep",
    "ClaimedLine",
    "CompanyInvoice",
    "Consignment",
    "Contact",
    "Difference",
    "Dropped",
    "EarnedLine",
    "Earning",
    "FarCommune",
    "Gift",
    "Hiding",
    "HidingReason",
    "Invoice",
    "InvoiceSeller",
    "InvoiceSeries",
    "KeptQuote",
    "LedgerTransaction",
    "Leg",
    "Line",
    "Method",
    "Notice",
    "Order",
    "OrderGroup",
    "OutsideReport",
    "OutsideRow",
    "PackedItem",
    "Parcel",
    "Payment",
    "Payout",
    "PayoutRun",
    "PlannedLot",
    "Preorder",
    "Price",
    "Question",
    "Rate",
    "RecallLetter",
    "RecalledLine",
    "Reconciliation",
    "Refund",
    "RefundAccount",
    "RefundDue",
    "ReturnedItem",
    "Review",
    "ReviewPhoto",
    "SignedInvoice",
    "SoldWeek",
    "Substitution",
    "Tariff",
    "Terms",
    "TrackingNotice",
    "Travel",
    "VatRate",
    "Voucher",
    "VoucherUse",
    "Wish",
    "Wording",
    "Zone",
    "ZonePlace",
]
