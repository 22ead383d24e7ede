"""Payments, the notices that gateways send about them, and money on its way back."""

from marketplace.payments.models.payments import Notice, Payment
from marketplace.payments.models.refunds import Refund, RefundAccount

__all__ = ["Notice", "Payment", "Refund", "RefundAccount"]
