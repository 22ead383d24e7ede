"""What a producer says of one way of delivering, before it becomes rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The fee, in đồng, of goods worth so much or more; see ``tables.Step``."""

    goods_from: int
    first_fee: int
    step_fee: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonePlan:
    """One zone: where (``Zone.Where``), its rates (none: it is not served), its communes (keys)."""

    where: str
    rates: Sequence[Rate] = ()
    communes: Sequence[int] = ()
    provinces: Sequence[str] = ()
    is_cold: bool = False
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPlan:
    """A whole way (``Method.Kind``). The last five are a pick-up point's; a commune by its key."""

    kind: str
    name: str
    zones: Sequence[ZonePlan]
    carrier: str = ""
    days: str = "1234567"
    point: str = ""
    commune_id: int | None = None
    street: str = ""
    opens_at: time | None = None
    closes_at: time | None = None


def rates(fee: int, step: int, *, half_from: int | None, free_from: int | None) -> list[Rate]:
    """One fee for small orders, half of it from a sum on, nothing from a higher sum on."""
    found = [Rate(goods_from=0, first_fee=fee, step_fee=step)]
    if half_from:
        found.append(Rate(goods_from=half_from, first_fee=fee // 2, step_fee=step // 2))
    if free_from:
        found.append(Rate(goods_from=free_from, first_fee=0))
    return found
