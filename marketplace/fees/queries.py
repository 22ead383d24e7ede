"""What is taken from a sale on a day, and what is left for the producer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from accounts.prepared import Prepared
from catalog.models import Producer
from catalog.money import share
from marketplace.fees.models import Rate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from catalog.models import Pack


class KindUnknown(Exception):
    """Nobody has said what kind of seller it is, so nobody knows what is withheld: no sale."""


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
    """What holds for all goods of such producers, where no narrower row fits. One query."""
    rows = [row for row in _in_force(on=on) if not _is_narrow(row)]
    return {kind: _chosen(row for row in rows if row.producer_kind in {"", kind}) for kind in kinds}


def rates_for(sold: Sequence[tuple[Producer, Pack]], *, on: date) -> list[Rates]:
    """What is taken from each of these packs, in their order. One query.

    Raises :class:`KindUnknown`: who may be withheld from is told by the kind of the seller.
    """
    if any(producer.kind == Producer.Kind.UNKNOWN for producer, _pack in sold):
        raise KindUnknown
    rows = _in_force(on=on)
    return [_chosen(row for row in rows if _fits(row, *one)) for one in sold]


@Prepared
def _in_force(on: date) -> QuerySet[Rate]:
    return Rate.objects.in_force(on=on)


def _is_narrow(row: Rate) -> bool:
    return any((row.producer_id, row.pack_id, row.shelf_id, row.commune_id, row.province_id))


def _fits(row: Rate, producer: Producer, pack: Pack) -> bool:
    """Whether every field that says something says so of this sale."""
    return (
        row.producer_kind in {"", producer.kind}
        and row.producer_id in {None, producer.pk}
        and row.pack_id in {None, pack.pk}
        and row.commune_id in {None, producer.commune_id}
        and row.province_id in {None, producer.province_id}
        and (row.shelf_id is None or row.shelf_id == pack.product.shelf_id)
    )


def _chosen(rows: Iterable[Rate]) -> Rates:
    """Of each kind of rate the first: by position, one for a kind of producers before one for all.

    Where buyers pay producers straight (direct settlement) the market sees no money it could
    withhold from, and takes its commission only.
    """
    ranked = sorted(
        rows,
        key=lambda row: (-row.position, bool(row.producer_kind), row.valid_from, row.pk),
    )
    straight = settings.SETTLEMENT == "direct"
    return Rates(
        **{
            str(row.kind): row.basis_points
            for row in ranked
            if not straight or row.kind == Rate.Kind.COMMISSION
        }
    )


def net_payout(*, price: int, producer_kind: str, on: date) -> int:
    """Đồng that reach the producer when goods of that price are sold."""
    return price - rates(producer_kind=producer_kind, on=on).taken_from(price).total


def rules_of(producer: Producer, *, since: date | None, until: date | None) -> list[Rate]:
    """The rows behind what is taken from a producer in that time, in the order they are tried."""
    rows = Rate.objects.select_related("pack__product", "shelf").filter(
        Q(producer=None) | Q(producer=producer),
        Q(commune=None) | Q(commune=producer.commune_id),
        Q(province=None) | Q(province=producer.province_id),
        Q(pack=None) | Q(pack__product__producer=producer),
        producer_kind__in=["", producer.kind],
    )
    if until:
        rows = rows.filter(valid_from__lt=until)
    if since:
        rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=since))
    return list(rows.order_by("kind", "position", "-producer_kind", "valid_from", "pk"))
