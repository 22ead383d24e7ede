"""One letter wrong, or a Telex keyboard that was off: which words may have been meant. No Django.

All words here are folded (:mod:`catalog.folding`): small letters and figures, no marks.
"""

from __future__ import annotations

import re
from string import ascii_lowercase, digits

LETTERS = ascii_lowercase + digits
SHORTEST = 3
"""Of shorter words too many lie one letter away."""
MOST_CANDIDATES = 5
TONES = re.compile(r"(?<=[aeiouy])([a-z]*?)[sfrxj]$")
DOUBLED = re.compile(r"([adeo])\1")
TELEX, SWAPPED, TOO_MANY, TOO_FEW, OTHER = range(5)


def untelexed(word: str) -> str:
    """``"vangf"`` is ``"vang"``, ``"ddoong"`` is ``"dong"``: what Telex would have made of it."""
    bare = DOUBLED.sub(r"\1", TONES.sub(r"\1", word))
    return bare[:1] + bare[1:].replace("w", "")


def repairs(word: str) -> dict[str, int]:
    """Every word one letter away, and how likely a slip leads there: least is likeliest."""
    found: dict[str, int] = {}
    if len(word) >= SHORTEST:
        cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
        slips = (
            (OTHER, (a + c + b[1:] for a, b in cuts if b for c in LETTERS)),
            (TOO_FEW, (a + c + b for a, b in cuts for c in LETTERS)),
            (TOO_MANY, (a + b[1:] for a, b in cuts if b)),
            (SWAPPED, (a + b[1] + b[0] + b[2:] for a, b in cuts if b[1:])),
        )
        for likely, words in slips:
            found.update(dict.fromkeys(words, likely))
    found[untelexed(word)] = TELEX
    found.pop(word, None)
    return found


def likeliest(word: str, known: set[str]) -> tuple[str, ...]:
    """The few known words that were most likely meant, always in the same order."""
    slips = repairs(word)
    return tuple(sorted(known & slips.keys(), key=lambda one: (slips[one], one))[:MOST_CANDIDATES])


def initials(folded: str) -> str:
    """``initials("tra hoa vang ba che")`` is ``"thvbc"``."""
    return "".join(word[0] for word in folded.split())
