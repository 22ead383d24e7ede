"""What several orders of one checkout come to when they are said in one word. No Django here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FORWARD = ("awaiting_payment", "awaiting_acceptance", "awaiting_pickup", "shipped", "delivered")
"""The states of an order that goes well, from first to last."""
ENDED = ("cancelled", "refunded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``state`` of the whole; ``reached`` of the ``of`` orders that go on have come that far."""

    state: str
    reached: int
    of: int

    @property
    def is_of_all(self) -> bool:
        return self.reached == self.of


def rolled_up(states: Sequence[str]) -> Standing:
    """The farthest that any order which goes on has come, and how many have come so far.

    What was given up counts only when everything was: then the money is back if any of it is.
    """
    going_on = [FORWARD.index(state) for state in states if state in FORWARD]
    if not going_on:
        state = ENDED[1] if ENDED[1] in states else ENDED[0]
        return Standing(state=state, reached=len(states), of=len(states))
    farthest = max(going_on)
    reached = going_on.count(farthest)
    return Standing(state=FORWARD[farthest], reached=reached, of=len(going_on))
