"""Payment codes: the one word a shopper's transfer must carry, and finding it again.

A code is ``CG``, eight random characters and a check character: eleven in all, unbroken, within
the 25 that a VietQR memo holds and the 13 that every bank keeps. The 32 characters are Douglas
Crockford's: digits and capitals without I, L, O and U, so that what is read aloud or typed by
hand (``O`` for ``0``, ``l`` for ``1``) can be put right. One code belongs to one payment attempt.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "CG"
LENGTH = len(PREFIX) + 8 + 1
LOOK_ALIKES = str.maketrans("OIL", "011")

CODE = re.compile(rf"(?=({PREFIX}[0-9A-Z]{{{LENGTH - len(PREFIX)}}}))")
"""Looks ahead without eating, so that one false start never hides the code behind it."""

MARKET = "CHOGOC"
GAP = "[^0-9A-Z]*"
PAYOUT = re.compile(
    rf"{MARKET}{GAP}(CT{GAP}[0-9]{{7,10}}){GAP}P{GAP}([0-9]{{1,18}})(?![0-9])", re.ASCII
)
"""What we write beside money that goes out, after banks have glued it or broken it apart."""


BILL = re.compile(rf"{MARKET}{GAP}PS{GAP}([0-9]{{4}}){GAP}P{GAP}([0-9]{{1,18}})(?![0-9])", re.ASCII)
"""What a producer writes beside a month's commission."""


TILL = re.compile(rf"{MARKET}{GAP}QUAY{GAP}P{GAP}([0-9]{{1,18}})(?![0-9])", re.ASCII)
"""What the code printed for a stall's table says: whose table it is, not what was bought."""


class Bill(NamedTuple):
    """The commission of a month, ``2611``, of a producer by its key."""

    month: str
    producer: int


class Payout(NamedTuple):
    """A run, by its code without the dash, and one of its payouts."""

    run: str
    key: int


def mint() -> str:
    """A new code; one of 2⁴⁰, and the database refuses the second of a kind."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return PREFIX + body + check_character(body)


def is_sound(code: str) -> bool:
    """Whether this is a code as written by :func:`mint`, with its check character right."""
    body, check = code[len(PREFIX) : -1], code[-1:]
    shaped = len(code) == LENGTH and code.startswith(PREFIX) and set(code) <= {*ALPHABET}
    return shaped and check == check_character(body)


def find(text: str) -> str:
    """The likeliest code in a bank's words, or ``""``."""
    return next(iter(candidates(text)), "")


def candidates(text: str) -> list[str]:
    """Every sound code in a bank's words, the likeliest first.

    Banks change the case, drop punctuation, put their own words before and after, glue words
    together and break lines. A code that stands alone is likelier than one inside a longer word,
    and that likelier than one pieced together across gaps.
    """
    text = unicodedata.normalize("NFKC", text).upper()
    words = re.findall(r"[0-9A-Z]+", text)
    alone = [code for word in words if len(word) == LENGTH for code in _codes_in(word)]
    glued = [code for word in words for code in _codes_in(word)]
    return list(dict.fromkeys([*alone, *glued, *_codes_in("".join(words))]))


def of_payout(run: str, key: int) -> str:
    """``CHOGOC CT2611221 P12`` for a payout of ``CT261122-1``: dashes do not survive every bank."""
    return f"{MARKET} {bare(run)} P{key}"


def bare(run: str) -> str:
    """``CT2611221`` for ``CT261122-1``."""
    return run.replace("-", "")


def payout(text: str) -> Payout | None:
    """Which payout a bank's words name, sent or given back."""
    found = PAYOUT.search(unicodedata.normalize("NFKC", text).upper())
    return Payout(re.sub(GAP, "", found[1]), int(found[2])) if found else None


def of_bill(month: str, producer: int) -> str:
    """``CHOGOC PS2611 P12`` for November 2026."""
    return f"{MARKET} PS{month} P{producer}"


def bill(text: str) -> Bill | None:
    """Which month's commission a bank's words name."""
    found = BILL.search(unicodedata.normalize("NFKC", text).upper())
    return Bill(found[1], int(found[2])) if found else None


def of_till(producer: int) -> str:
    """``CHOGOC QUAY P12`` for whoever pays by the code printed for a table."""
    return f"{MARKET} QUAY P{producer}"


def till(text: str) -> int | None:
    """The producer (key) at whose table a bank's words say that money was paid."""
    found = TILL.search(unicodedata.normalize("NFKC", text).upper())
    return int(found[1]) if found else None


def check_character(body: str) -> str:
    """One character that catches every single slip and every two characters swapped.

    Each character is a number of the field with 32 elements; the check is their sum, each
    weighted by its own power of two in that field.
    """
    total = 0
    for character in body:
        total = _double(total) ^ ALPHABET.index(character)
    return ALPHABET[_double(total)]


def _codes_in(word: str) -> Iterator[str]:
    for match in CODE.finditer(word):
        code = PREFIX + match[1][len(PREFIX) :].translate(LOOK_ALIKES)
        if is_sound(code):
            yield code


def _double(number: int) -> int:
    """Twice a number in the field of 32 elements, whose modulus is x⁵ + x² + 1."""
    number <<= 1
    return number ^ 0b100101 if number & 0b100000 else number
