"""Vietnamese tax codes: how they are typed, and whether their digits can be right. Pure.

Ten digits of a company, the last of them a check digit; thirteen of its branch, with a dash before
the last three; twelve of a person, who since 1 July 2025 is known by the number of the identity
card, which has no check digit (Circular 86/2024/TT-BTC).
"""

import re

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
PATTERN = re.compile(r"([0-9]{10})(?:-?([0-9]{3}))?")
PERSON = re.compile(r"0[0-9]{11}")


class NotATaxCode(ValueError):
    """It has another number of digits, or its check digit is another."""


def tidied(typed: str) -> str:
    """As the tax office writes it; spaces and points are forgiven, nothing else."""
    bare = typed.replace(" ", "").replace(".", "")
    if PERSON.fullmatch(bare):
        return bare
    found = PATTERN.fullmatch(bare)
    if found is None or not _is_checked(found[1]):
        raise NotATaxCode(typed)
    return f"{found[1]}-{found[2]}" if found[2] else found[1]


def _is_checked(digits: str) -> bool:
    """The tenth digit is 10 less the rest by 11 of the weighted sum of the nine before it."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
    return 10 - total % 11 == int(digits[9])
