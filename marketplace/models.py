"""The market's tables, gathered for Django from the slices that own them."""

from marketplace.addresses.models import Address
from marketplace.carriers.models import Consignment, KeptQuote, TrackingNotice
from marketplace.cart.models import Cart, CartLine, Choice, Dropped
from marketplace.claims.models import (
    Claim,
    ClaimedLine,
    ClaimPhoto,
    ClaimStep,
    ReturnedItem,
)
from marketplace.collections.models import CollectedProduct, Collection, GiftPiece, GiftSet
from marketplace.delivery.models import (
    FarCommune,
    Method,
    Price,
    Tariff,
    Travel,
    Zone,
    ZonePlace,
)
from marketplace.favourites.models import Favourite
from marketplace.fees.models import Rate
from marketplace.figures.models import Tallied, Tally
from marketplace.invoices.models import (
    GoodsVat,
    Invoice,
    InvoiceSeller,
    InvoiceSeries,
    SignedInvoice,
    VatRate,
)
from marketplace.ledger.models import Account, LedgerTransaction, Leg
from marketplace.listings.models import Listing, ListingMark
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
from marketplace.payments.models import (
    BankAccount,
    Dispute,
    Notice,
    Payment,
    Proposal,
    Receipt,
    Refund,
    RefundAccount,
    TurnedAway,
)
from marketplace.payouts.models import (
    Bill,
    EarnedLine,
    Earning,
    Payout,
    PayoutRun,
)
from marketplace.personal.models import Erasure, Export
from marketplace.reconciliation.models import (
    Booking,
    Difference,
    OutsideReport,
    OutsideRow,
    Reconciliation,
)
from marketplace.rights.models import ClaimRule
from marketplace.scanned.models import OwnScan
from marketplace.selling.models import Closure, PlannedLot, SoldWeek, Terms
from marketplace.tables.models import Intake, IntakeLine
from marketplace.tales.models import Tale, TalePhoto
from marketplace.voices.models import (
    Contact,
    Flag,
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
    "Address",
    "Allocation",
    "BankAccount",
    "Bill",
    "Booking",
    "Cancellation",
    "Cart",
    "CartLine",
    "Choice",
    "Claim",
    "ClaimPhoto",
    "ClaimRule",
    "ClaimStep",
    "ClaimedLine",
    "Closure",
    "CollectedProduct",
    "Collection",
    "CompanyInvoice",
    "Consignment",
    "Contact",
    "Difference",
    "Dispute",
    "Dropped",
    "EarnedLine",
    "Earning",
    "Erasure",
    "Export",
    "FarCommune",
    "Favourite",
    "Flag",
    "Gift",
    "GiftPiece",
    "GiftSet",
    "GoodsVat",
    "Hiding",
    "HidingReason",
    "Intake",
    "IntakeLine",
    "Invoice",
    "InvoiceSeller",
    "InvoiceSeries",
    "KeptQuote",
    "LedgerTransaction",
    "Leg",
    "Line",
    "Listing",
    "ListingMark",
    "Method",
    "Notice",
    "Order",
    "OrderGroup",
    "OutsideReport",
    "OutsideRow",
    "OwnScan",
    "PackedItem",
    "Parcel",
    "Payment",
    "Payout",
    "PayoutRun",
    "PlannedLot",
    "Preorder",
    "Price",
    "Proposal",
    "Question",
    "Rate",
    "RecallLetter",
    "RecalledLine",
    "Receipt",
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
    "Tale",
    "TalePhoto",
    "Tallied",
    "Tally",
    "Tariff",
    "Terms",
    "TrackingNotice",
    "Travel",
    "TurnedAway",
    "VatRate",
    "Voucher",
    "VoucherUse",
    "Wish",
    "Wording",
    "Zone",
    "ZonePlace",
]
