"""The six characters before an invoice's number: «C26TAB».

C where the tax office gives each a code and K where not, the year, the kind of use (T for firms, M
from a cash register, …), and two letters of the seller's own (Circular 91/2026/TT-BTC).
"""

from __future__ import annotations

import re

PATTERN = re.compile(r"[CK][0-9]{2}[TDLMNBGHX][A-Z]{2}")
LETTERS = re.compile(r"[A-Z]{2}")
WITH_CODE = "C"
BY_FIRMS, AT_A_TILL = "T", "M"


class NotASeries(ValueError):
    """The tax office would not know it."""


def series(*, year: int, use: str, letters: str, coded: str = WITH_CODE) -> str:
    """The series of a year; :class:`NotASeries` for letters that are none."""
    made = f"{coded}{year % 100:02d}{use}{letters}"
    if not PATTERN.fullmatch(made):
        raise NotASeries(made)
    return made


def year_of(code: str) -> int:
    """The year that a series names, of this century."""
    if not PATTERN.fullmatch(code):
        raise NotASeries(code)
    return 2000 + int(code[1:3])
