"""Lines that a recall reaches and nobody has written down yet: of thousands, most for a while.

They are written down in the order of their keys, so the last one tells which are left.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Max

from traceability.models import Recall

LINES_OF_LOTS = """
SELECT reached.recall_id, part.line_id, sold.group_id, SUM(part.quantity),
       CASE WHEN MAX(part.state) = 'shipped' THEN 'out' ELSE 'waiting' END, 0
  FROM traceability_recalledlot reached
  JOIN marketplace_allocation part ON part.lot_id = reached.lot_id
  JOIN marketplace_line line ON line.id = part.line_id
  JOIN marketplace_order sold ON sold.id = line.order_id
 WHERE reached.recall_id = %s AND part.state <> 'released'
   AND part.line_id > %s
 GROUP BY reached.recall_id, part.line_id, sold.group_id
"""
LINES_OF_ITEMS = """
SELECT reached.recall_id, item.line_id, sold.group_id, COUNT(*), 'out', 0
  FROM traceability_recalleditem reached
  JOIN marketplace_packeditem item ON item.code_id = reached.code_id
  JOIN marketplace_parcel parcel ON parcel.id = item.parcel_id
  JOIN marketplace_order sold ON sold.id = parcel.order_id
 WHERE reached.recall_id = %s AND parcel.handed_over_at IS NOT NULL
   AND item.line_id > %s
 GROUP BY reached.recall_id, item.line_id, sold.group_id
"""


def lines_unfound(recall: Recall) -> str:
    """SQL with two parameters: the recall's key, and the last line that is written down."""
    return LINES_OF_ITEMS if recall.scope == Recall.Scope.ITEMS else LINES_OF_LOTS


def last_found(recall: Recall) -> int:
    """The key of a line, or 0."""
    return recall.recalled_lines.aggregate(last=Max("line"))["last"] or 0


def count_unfound(recall: Recall) -> int:
    count = f"SELECT COUNT(*) FROM ({lines_unfound(recall)}) unfound"  # noqa: S608 (stands above)
    with connection.cursor() as cursor:
        cursor.execute(count, [recall.pk, last_found(recall)])
        return int(cursor.fetchone()[0])
