"""Which fields of goods on sale an officer looks at before buyers do: one table.

Everything that is not named here is kept at once. ``ALWAYS`` are what stars, papers and the kind of
goods hang on; ``WHEN_CLAIMED`` are free words, which wait only where they bring in a claim of
``data/law/risky_claims.csv``: healing, stars, origin, ways of making. No Django here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from catalog.folding import fold
from catalog.tables import rows

ALWAYS = ("name", "name_en", "criteria_set", "ingredients", "licence_number", "declaration_number")
WHEN_CLAIMED = ("description", "description_en", "usage", "standard")


def is_risky(field: str, *, before: str, after: str) -> bool:
    """Whether such a change waits for an officer."""
    if field in WHEN_CLAIMED:
        return bool(claims(after) - claims(before))
    return field in ALWAYS


def claims(text: str) -> set[str]:
    """The claims of the table that a text makes; marks count where the table says ``exact``."""
    spelt, folded = _spelt(text), f" {fold(text)} "
    return {claim for claim, exact in _table() if claim in (spelt if exact else folded)}


def _spelt(text: str) -> str:
    """Its words as they are written, each between spaces."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())
    return f" {' '.join(words)} "


@cache
def _table() -> tuple[tuple[str, bool], ...]:
    """Each claim between spaces, so that it is found as whole words."""
    claimed = ((row["words"], row["exact"] == "1") for row in rows("law/risky_claims.csv"))
    return tuple((_spelt(said) if exact else f" {fold(said)} ", exact) for said, exact in claimed)
