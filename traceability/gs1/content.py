"""What the parts of a value must be: the checks the syntax dictionary calls by name.

Each check takes the text of one component, whose length and characters are already known to be
right, and says whether it holds. The names are those of the dictionary.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from functools import cache
from pathlib import Path

from traceability.gs1.check import CSET_82, check_pair, has_check_digit, is_digits
from traceability.gs1.coupons import is_coupon, is_positive_offer

CODE_LISTS = Path(__file__).with_name("code-lists.txt")
LEAP_CENTURY = 2000
HALF_TURN = 1_800_000_000  # degrees times ten million, latitude shifted by +90
FULL_TURN = 3_600_000_000
IBAN_LENGTHS = range(11, 35)


@cache
def codes(name: str) -> frozenset[str]:
    """The codes of one list, such as the numeric country codes of ISO 3166."""
    for line in CODE_LISTS.read_text(encoding="utf-8").splitlines():
        listed, _, rest = line.partition(" ")
        if listed == name:
            return frozenset(rest.split())
    raise LookupError(f"No code list is called {name}.")


def _check_pair(text: str) -> bool:
    return len(text) > 1 and set(text) <= set(CSET_82) and check_pair(text[:-2]) == text[-2:]


def _company_prefix(text: str) -> bool:
    return bool(re.match(r"[0-9]{4}", text))


def _month(year: str, month: str, day: str, *, whole_month: bool) -> bool:
    """A day of a month; 00 for "the whole month" where that is allowed."""
    if not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
        return False
    last = monthrange(int(year), int(month))[1]
    return (0 if whole_month else 1) <= int(day) <= last


def _short_date(text: str, *, whole_month: bool) -> bool:
    """A YYMMDD date. No clock needed: leap years differ between centuries at 1900 and 2100 only."""
    year = str(LEAP_CENTURY + int(text[:2]))
    return _month(year, text[2:4], text[4:], whole_month=whole_month)


def _whole_date(text: str) -> bool:
    return _short_date(text, whole_month=False)


def _long_date(text: str) -> bool:
    year = text[:4] if int(text[:4]) else str(LEAP_CENTURY)
    return _month(year, text[4:6], text[6:], whole_month=False)


def _below(limit: int) -> Callable[[str], bool]:
    return lambda text: int(text) < limit


def _iban(text: str) -> bool:
    if len(text) not in IBAN_LENGTHS or not re.fullmatch(r"[0-9A-Z]+", text):
        return False
    digits = "".join(str(int(character, 36)) for character in text[4:] + text[:4])
    return text[:2] in codes("iso3166alpha2") and int(digits) % 97 == 1


def _piece_of_total(text: str) -> bool:
    half = len(text) // 2
    return 0 < int(text[:half]) <= int(text[half:])


def _position_in_sequence(text: str) -> bool:
    found = re.fullmatch(r"([1-9][0-9]*)/([1-9][0-9]*)", text)
    return found is not None and int(found[1]) <= int(found[2])


CHECKS: dict[str, Callable[[str], bool]] = {
    "couponcode": lambda text: is_coupon(text, _whole_date),
    "couponposoffer": is_positive_offer,
    "csum": has_check_digit,
    "csumalpha": _check_pair,
    "gcppos1": _company_prefix,
    "gcppos2": lambda text: _company_prefix(text[1:]),
    "hasnondigit": lambda text: not is_digits(text),
    "hh": _below(24),
    "hhmi": lambda text: int(text[:2]) < 24 and int(text[2:]) < 60,  # noqa: PLR2004 - a clock
    "hyphen": lambda text: set(text) == {"-"},
    "iban": _iban,
    "importeridx": lambda text: bool(re.fullmatch(r"[-0-9A-Z_a-z]", text)),
    "iso3166": lambda text: text in codes("iso3166"),
    "iso3166999": lambda text: text == "999" or text in codes("iso3166"),
    "iso3166alpha2": lambda text: text in codes("iso3166alpha2"),
    "iso4217": lambda text: text in codes("iso4217"),
    "iso5218": lambda text: text in set("0129"),
    "latitude": lambda text: int(text) <= HALF_TURN,
    "longitude": lambda text: int(text) <= FULL_TURN,
    "mediatype": lambda text: text in codes("mediatype"),
    "mi": _below(60),
    "nonzero": lambda text: int(text) > 0,
    "nozeroprefix": lambda text: not text.startswith("0"),
    "packagetype": lambda text: text in codes("packagetype"),
    "pcenc": lambda text: not re.search(r"%(?![0-9A-Fa-f]{2})", text),
    "pieceoftotal": _piece_of_total,
    "posinseqslash": _position_in_sequence,
    "ss": _below(60),
    "winding": lambda text: text in set("019"),
    "yesno": lambda text: text in set("01"),
    "yymmd0": lambda text: _short_date(text, whole_month=True),
    "yymmdd": _whole_date,
    "yyyymmdd": _long_date,
    "zero": lambda text: set(text) == {"0"},
}
