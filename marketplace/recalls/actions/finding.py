"""Everybody who bought what is recalled, written down with three statements, however many they are.

The same rows made one by one by the ORM would keep a hundred thousand buyers waiting for a minute.
Each statement adds what is missing, so that it may be run again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from traceability.models import Recall

if TYPE_CHECKING:
    from datetime import datetime

LINES_OF_LOTS = """
INSERT INTO marketplace_recalledline (recall_id, line_id, group_id, packs, outcome, returned)
SELECT reached.recall_id, part.line_id, sold.group_id, SUM(part.quantity),
       CASE WHEN MAX(part.state) = 'shipped' THEN 'out' ELSE 'waiting' END, 0
  FROM traceability_recalledlot reached
  JOIN marketplace_allocation part ON part.lot_id = reached.lot_id
  JOIN marketplace_line line ON line.id = part.line_id
  JOIN marketplace_order sold ON sold.id = line.order_id
 WHERE reached.recall_id = %s AND part.state <> 'released'
 GROUP BY reached.recall_id, part.line_id, sold.group_id
    ON CONFLICT DO NOTHING
"""
LINES_OF_ITEMS = """
INSERT INTO marketplace_recalledline (recall_id, line_id, group_id, packs, outcome, returned)
SELECT reached.recall_id, item.line_id, sold.group_id, COUNT(*), 'out', 0
  FROM traceability_recalleditem reached
  JOIN marketplace_packeditem item ON item.code_id = reached.code_id
  JOIN marketplace_parcel parcel ON parcel.id = item.parcel_id
  JOIN marketplace_order sold ON sold.id = parcel.order_id
 WHERE reached.recall_id = %s AND parcel.handed_over_at IS NOT NULL
 GROUP BY reached.recall_id, item.line_id, sold.group_id
    ON CONFLICT DO NOTHING
"""
LETTERS = """
INSERT INTO marketplace_recallletter (recall_id, group_id)
SELECT DISTINCT found.recall_id, found.group_id
  FROM marketplace_recalledline found
 WHERE found.recall_id = %s
    ON CONFLICT DO NOTHING
"""
OUT_OF_LOTS = """
SELECT reached.recall_id, part.line_id, part.lot_id, part.quantity AS packs
  FROM traceability_recalledlot reached
  JOIN marketplace_allocation part ON part.lot_id = reached.lot_id
 WHERE reached.recall_id = %s AND part.state = 'shipped'
"""
OUT_OF_ITEMS = """
SELECT reached.recall_id, item.line_id, code.lot_id, COUNT(*) AS packs
  FROM traceability_recalleditem reached
  JOIN traceability_itemcode code ON code.id = reached.code_id
  JOIN marketplace_packeditem item ON item.code_id = code.id
  JOIN marketplace_parcel parcel ON parcel.id = item.parcel_id
 WHERE reached.recall_id = %s AND parcel.handed_over_at IS NOT NULL
 GROUP BY reached.recall_id, item.line_id, code.lot_id
"""
REFUNDS = """
INSERT INTO marketplace_refunddue
       (recall_id, order_id, line_id, lot_id, packs, amount, state, prepared_at)
SELECT sent.recall_id, line.order_id, line.id, sent.lot_id,
       sent.packs - COALESCE(known.packs, 0),
       (sent.packs - COALESCE(known.packs, 0)) * line.unit_price, 'prepared', %s
  FROM ({out}) sent
  JOIN marketplace_line line ON line.id = sent.line_id
  JOIN marketplace_order sold ON sold.id = line.order_id
  LEFT JOIN (SELECT due.line_id, due.lot_id, SUM(due.packs) AS packs
               FROM marketplace_refunddue due
               JOIN traceability_recalledlot reached ON reached.lot_id = due.lot_id
              WHERE reached.recall_id = %s
              GROUP BY due.line_id, due.lot_id) known
         ON known.line_id = sent.line_id AND known.lot_id = sent.lot_id
 WHERE sent.packs > COALESCE(known.packs, 0) AND sold.state <> 'refunded'
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def find_buyers(*, recall: Recall, at: datetime) -> None:
    """Write down the lines that a recall reaches, whom to tell, and what is due to whom.

    Call it when the lots are stopped: what was ordered before is there to be found, and nothing
    comes after. Packs that an earlier recall refunds are not refunded again.
    """
    is_of_items = recall.scope == Recall.Scope.ITEMS
    refunds = REFUNDS.format(out=OUT_OF_ITEMS if is_of_items else OUT_OF_LOTS)
    when = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(LINES_OF_ITEMS if is_of_items else LINES_OF_LOTS, [recall.pk])
        cursor.execute(LETTERS, [recall.pk])
        cursor.execute(refunds, [when, recall.pk, recall.pk])
