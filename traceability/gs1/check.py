"""Check digits and check characters of GS1 keys (GS1 General Specifications, section 7.9)."""

from __future__ import annotations

GTIN_LENGTHS = (8, 12, 13, 14)
GLN_LENGTH = 13
SSCC_LENGTH = 18
DEMONSTRATION = "952"  # the GS1 prefix kept for examples: nobody's goods carry it

CSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
CSET_39 = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CSET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CSET_64 = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


def is_digits(text: str) -> bool:
    """Whether the text is one or more of 0-9: not full-width, not Arabic digits."""
    return text.isascii() and text.isdigit()


def check_digit(body: str) -> str:
    """The digit that completes a key: weights 3, 1, 3, 1… from the right, modulo 10."""
    if not is_digits(body):
        raise ValueError("A check digit is computed over digits only.")
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def has_check_digit(key: str) -> bool:
    """Whether the last digit of an all-digit key is the right one."""
    return len(key) > 1 and is_digits(key) and check_digit(key[:-1]) == key[-1]


def is_gtin(text: str) -> bool:
    """Whether this is a GTIN-8, -12, -13 or -14 as written, check digit included."""
    return len(text) in GTIN_LENGTHS and has_check_digit(text)


def is_for_demonstration(gtin14: str) -> bool:
    """Whether a GTIN of 14 digits is of GS1's demonstration prefix; the first digit is no part."""
    return gtin14[1:].startswith(DEMONSTRATION)


def is_gln(text: str) -> bool:
    """Whether this is a Global Location Number."""
    return len(text) == GLN_LENGTH and has_check_digit(text)


def is_sscc(text: str) -> bool:
    """Whether this is a Serial Shipping Container Code."""
    return len(text) == SSCC_LENGTH and has_check_digit(text)


def check_pair(body: str) -> str:
    """The two characters that complete a Global Model Number (section 7.9.5)."""
    weights = _primes(len(body))
    values = (CSET_82.index(character) for character in reversed(body))
    total = sum(value * weight for value, weight in zip(values, weights, strict=True)) % 1021
    return CSET_32[total >> 5] + CSET_32[total & 31]


def _primes(count: int) -> list[int]:
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return found
