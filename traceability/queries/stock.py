"""What lots hold, worked out again from their movements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q, Sum

from traceability.models import Lot, Movement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A lot whose ``what`` is ``kept``, while its movements add up to ``moved``."""

    lot: str
    what: str
    kept: int
    moved: int

    def __str__(self) -> str:
        return f"lot {self.lot}: {self.what} is {self.kept}, its movements say {self.moved}"


def counted_otherwise() -> Iterator[Fault]:
    """Every lot that holds or promises something else than its movements say. One query."""
    lots = Lot.objects.annotate(
        moved=Sum("movements__on_hand", default=0),
        promised=Sum("movements__reserved", default=0),
    )
    wrong = lots.exclude(moved=F("on_hand"), promised=F("reserved")).order_by("pk")
    told = wrong.values_list("code", "pk", "on_hand", "moved", "reserved", "promised")
    for code, pk, on_hand, moved, reserved, promised in told.iterator():
        name = f"{code} ({pk})"
        if moved != on_hand:
            yield Fault(lot=name, what="on hand", kept=on_hand, moved=moved)
        if promised != reserved:
            yield Fault(lot=name, what="reserved", kept=reserved, moved=promised)


def packed_otherwise() -> Iterator[Fault]:
    """Every lot whose packing is another number than was moved in; not those from before."""
    lots = Lot.objects.filter(movements__kind=Movement.Kind.PACKED).annotate(
        moved=Sum("movements__on_hand", filter=Q(movements__kind=Movement.Kind.PACKED))
    )
    wrong = lots.exclude(moved=F("packed")).order_by("pk")
    for code, pk, packed, moved in wrong.values_list("code", "pk", "packed", "moved").iterator():
        yield Fault(lot=f"{code} ({pk})", what="packed", kept=packed, moved=moved)


def movements_of(lot: Lot) -> QuerySet[Movement]:
    """The lot's story in numbers, the last first."""
    return lot.movements.order_by("-pk")
