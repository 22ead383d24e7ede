"""What went into a lot, and where it went: to any depth, with one recursive question.

``UNION`` keeps each step once, so that a circle ends where it began; what is read is bounded, and
the nearest steps come first. The same words on SQLite and PostgreSQL.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from traceability.models import MaterialLot

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from traceability.models import Lot

MOST_STEPS = 2_000
UP, DOWN = ("out", "in"), ("in", "out")
WALK = """
WITH RECURSIVE walk (node, event, via) AS (
    SELECT CAST(%s AS varchar(300)), CAST(0 AS bigint), CAST('' AS varchar(300))
  UNION
    SELECT far.node, far.event_id, walk.node
      FROM walk
      JOIN traceability_descent near ON near.node = walk.node AND near.side = %s
      JOIN traceability_descent far ON far.event_id = near.event_id AND far.side = %s
     WHERE NOT EXISTS (
           SELECT 1 FROM traceability_event later WHERE later.corrects_id = near.event_id)
)
SELECT node, event, via FROM walk LIMIT %s
"""

EVERYTHING = """
WITH RECURSIVE made (node) AS (
    SELECT CAST(%s AS varchar(300))
  UNION
    SELECT far.node
      FROM made
      JOIN traceability_descent near ON near.node = made.node AND near.side = 'in'
      JOIN traceability_descent far ON far.event_id = near.event_id AND far.side = 'out'
     WHERE NOT EXISTS (
           SELECT 1 FROM traceability_event later WHERE later.corrects_id = near.event_id)
)
SELECT node FROM made
"""


@dataclass(frozen=True, slots=True)
class Step:
    """``node`` went into (or came of) ``via`` at this event."""

    node: str
    event: int
    via: str


@dataclass(slots=True)
class Walk:
    """Every step away from a node, and how far each node is from it; nearest first."""

    start: str
    steps: list[Step] = field(default_factory=list)
    levels: dict[str, int] = field(default_factory=dict)
    is_cut: bool = False

    @property
    def nodes(self) -> list[str]:
        """All but the start, nearest first."""
        return [node for node in self.levels if node != self.start]


def origins(node: str) -> Walk:
    """What went into this node, and into that, and so on."""
    return _walk(node, UP)


def destinations(node: str) -> Walk:
    """What was made of this node, and of that, and so on."""
    return _walk(node, DOWN)


def everything_made_of(node: str) -> list[str]:
    """All that came of this node, however much it is: what a recall must reach."""
    with connection.cursor() as cursor:
        cursor.execute(EVERYTHING, [node])
        return [made for (made,) in cursor.fetchall() if made != node]


def material_lots_behind(lot: Lot) -> QuerySet[MaterialLot]:
    """The producer's own material lots that went into a lot, at any depth."""
    return MaterialLot.objects.filter(
        producer=lot.producer_id, trace_code__in=origins(lot.trace_code).nodes
    )


def _walk(start: str, way: tuple[str, str]) -> Walk:
    with connection.cursor() as cursor:
        cursor.execute(WALK, [start, *way, MOST_STEPS + 1])
        rows = cursor.fetchall()
    steps = [Step(*row) for row in rows[:MOST_STEPS] if row[1]]
    return Walk(start, steps, _levels(start, steps), is_cut=len(rows) > MOST_STEPS)


def _levels(start: str, steps: list[Step]) -> dict[str, int]:
    """The length of the shortest way to each node. Steps come level by level."""
    levels = {start: 0}
    for step in steps:
        levels.setdefault(step.node, levels.get(step.via, 0) + 1)
    return levels
