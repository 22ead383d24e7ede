"""What vouchers take off a checkout. Pure: no Django, no clock; sums in whole đồng.

Vouchers are stacked in one order, whatever order they were typed in: the producer's on the price of
its own goods, then the market's on what is left of all goods, then the one for freight on the fees.
Each sum is parted by largest remainder, so parts always add up to it, and nothing falls below 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from catalog.money import split


class Kind(StrEnum):
    """What a voucher is taken off, in the order in which vouchers are stacked."""

    PRODUCER = "producer"
    MARKET = "market"
    FREIGHT = "freight"


class Bearer(StrEnum):
    """Who pays for what the buyer does not."""

    PRODUCER = "producer"
    MARKET = "market"
    PROGRAMME = "programme"


class Reason(StrEnum):
    """Why a voucher cannot be used now."""

    UNKNOWN = "unknown"
    TOO_EARLY = "too_early"
    ENDED = "ended"
    USED_UP = "used_up"
    OTHER_GOODS = "other_goods"
    SPEND_MORE = "spend_more"
    ALREADY_USED = "already_used"
    NO_FREIGHT = "no_freight"
    NOTHING_TO_PAY = "nothing_to_pay"
    TOO_OFTEN = "too_often"


class Voucher(Protocol):
    """What the rules need to know of one. ``producer_id`` None: of all producers.

    It takes ``amount`` off, or ``percent`` of the price but at most ``most``; from ``least_spend``
    on; while ``opens_at <= at < ends_at`` and not paused. ``budget_left`` đồng and ``uses_left``.
    """

    pk: int
    kind: str
    bearer: str
    producer_id: int | None
    amount: int | None
    percent: int | None
    most: int | None
    least_spend: int
    opens_at: datetime
    ends_at: datetime
    paused_at: datetime | None

    @property
    def budget_left(self) -> int: ...

    @property
    def uses_left(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What one producer (key) sends: the price of each line in đồng, and the delivery fee."""

    producer: int
    lines: Sequence[int]
    fee: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """What is taken off one parcel: of each line, the producer's own part of that, of the fee."""

    lines: Sequence[int] = ()
    own: Sequence[int] = ()
    fee: int = 0

    def of(self, lines: int) -> list[tuple[int, int]]:
        """Of each of so many lines: all that is off, and the producer's own part; or nothing."""
        return list(zip(self.lines, self.own, strict=True)) or [(0, 0)] * lines

    @property
    def goods(self) -> int:
        return sum(self.lines)

    @property
    def total(self) -> int:
        return self.goods + self.fee


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """What all vouchers take off: by parcel, in their order; and by voucher (key)."""

    parcels: Sequence[Off] = ()
    used: Mapping[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.used.values())


class Refused(Exception):
    """A voucher of that kind cannot be used; ``least`` đồng of goods are asked for, if so many."""

    def __init__(self, kind: str, reason: Reason, least: int = 0) -> None:
        super().__init__(reason.value)
        self.kind, self.reason, self.least = Kind(kind), reason, least


def work_out(vouchers: Sequence[Voucher], parcels: Sequence[Parcel], *, at: datetime) -> Savings:
    """What these vouchers, one of a kind at most, take off the parcels; or :class:`Refused`."""
    off = [Off(lines=[0] * len(one.lines), own=[0] * len(one.lines)) for one in parcels]
    left = sum(sum(one.lines) + one.fee for one in parcels)
    used: dict[int, int] = {}
    for voucher in sorted(vouchers, key=lambda one: list(Kind).index(Kind(one.kind))):
        refuse_untimely(voucher, at=at)
        off, used[voucher.pk] = _take(voucher, parcels, off)
        left -= used[voucher.pk]
        if not left:
            raise Refused(voucher.kind, Reason.NOTHING_TO_PAY)
    return Savings(parcels=off, used=used)


def refuse_untimely(voucher: Voucher, *, at: datetime) -> None:
    """Its first moment counts, the moment of its end no more."""
    if at < voucher.opens_at:
        raise Refused(voucher.kind, Reason.TOO_EARLY)
    if at >= voucher.ends_at or voucher.paused_at is not None:
        raise Refused(voucher.kind, Reason.ENDED)


def sum_off(voucher: Voucher, base: int) -> int:
    """Đồng off a price of ``base``: fractions of a đồng are the seller's."""
    if voucher.amount is not None:
        return min(base, voucher.amount)
    part = base * (voucher.percent or 0) // 100
    return part if voucher.most is None else min(part, voucher.most)


def _take(voucher: Voucher, parcels: Sequence[Parcel], off: Sequence[Off]) -> tuple[list[Off], int]:
    """What was off before and this one too, with the sum it takes."""
    reached = [voucher.producer_id in {None, one.producer} for one in parcels]
    goods = sum(sum(one.lines) for one, is_in in zip(parcels, reached, strict=True) if is_in)
    if not goods:
        raise Refused(voucher.kind, Reason.OTHER_GOODS)
    if goods < voucher.least_spend:
        raise Refused(voucher.kind, Reason.SPEND_MORE, voucher.least_spend)
    bases = [
        _bases(voucher, one, gone) if is_in else _nothing(one)
        for one, gone, is_in in zip(parcels, off, reached, strict=True)
    ]
    amount = sum_off(voucher, sum(sum(one) for one in bases))
    _refuse_spent(voucher, amount)
    parts = _parted(amount, bases)
    return [_more(voucher, gone, mine) for gone, mine in zip(off, parts, strict=True)], amount


def _refuse_spent(voucher: Voucher, amount: int) -> None:
    if not amount:
        is_freight = voucher.kind == Kind.FREIGHT
        reason = Reason.NO_FREIGHT if is_freight else Reason.OTHER_GOODS
        raise Refused(voucher.kind, reason)
    if amount > voucher.budget_left or not voucher.uses_left:
        raise Refused(voucher.kind, Reason.USED_UP)


def _bases(voucher: Voucher, parcel: Parcel, gone: Off) -> list[int]:
    """What there is to take from: the fee, or what is left of each line."""
    if voucher.kind == Kind.FREIGHT:
        return [parcel.fee - gone.fee]
    return [price - less for price, less in zip(parcel.lines, gone.lines, strict=True)]


def _nothing(parcel: Parcel) -> list[int]:
    return [0] * len(parcel.lines)


def _parted(amount: int, bases: Sequence[Sequence[int]]) -> list[list[int]]:
    """The amount over everything there is, in the shape of ``bases``."""
    parts = iter(split(amount, [base for one in bases for base in one]))
    return [[next(parts) for _base in one] for one in bases]


def _more(voucher: Voucher, gone: Off, mine: Sequence[int]) -> Off:
    if voucher.kind == Kind.FREIGHT:
        return Off(lines=gone.lines, own=gone.own, fee=gone.fee + sum(mine))
    is_own = voucher.bearer == Bearer.PRODUCER
    return Off(
        lines=[a + b for a, b in zip(gone.lines, mine, strict=True)],
        own=[a + b * is_own for a, b in zip(gone.own, mine, strict=True)],
        fee=gone.fee,
    )
