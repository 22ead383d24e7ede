"""Bank accounts of producers, what they earned, and the runs that pay it out."""

from marketplace.payouts.models.accounts import BankAccount
from marketplace.payouts.models.earnings import EarnedLine, Earning
from marketplace.payouts.models.runs import Payout, PayoutRun

__all__ = ["BankAccount", "EarnedLine", "Earning", "Payout", "PayoutRun"]
