"""What of an order is the producer's: goods, less what was owed back, less what is taken.

Whole đồng. What was owed back takes its part of everything with it: whatever is cut from a line,
and in however many pieces, discounts, commission and taxes of what is left and of what went add up
to those of the whole line (``chart.part``). No Django here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marketplace.ledger.chart import part


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """A line as it was agreed, and the đồng of it that are owed back."""

    total: int
    discount: int = 0
    own_discount: int = 0
    commission: int = 0
    vat: int = 0
    pit: int = 0
    back: int = 0

    @property
    def paid(self) -> int:
        """By the buyer."""
        return self.total - self.discount


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is left of a line, or with all lines and the delivery of an order."""

    goods: int = 0
    own_discount: int = 0
    commission: int = 0
    vat: int = 0
    pit: int = 0
    promotion: int = 0
    delivery: int = 0

    @property
    def taken(self) -> int:
        return self.own_discount + self.commission + self.vat + self.pit

    @property
    def amount(self) -> int:
        """Đồng that are the producer's."""
        return self.goods - self.taken + self.delivery

    @property
    def paid(self) -> int:
        """Đồng of the buyer's money in it."""
        return self.goods - self.own_discount + self.delivery - self.promotion


@dataclass(frozen=True, slots=True, kw_only=True)
class Freight:
    """What the delivery costs, what vouchers took off, who bears that, what is owed back."""

    fee: int = 0
    discount: int = 0
    is_own: bool = False
    back: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An order: each line's own, and all together."""

    lines: Sequence[Kept] = field(default_factory=tuple)
    all: Kept = field(default_factory=Kept)


def kept(line: Sold) -> Kept:
    """What is left of a line once what is owed back is gone."""
    own, promotion = (
        _left(part_, line) for part_ in (line.own_discount, line.discount - line.own_discount)
    )
    return Kept(
        goods=line.paid - line.back + own + promotion,
        own_discount=own,
        commission=_left(line.commission, line),
        vat=_left(line.vat, line),
        pit=_left(line.pit, line),
        promotion=promotion,
    )


def earned(lines: Sequence[Sold], freight: Freight) -> Whole:
    """What the producer has earned by an order.

    It is the producer who sends, and pays whoever carries: the delivery fee is its own, with what
    others than itself took off it.
    """
    parts = [kept(line) for line in lines]
    paid = freight.fee - freight.discount
    borne = 0 if freight.is_own else freight.discount
    borne -= part(borne, of=paid, after=0, more=freight.back)
    return Whole(
        lines=parts,
        all=Kept(
            goods=sum(one.goods for one in parts),
            own_discount=sum(one.own_discount for one in parts),
            commission=sum(one.commission for one in parts),
            vat=sum(one.vat for one in parts),
            pit=sum(one.pit for one in parts),
            promotion=sum(one.promotion for one in parts) + borne,
            delivery=paid - freight.back + borne,
        ),
    )


def _left(whole: int, line: Sold) -> int:
    return whole - part(whole, of=line.paid, after=0, more=line.back)
