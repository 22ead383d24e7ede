"""Payments and the accounts they go to; money that came, that goes back, that is disputed."""

from marketplace.payments.models.accounts import BankAccount
from marketplace.payments.models.disputes import Dispute
from marketplace.payments.models.payments import Notice, Payment
from marketplace.payments.models.receipts import Proposal, Receipt, TurnedAway
from marketplace.payments.models.refunds import Refund, RefundAccount

__all__ = [
    "BankAccount",
    "Dispute",
    "Notice",
    "Payment",
    "Proposal",
    "Receipt",
    "Refund",
    "RefundAccount",
    "TurnedAway",
]
