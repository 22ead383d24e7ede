"""Whether what orders say of lots, weeks and planned lots agrees with what was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import F, Sum

from marketplace.selling.models import PlannedLot

if TYPE_CHECKING:
    from collections.abc import Iterator

PROMISED = """
SELECT said.cause, said.lot_id, SUM(said.kept), SUM(said.moved), SUM(said.sent), SUM(said.sold)
  FROM (SELECT checkout.code AS cause, part.lot_id,
               CASE WHEN part.state IN ('held', 'offered') THEN part.quantity ELSE 0 END AS kept,
               0 AS moved,
               CASE WHEN part.state = 'shipped' THEN part.quantity ELSE 0 END AS sent, 0 AS sold
          FROM marketplace_allocation part
          JOIN marketplace_line line ON line.id = part.line_id
          JOIN marketplace_order sold ON sold.id = line.order_id
          JOIN marketplace_ordergroup checkout ON checkout.id = sold.group_id
         WHERE part.state <> 'released'
         UNION ALL
        SELECT moved.cause, moved.lot_id, 0, moved.reserved, 0,
               CASE WHEN moved.kind = 'sold' THEN -moved.on_hand ELSE 0 END
          FROM traceability_movement moved
         WHERE moved.reserved <> 0) said
 GROUP BY said.cause, said.lot_id
HAVING SUM(said.kept) <> SUM(said.moved) OR SUM(said.sent) <> SUM(said.sold)
 ORDER BY said.cause, said.lot_id
"""
"""For each checkout and lot: what its allocations hold and sent, and what movements say of it."""


def promised_otherwise() -> Iterator[str]:
    """Every checkout that holds or was sent something else than was moved for it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(PROMISED)
        for cause, lot, kept, moved, sent, sold in cursor.fetchall():
            yield (
                f"order {cause or '(none)'}, lot {lot}: holds {kept} and was sent {sent}, "
                f"its movements say {moved} and {sold}"
            )


def planned_otherwise() -> Iterator[str]:
    """Every planned lot of which orders want another number than it counts. One query."""
    wanted = Sum(F("preorders__quantity") - F("preorders__dropped"), default=0)
    wrong = PlannedLot.objects.annotate(n=wanted).exclude(n=F("taken")).order_by("pk")
    for pk, taken, n in wrong.values_list("pk", "taken", "n"):
        yield f"planned lot {pk}: counts {taken}, orders want {n}"
