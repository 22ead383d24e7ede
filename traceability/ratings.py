"""When buyers like one lot notably less than the others of the same product. No Django here."""

from __future__ import annotations

from dataclasses import dataclass

ENOUGH = 3
"""Reviews of the lot, and of all others together, before one is held against the other."""
NOTABLY = 1.0
"""Points between the means; a lot is never called worse while it has :data:`GOOD` or more."""
GOOD = 4.0


@dataclass(frozen=True, slots=True)
class Rating:
    """So many buyers gave so many points in all: to one lot, and to all lots of its product."""

    count: int = 0
    total: int = 0
    count_of_product: int = 0
    total_of_product: int = 0

    @property
    def mean(self) -> float:
        return self.total / self.count if self.count else 0.0

    @property
    def count_of_others(self) -> int:
        return max(self.count_of_product - self.count, 0)

    @property
    def mean_of_others(self) -> float:
        others = self.count_of_others
        return (self.total_of_product - self.total) / others if others else 0.0

    @property
    def is_worse(self) -> bool:
        """Whether the lot's own page says so."""
        if min(self.count, self.count_of_others) < ENOUGH or self.mean >= GOOD:
            return False
        return self.mean <= self.mean_of_others - NOTABLY
