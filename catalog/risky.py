"""Which fields of goods on sale an officer looks at before buyers do: one table.

Everything that is not named here is kept at once. ``ALWAYS`` are what stars, papers and the kind of
goods hang on; ``WHEN_CLAIMED`` are free words, which wait only where they bring in a claim.
"""

from __future__ import annotations

import re

from catalog.folding import fold

ALWAYS = ("name", "name_en", "criteria_set", "ingredients", "licence_number", "declaration_number")
WHEN_CLAIMED = ("description", "description_en", "usage", "standard")
CLAIMS = (
    # healing (Advertising Law, Food Safety Law: food is no medicine)
    *("chua benh", "tri benh", "dieu tri", "chua khoi", "dac tri", "ung thu", "tieu duong"),
    *("huyet ap", "giam can", "cure", "cures", "heals", "medicine", "cancer"),
    # stars, which only a council gives
    *("ocop", "3 sao", "4 sao", "5 sao", "ba sao", "bon sao", "nam sao", "stars"),
    # origin and ways of making that somebody else certifies
    *("chi dan dia ly", "huu co", "organic", "vietgap", "globalgap", "nhap khau", "imported"),
    *("dac san", "nguyen chat"),
)
TO_THE_LETTER = ("thuốc",)
"""Claims that without their marks would be other words."""


def claims(text: str) -> set[str]:
    """The claims of these tables that a text makes, capitals aside."""
    folded = f" {re.sub(r'[^0-9a-z]+', ' ', fold(text))} "
    spelt = set(re.findall(r"\w+", text.casefold()))
    found = {claim for claim in CLAIMS if f" {claim} " in folded}
    return found | spelt.intersection(TO_THE_LETTER)


def is_risky(field: str, *, before: str, after: str) -> bool:
    """Whether such a change waits for an officer."""
    if field in WHEN_CLAIMED:
        return bool(claims(after) - claims(before))
    return field in ALWAYS
