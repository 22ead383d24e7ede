"""Amounts as invoices say them in words.

Each group of three digits is said in full, noughts too, so that no digit can be slipped in:
«một triệu không trăm linh năm nghìn đồng».
"""

from __future__ import annotations

from collections.abc import Iterator

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
THOUSAND, BILLION = 1_000, 1_000_000_000


def in_words(amount: int) -> str:
    """``in_words(21_015)`` is ``'Hai mươi mốt nghìn không trăm mười lăm đồng'``."""
    said = " ".join(_number(abs(amount)))
    sentence = f"âm {said} đồng" if amount < 0 else f"{said} đồng"
    return sentence[0].upper() + sentence[1:]


def _number(amount: int, *, is_full: bool = False) -> Iterator[str]:
    """``is_full``: something was said before it, so that its noughts are said too."""
    if amount >= BILLION:
        yield from _number(amount // BILLION, is_full=is_full)
        yield "tỷ"
        if amount % BILLION:
            yield from _number(amount % BILLION, is_full=True)
        return
    if not amount:
        yield "không"
        return
    for unit, name in ((THOUSAND * THOUSAND, "triệu"), (THOUSAND, "nghìn"), (1, "")):
        group = amount // unit % THOUSAND
        if group:
            yield from _group(group, is_full=is_full)
            if name:
                yield name
        is_full = is_full or bool(group)


def _group(group: int, *, is_full: bool) -> Iterator[str]:
    """Up to 999; ``is_full`` says its hundreds even when there are none."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    says_hundreds = bool(hundreds) or is_full
    if says_hundreds:
        yield f"{DIGITS[hundreds]} trăm"
    if tens > 1:
        yield f"{DIGITS[tens]} mươi"
        if ones:
            yield AFTER_TENS.get(ones, DIGITS[ones])
    elif tens:
        yield "mười"
        if ones:
            yield "lăm" if ones == 5 else DIGITS[ones]  # noqa: PLR2004 (the digit five)
    elif ones:
        yield f"linh {DIGITS[ones]}" if says_hundreds else DIGITS[ones]
