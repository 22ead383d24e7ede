"""The ranker's weights, and nothing else: the page that explains the order reads them from here.

Points add up; whoever has more stands first, then whoever came onto the shelf last. Each weight is
larger than all that stand below it together, so no step outweighs one above it. No Django.
"""

from __future__ import annotations

from typing import Final

BEGINS_AS_WRITTEN: Final = 5_000
"""The name begins with what was typed, marks and all."""
AS_WRITTEN: Final = 4_000
"""The name holds what was typed, marks and all."""
NAME_BEGINS: Final = 3_000
"""The name begins with the words typed, marks left aside."""
IN_NAME: Final = 2_000
"""The name holds the words typed side by side, or what is another word for them."""
BEGUN: Final = 1_000
"""The name begins with the letters typed: somebody is still typing."""
ELSEWHERE: Final = 0
"""The words stand apart, or with the producer or the place."""

AVAILABLE: Final = 100
"""A complete lot has packs that nobody has reserved."""
EACH_STAR: Final = 10
"""Each OCOP star in force on the day."""
CLAIMED: Final = 1
"""The producer has come forward and answers for it."""


def standing(*, is_available: bool, stars: int, is_claimed: bool) -> int:
    """The points of a product, whatever is looked for."""
    return AVAILABLE * is_available + EACH_STAR * stars + CLAIMED * is_claimed
