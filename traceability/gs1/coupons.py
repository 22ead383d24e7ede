"""Coupons of North America, AI (8110) and (8112): fields whose first digit says how long they are.

Rules: "North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols", GS1 US.
"""

from __future__ import annotations

import re
from collections.abc import Callable


def _counted(counts: str, more: int = 0) -> str:
    """A field that begins with its length, one of `counts`; `more` digits are not counted."""
    return "(?:" + "|".join(rf"{count}\d{{{int(count) + more}}}" for count in counts) + ")"


COMPANY = _counted("0123456", 6)
OTHER_COMPANY = f"(?:{COMPANY}|9)"  # 9: the company of the first purchase
OFFER = r"\d{6}"
SERIAL = _counted("0123456789", 6)
PURCHASE = _counted("12345") + r"[0-49]\d{3}"  # how much, of what kind, of which family
FURTHER = (
    rf"(?:1[0-3]{PURCHASE}{OTHER_COMPANY})?(?:2{PURCHASE}{OTHER_COMPANY})?"
    rf"(?:3(?P<ends>\d{{6}}))?(?:4(?P<begins>\d{{6}}))?"
    rf"(?:5{SERIAL})?(?:6{_counted('1234567', 6)})?(?:9[01256][0-2]\d[01])?"
)
COUPON = re.compile(COMPANY + OFFER + _counted("12345") + PURCHASE + FURTHER, re.ASCII)
POSITIVE_OFFER = re.compile(f"[01]{COMPANY}{OFFER}{SERIAL}", re.ASCII)


def is_coupon(text: str, is_date: Callable[[str], bool]) -> bool:
    """Whether this is a coupon of (8110): fields in order, its days real, not ended before begun.

    `is_date` judges YYMMDD.
    """
    found = COUPON.fullmatch(text)
    if not found:
        return False
    begins, ends = found["begins"], found["ends"]
    is_spent = bool(begins and ends) and begins > ends
    return all(map(is_date, filter(None, (begins, ends)))) and not is_spent


def is_positive_offer(text: str) -> bool:
    """Whether this is a coupon of (8112), which is looked up in a file of offers."""
    return POSITIVE_OFFER.fullmatch(text) is not None
