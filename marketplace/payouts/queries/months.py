"""A stall's money month by month: what is kept of it, and what was booked since.

Kept is what :mod:`marketplace.payouts.actions.keeping` added up, to a transaction of the ledger;
all later ones are read from the ledger. So nothing is missed, however late it is told, and no page
reads years of legs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from marketplace.payouts.files.rows import Sums, total
from marketplace.payouts.models import MoneyKept, MoneyMonth
from marketplace.payouts.queries import statement
from marketplace.payouts.queries.statement import Extent, Overview, Period

if TYPE_CHECKING:
    from catalog.models import Producer

ALL = Period()
SUMS = tuple(Sums.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a stall's money, by the first day of the month, up to a transaction."""

    producer: Producer
    upto: int
    months: dict[date, MoneyMonth]

    def since(self, period: Period = ALL) -> Period:
        """What of a period is not kept."""
        return replace(period, after=self.upto)


def kept(producer: Producer) -> Kept:
    """Two queries; a row for each month in which there was anything."""
    upto = MoneyKept.objects.filter(producer=producer).values_list("upto", flat=True).first()
    rows = MoneyMonth.objects.filter(producer=producer)
    return Kept(producer=producer, upto=upto or 0, months={row.begins_on: row for row in rows})


def sums(month: MoneyMonth) -> Sums:
    return Sums(**{name: getattr(month, name) for name in SUMS})


def balance(known: Kept) -> int:
    """Đồng that the producer may be paid; less than 0, what it owes after refunds. One query."""
    months = sum(sums(one).amount for one in known.months.values())
    return months + statement.balance(known.producer, known.since())


def overview(known: Kept, period: Period) -> Overview:
    """As ``statement.overview``, of a whole month or of all there is."""
    rest = statement.overview(known.producer, known.since(period))
    inside = [sums(one) for one in known.months.values() if _is_in(one, period)]
    before = [sums(one) for one in known.months.values() if _is_before(one, period)]
    return Overview(before=total(before).amount + rest.before, sums=total([*inside, rest.sums]))


def extent(known: Kept, period: Period) -> Extent:
    """How much was booked in a month or in all of them, and between which keys. One query."""
    rest = statement.extent(known.producer, known.since(period))
    parts = [
        Extent(one.booked, one.first, one.last)
        for one in known.months.values()
        if _is_in(one, period)
    ]
    if rest.booked:
        parts.append(rest)
    return Extent(
        sum(one.booked for one in parts),
        min((one.first for one in parts), default=0),
        max((one.last for one in parts), default=0),
    )


def all_months(known: Kept) -> list[tuple[date, int]]:
    """Each month in which there was anything, the newest first, with the đồng it added."""
    added = Counter({on: sums(one).amount for on, one in known.months.items()})
    added.update(statement.by_month(known.producer, known.since()))
    return sorted(added.items(), reverse=True)


def _is_before(month: MoneyMonth, period: Period) -> bool:
    return period.since is not None and month.begins_on < localdate(period.since)


def _is_in(month: MoneyMonth, period: Period) -> bool:
    is_over = period.until is not None and month.begins_on >= localdate(period.until)
    return not is_over and not _is_before(month, period)
