"""Serial numbers of items: random, free of look-alikes, and safe to type from a label.

Ten characters of thirty. The last is a check character over the prime 31, with a different weight
at each place, so that one wrong character or two swapped ones are always seen. Where the check
would be 31st, which no character is, the draw is repeated. Nine free characters carry 44 bits.
"""

from __future__ import annotations

import secrets
import unicodedata
from itertools import product

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 1 I L O U
LENGTH = 10
PRIME = 31
LOOK_ALIKES = {"0": "DQ", "O": "DQ", "1": "7TJ", "I": "7TJ", "L": "7TJ", "U": "VW"}
MOST_GUESSES = 3  # beyond, what was typed is not a slip of the eye


def new_serial() -> str:
    """A fresh serial number, unguessable. Whether it was drawn before is for the caller to see."""
    while True:
        body = _drawn()
        if last := check_character(body):
            return body + last


def _drawn() -> str:
    """Nine characters from one draw, which is quicker than nine."""
    number, letters = secrets.randbelow(len(ALPHABET) ** (LENGTH - 1)), []
    for _ in range(LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def is_serial(text: str) -> bool:
    """Whether this is a serial number exactly as printed, check character included."""
    return (
        len(text) == LENGTH
        and set(text) <= set(ALPHABET)
        and check_character(text[:-1]) == text[-1]
    )


def check_character(body: str) -> str | None:
    """The character that completes the body, or None where none would."""
    weights = range(2, len(body) + 2)
    total = sum(w * ALPHABET.index(c) for w, c in zip(weights, reversed(body), strict=True))
    place = -total % PRIME
    return ALPHABET[place] if place < len(ALPHABET) else None


def tidy(text: str) -> str:
    """What a person typed, as it was most likely printed.

    Letters become capitals, spaces and dashes go. A character the alphabet does not have is read as
    the look-alike that makes the check character right; when none does, it is left for all to see.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    typed = "".join(character for character in plain if character.isalnum())
    return next((guess for guess in _guesses(typed) if is_serial(guess)), typed)


def _guesses(typed: str) -> list[str]:
    doubtful = sum(character in LOOK_ALIKES for character in typed)
    if len(typed) != LENGTH or doubtful > MOST_GUESSES:
        return []
    choices = (LOOK_ALIKES.get(character, character) for character in typed)
    return ["".join(guess) for guess in product(*choices)]


def read(typed: str) -> str:
    """The serial in what a scanner types: the last part of a whole address, or the code alone."""
    return tidy(typed.partition("?")[0].rstrip("/").rsplit("/", 1)[-1])
