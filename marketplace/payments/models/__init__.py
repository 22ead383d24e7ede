"""Payments, notices of them, money that came, money on its way back, and what is disputed."""

from marketplace.payments.models.disputes import Dispute
from marketplace.payments.models.payments import Notice, Payment
from marketplace.payments.models.receipts import Proposal, Receipt, TurnedAway
from marketplace.payments.models.refunds import Refund, RefundAccount

__all__ = [
    "Dispute",
    "Notice",
    "Payment",
    "Proposal",
    "Receipt",
    "Refund",
    "RefundAccount",
    "TurnedAway",
]
