"""Prices with tax taken apart: what is net, what is tax, to the đồng.

Shoppers see prices with tax; an invoice of form 1 states them without. The net of all lines of one
rate is worked out at once and parted over them by largest remainder: lines, rates and the total
always add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.money import split

WHOLE = 10_000
MICRO = Decimal("0.000001")
UNTAXED = {"": 0, "KCT": 0, "KKKNT": 0, "0%": 0}
"""Rates that add nothing: none said, not subject to VAT, not declared, zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """So much of something for ``gross`` đồng with tax, after ``discount`` (also with tax).

    ``key`` is which line of the order it is; ``rate`` is TSuat as printed, empty on form 2.
    Negative where it is taken off an earlier invoice.
    """

    key: str
    name: str
    gross: int
    discount: int = 0
    code: str = ""
    unit: str = ""
    quantity: int | None = None
    rate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item as a line of the invoice: ``amount`` and ``discount`` are without tax."""

    item: Item
    amount: int
    discount: int

    @property
    def price(self) -> Decimal | None:
        """Of one, without tax and before the discount, to a millionth of a đồng."""
        if not self.item.quantity:
            return None
        price = Decimal(self.amount + self.discount) / self.item.quantity
        return price.quantize(MICRO).normalize()

    @property
    def percent(self) -> Decimal | None:
        """Of the discount, to a ten-thousandth; None where there is none."""
        before = self.amount + self.discount
        if not (self.discount and before):
            return None
        return (Decimal(self.discount) * 100 / before).quantize(Decimal("0.0001")).normalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All lines of one rate: what they cost without tax, and the tax."""

    rate: str
    amount: int
    tax: int


def basis_points(rate: str) -> int:
    """``basis_points("8%")`` is 800."""
    return UNTAXED[rate] if rate in UNTAXED else int(Decimal(rate.removesuffix("%")) * 100)


def net_of(gross: int, rate: str) -> int:
    """What is left of a price with tax, halves away from zero."""
    whole = WHOLE + basis_points(rate)
    net = (abs(gross) * WHOLE + whole // 2) // whole
    return net if gross >= 0 else -net


def rows(items: Sequence[Item]) -> list[Row]:
    """The lines of an invoice; all items cost something, or all take something off."""
    nets: dict[int, int] = {}
    for rate in dict.fromkeys(item.rate for item in items):
        of_rate = [at for at, item in enumerate(items) if item.rate == rate]
        parts = _parted([items[at].gross for at in of_rate], rate)
        nets.update(zip(of_rate, parts, strict=True))
    return [
        Row(item=item, amount=nets[at], discount=net_of(item.discount, item.rate))
        for at, item in enumerate(items)
    ]


def _parted(grosses: Sequence[int], rate: str) -> list[int]:
    whole = sum(grosses)
    if not whole:
        return [0] * len(grosses)
    parts = split(abs(net_of(whole, rate)), [abs(gross) for gross in grosses])
    return parts if whole > 0 else [-part for part in parts]


def summaries(lines: Iterable[Row]) -> list[Summary]:
    """What the lines come to, by rate."""
    sums: dict[str, tuple[int, int]] = {}
    for row in lines:
        amount, gross = sums.get(row.item.rate, (0, 0))
        sums[row.item.rate] = (amount + row.amount, gross + row.item.gross)
    return [
        Summary(rate=rate, amount=amount, tax=gross - amount)
        for rate, (amount, gross) in sums.items()
    ]
