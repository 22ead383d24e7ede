"""How often what pages show of these producers has changed so far: the version of a kept page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum, Value

from accounts.prepared import Prepared
from traceability.models import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def of(producers: Iterable[int]) -> int:
    """Grows with every change, and never falls."""
    (told,) = _turned(producers=sorted(producers)) or [(0,)]
    return told[0] or 0


@Prepared
def _turned(producers: list[int]) -> QuerySet[Any, tuple[int | None]]:
    """One row with one sum, as an aggregate gives it."""
    turned = Turn.objects.filter(producer__in=producers).annotate(all=Value(1)).values("all")
    return turned.annotate(n=Sum("times")).values_list("n")
