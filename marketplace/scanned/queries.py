"""What was scanned, with the goods behind each code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from traceability.models import ItemCode, Lot

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """One code: its page, and the lot it is of."""

    path: str
    code: str
    url: str
    lot: Lot


def scanned(paths: Sequence[str]) -> list[Scanned]:
    """In that order; a code that is no more is left out. Two queries."""
    told = [path.split("/") for path in paths]
    serials = [code for kind, code in told if kind == "ma"]
    items = ItemCode.objects.filter(serial__in=serials).select_related(*_of("lot__"))
    lots = Lot.objects.filter(trace_code__in=[code for kind, code in told if kind == "lo"])
    found = {f"ma/{item.serial}": item.lot for item in items}
    found |= {f"lo/{lot.trace_code}": lot for lot in lots.select_related(*_of(""))}
    return [_told(path, found[path]) for path in paths if path in found]


def _of(lot: str) -> tuple[str, str]:
    return f"{lot}pack__product", f"{lot}producer"


def _told(path: str, lot: Lot) -> Scanned:
    kind, code = path.split("/")
    url = reverse("scan:item" if kind == "ma" else "scan:lot", args=[code])
    return Scanned(path=path, code=code, url=url, lot=lot)
