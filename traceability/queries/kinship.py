"""The things of a genealogy by name, as far as a producer may know them.

One's own lots are told in full. Of others only what their scan pages tell: the goods and the
maker of a complete lot; everything else of theirs has no name here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from traceability.measures import spoken
from traceability.models import Lot, MaterialLot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from catalog.models import Producer

BATCH = 500
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Kin:
    """``kind`` is lot, material or other; ``packed`` and ``gone`` are packs of own lots."""

    node: str
    kind: str
    title: str
    code: str = ""
    amount: str = ""
    url: str = ""
    packed: int = 0
    gone: int = 0
    is_own: bool = False


def kin(nodes: Collection[str], *, mine: Producer) -> dict[str, Kin]:
    """Each node by name."""
    found: dict[str, Kin] = {}
    keys = sorted(nodes)
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        found |= {one.node: one for one in _lots(some, mine)}
        found |= {one.node: one for one in _materials(some, mine)}
    return {node: found.get(node) or _stranger(node) for node in keys}


def totals(told: Collection[Kin]) -> dict[str, int]:
    """How many lots were made, and how many packs of them have left the house."""
    own = [one for one in told if one.kind == "lot" and one.is_own]
    return {
        "lots": sum(one.kind == "lot" for one in told),
        "packed": sum(one.packed for one in own),
        "gone": sum(one.gone for one in own),
    }


def _lots(nodes: list[str], mine: Producer) -> Iterator[Kin]:
    lots = Lot.objects.filter(trace_code__in=nodes).select_related("pack__product", "producer")
    for lot in lots:
        if lot.producer_id == mine.pk:
            yield Kin(
                node=lot.trace_code,
                kind="lot",
                title=str(lot.pack),
                code=lot.code,
                url=reverse("traceability:lot", args=[mine.slug, lot.code]),
                packed=lot.packed,
                gone=lot.packed - lot.on_hand,
                is_own=True,
            )
        elif lot.is_complete:
            url = reverse("scan:lot", args=[lot.trace_code])
            yield Kin(lot.trace_code, "lot", str(lot.pack), lot.producer.name, url=url)
        else:
            yield Kin(lot.trace_code, "other", _("Lô chưa công khai của cơ sở khác"))


def _materials(nodes: list[str], mine: Producer) -> Iterator[Kin]:
    lots = MaterialLot.objects.filter(trace_code__in=nodes).select_related("material", "producer")
    for lot in lots:
        if lot.producer_id == mine.pk:
            yield Kin(
                node=lot.trace_code,
                kind="material",
                title=lot.material.name,
                code=lot.code,
                amount=spoken(lot.amount, lot.material.unit),
                url=reverse("traceability:material", args=[mine.slug, lot.code]),
                is_own=True,
            )
        elif lot.told_at:
            url = reverse("scan:material", args=[lot.trace_code])
            yield Kin(lot.trace_code, "material", lot.material.name, lot.producer.name, url=url)
        else:
            yield Kin(lot.trace_code, "other", _("Nguyên liệu chưa công khai của cơ sở khác"))


def _stranger(node: str) -> Kin:
    """Something from outside of the market: by the end of its name, which is the telling one."""
    short = node if len(node) <= LONGEST_NAME else f"…{node[-LONGEST_NAME:]}"
    return Kin(node, "other", _("Hàng ngoài Chợ Gốc"), short)
