"""Whether all that the laws in force ask of the page behind a label is there, lot by lot.

A lot is judged by the rows in force on the day its packing was written down, an open one by
today's: a law that comes later asks of later lots, and is only announced on earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from traceability.completeness import reading
from traceability.completeness.facts import LASTING, QUESTIONS, Answer, Room
from traceability.models import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from traceability.models import Lot

__all__ = ["Answer", "Finding", "Judgement", "Room", "findings", "judged", "lost", "meters"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a law asks, the answer, and where it is filled in.

    Without ``requirement`` no law has been loaded, and nothing may pass.
    """

    requirement: Requirement | None
    answer: Answer
    room: Room = Room.LOT
    field: str = ""

    @property
    def is_met(self) -> bool:
        return self.answer is not Answer.MISSING

    @property
    def label(self) -> str:
        if self.requirement is None:
            return _("danh mục luật yêu cầu (chưa nạp vào Chợ Gốc)")
        return self.requirement.spoken_label


@dataclass(frozen=True, slots=True)
class Judgement:
    """``asked`` by the rows in force on ``day``, which judge the lot; ``newer`` by later ones."""

    day: date
    asked: list[Finding]
    newer: list[Finding]

    @property
    def missing(self) -> list[Finding]:
        return [one for one in self.asked if not one.is_met]


def judged(lots: Sequence[Lot], *, at: datetime) -> dict[int, Judgement]:
    """Each lot's judgement by its key, with as many queries for many lots as for one."""
    days = {lot.pk: localdate(lot.completed_at or at) for lot in lots}
    rows = reading.requirements(since=min(days.values(), default=localdate(at)))
    known = reading.known(days)
    return {pk: _judge(rows, known[pk], day) for pk, day in days.items()}


def findings(lot: Lot, *, at: datetime) -> list[Finding]:
    """All that is asked of this lot, with the answers, law by law."""
    return judged([lot], at=at)[lot.pk].asked


def lost(lot: Lot, *, at: datetime) -> list[Finding]:
    """What a packed lot had and its page has no more: words, numbers or pictures taken away."""
    missing = judged([lot], at=at)[lot.pk].missing
    return [one for one in missing if one.room not in LASTING or one.requirement is None]


def meters(found: Iterable[Finding]) -> list[tuple[str, int, int]]:
    """For each law: its name, how many things are met, and of how many."""
    counts: dict[str, list[bool]] = {}
    for one in found:
        law = one.requirement.spoken_law if one.requirement else one.label
        counts.setdefault(law, []).append(one.is_met)
    return [(law, sum(met), len(met)) for law, met in counts.items()]


def _judge(rows: Sequence[reading.Asked], known: reading.Known, day: date) -> Judgement:
    concerning = [row for row in rows if row.concerns(known.lot)]
    by_law = sorted(concerning, key=lambda row: row.place)
    asked = [_find(row, known) for row in by_law if row.requirement.is_in_force(on=day)]
    newer = [_find(row, known) for row in by_law if row.requirement.valid_from > day]
    return Judgement(day, asked or [Finding(None, Answer.MISSING)], newer)


def _find(row: reading.Asked, known: reading.Known) -> Finding:
    question = QUESTIONS[Requirement.Fact(row.requirement.fact)]
    answer, field = question.answer(known), question.field_of(known)
    return Finding(row.requirement, answer, question.room, field)
