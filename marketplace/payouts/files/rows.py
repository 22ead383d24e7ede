"""A statement as rows of figures: each says what it adds to what a producer is owed, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Đồng by what they are for; what is taken is negative. All columns add up to ``amount``."""

    goods: int = 0
    discount: int = 0
    commission: int = 0
    vat: int = 0
    pit: int = 0
    delivery: int = 0
    paid_out: int = 0
    straight: int = 0
    fee_paid: int = 0
    other: int = 0

    @property
    def amount(self) -> int:
        """What the producer is owed more, or less."""
        taken = self.discount + self.commission + self.vat + self.pit
        moved = self.delivery + self.paid_out + self.straight + self.fee_paid + self.other
        return self.goods + taken + moved

    def __add__(self, more: Sums) -> Sums:
        return Sums(
            **{one.name: getattr(self, one.name) + getattr(more, one.name) for one in fields(self)}
        )


def total(rows: Iterable[Sums]) -> Sums:
    """All of them together."""
    whole = Sums()
    for one in rows:
        whole += one
    return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a statement: ``code`` is an order or a run, ``words`` the goods or an account."""

    at: datetime
    what: str
    code: str
    words: str
    sums: Sums
    balance: int = 0
