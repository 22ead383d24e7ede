"""What is taken from a sale on a day, and what is left for the producer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.prepared import Prepared
from catalog.money import share
from marketplace.fees.models import Rate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Đồng taken from one sum of goods."""

    commission: int
    vat: int
    pit: int

    @property
    def total(self) -> int:
        return self.commission + self.vat + self.pit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Ten-thousandths taken from goods of one kind of producer."""

    commission: int = 0
    vat: int = 0
    pit: int = 0

    def taken_from(self, amount: int) -> Taken:
        """``amount`` in đồng; each part rounded by itself, as each is declared by itself."""
        return Taken(
            commission=share(amount, self.commission),
            vat=share(amount, self.vat),
            pit=share(amount, self.pit),
        )


def rates(*, producer_kind: str, on: date) -> Rates:
    """What is taken from goods of one kind of producer on that day."""
    return rates_by_kind([producer_kind], on=on)[producer_kind]


def rates_by_kind(kinds: Collection[str], *, on: date) -> dict[str, Rates]:
    """The rows in force: one named for a kind of producer goes before one for all. One query."""
    rows = [row for row in _in_force(on=on) if row.producer_kind in {"", *kinds}]
    rows.sort(key=lambda row: (bool(row.producer_kind), row.valid_from, row.pk))
    return {kind: _chosen(row for row in rows if row.producer_kind in {"", kind}) for kind in kinds}


@Prepared
def _in_force(on: date) -> QuerySet[Rate]:
    return Rate.objects.in_force(on=on)


def _chosen(rows: Iterable[Rate]) -> Rates:
    """Of each kind of rate the last row."""
    return Rates(**{str(row.kind): row.basis_points for row in rows})


def net_payout(*, price: int, producer_kind: str, on: date) -> int:
    """Đồng that reach the producer when goods of that price are sold."""
    return price - rates(producer_kind=producer_kind, on=on).taken_from(price).total
