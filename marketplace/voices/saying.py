"""What a review is made of. No Django here."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """What is said, and under which name: see ``Review.Byline``."""

    score: int
    text: str
    shown_as: str
