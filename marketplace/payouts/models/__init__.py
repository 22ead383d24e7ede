"""What producers earned, and the runs that pay it out."""

from marketplace.payouts.models.bills import Bill
from marketplace.payouts.models.earnings import EarnedLine, Earning
from marketplace.payouts.models.months import MoneyKept, MoneyMonth
from marketplace.payouts.models.runs import Payout, PayoutRun

__all__ = ["Bill", "EarnedLine", "Earning", "MoneyKept", "MoneyMonth", "Payout", "PayoutRun"]
