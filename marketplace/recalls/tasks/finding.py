"""Everybody who bought what is recalled, written down with three statements for so many lines.

The same rows made one by one by the ORM would keep a hundred thousand buyers waiting for a minute.
Each statement adds what is missing, so that it may be run again; the press writes the first ones,
the task the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from marketplace.orders.actions.booking import book_owed
from marketplace.orders.actions.states import lock_groups
from marketplace.orders.models import OrderGroup, RecalledLine, RefundDue
from marketplace.recalls.queries.unfound import last_found, lines_unfound
from traceability.models import Recall

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

INTO_LINES = """
INSERT INTO marketplace_recalledline (recall_id, line_id, group_id, packs, outcome, returned)
{lines}
 ORDER BY 2 LIMIT %s
    ON CONFLICT DO NOTHING
"""
LETTERS = """
INSERT INTO marketplace_recallletter (recall_id, group_id)
SELECT DISTINCT found.recall_id, found.group_id
  FROM marketplace_recalledline found
 WHERE found.recall_id = %s AND found.line_id > %s
    ON CONFLICT DO NOTHING
"""
OUT_OF_LOTS = """
SELECT reached.recall_id, part.line_id, part.lot_id, part.quantity AS packs
  FROM traceability_recalledlot reached
  JOIN marketplace_allocation part ON part.lot_id = reached.lot_id
 WHERE reached.recall_id = %s AND part.state = 'shipped'
   AND part.line_id > %s AND part.line_id <= %s
"""
OUT_OF_ITEMS = """
SELECT reached.recall_id, item.line_id, code.lot_id, COUNT(*) AS packs
  FROM traceability_recalleditem reached
  JOIN traceability_itemcode code ON code.id = reached.code_id
  JOIN marketplace_packeditem item ON item.code_id = code.id
  JOIN marketplace_parcel parcel ON parcel.id = item.parcel_id
 WHERE reached.recall_id = %s AND parcel.handed_over_at IS NOT NULL
   AND item.line_id > %s AND item.line_id <= %s
 GROUP BY reached.recall_id, item.line_id, code.lot_id
"""
REFUNDS = """
WITH known AS (
    SELECT due.line_id, due.lot_id, SUM(due.packs) AS packs
      FROM marketplace_refunddue due
      JOIN traceability_recalledlot reached ON reached.lot_id = due.lot_id
     WHERE reached.recall_id = %s AND due.line_id > %s AND due.line_id <= %s
     GROUP BY due.line_id, due.lot_id
), owed AS (
    SELECT line_id, SUM(packs) AS packs, SUM(amount) AS amount
      FROM marketplace_refunddue
     WHERE line_id > %s AND line_id <= %s
     GROUP BY line_id
), missing AS (
    SELECT sent.recall_id, line.order_id, line.id AS line_id, sent.lot_id, line.quantity,
           line.total - line.discount AS paid,
           line.total - line.discount - COALESCE(owed.amount, 0) AS unowed,
           COALESCE(owed.packs, 0) AS gone, COALESCE(known.packs, 0) AS known,
           sent.packs - COALESCE(known.packs, 0) AS packs,
           SUM(sent.packs - COALESCE(known.packs, 0))
               OVER (PARTITION BY line.id ORDER BY sent.lot_id) AS so_far
      FROM ({out}) sent
      JOIN marketplace_line line ON line.id = sent.line_id
      JOIN marketplace_order sold ON sold.id = line.order_id
      LEFT JOIN known ON known.line_id = sent.line_id AND known.lot_id = sent.lot_id
      LEFT JOIN owed ON owed.line_id = sent.line_id
     WHERE sent.packs > COALESCE(known.packs, 0) AND sold.state <> 'refunded'
), shared AS (
    SELECT missing.*, paid * gone / quantity AS before,
           paid * (gone + so_far) / quantity AS upto,
           paid * (gone + so_far - packs) / quantity AS since
      FROM missing
), due AS (
    SELECT shared.*,
           CASE WHEN upto - before < unowed THEN upto - before ELSE unowed END
           - CASE WHEN since - before < unowed THEN since - before ELSE unowed END AS amount
      FROM shared
)
INSERT INTO marketplace_refunddue
       (reason, key, recall_id, order_id, line_id, lot_id, packs, amount, prepared_at)
SELECT 'recall', 'recall ' || recall_id || ': line ' || line_id || ', lot ' || lot_id
       || ', after ' || known,
       recall_id, order_id, line_id, lot_id, packs, amount, %s
  FROM due
 WHERE amount > 0
    ON CONFLICT DO NOTHING
"""
"""What :func:`marketplace.orders.actions.refunds.owe_packs` does, for many lines at once."""


AT_ONCE = 2_000  # lines


@transaction.atomic
def find_some(*, recall: Recall, at: datetime, most: int = AT_ONCE) -> int:
    """Write down so many lines that a recall reaches, whom to tell, and what is due to whom.

    Says how many there were; fewer than ``most`` are the last. Call it when the lots are stopped:
    what was ordered before is there to be found, and nothing comes after. What a claim, or another
    recall, refunds at the same moment is waited for and not refunded again.
    """
    Recall.objects.select_for_update(of=("self",), no_key=True).get(pk=recall.pk)
    before = last_found(recall)
    with connection.cursor() as cursor:
        into = INTO_LINES.format(lines=lines_unfound(recall))
        cursor.execute(into, [recall.pk, before, most])
        found = int(cursor.rowcount)
        if found:
            some = [recall.pk, before, last_found(recall)]
            cursor.execute(LETTERS, some[:2])
            _lock_found(*some)
            out = OUT_OF_ITEMS if recall.scope == Recall.Scope.ITEMS else OUT_OF_LOTS
            when = connection.ops.adapt_datetimefield_value(at)
            cursor.execute(REFUNDS.format(out=out), [*some, *some[1:], *some, when])
            book_owed(dues=_owed(*some))
    return found


def _owed(recall_pk: int, after: int, last: int) -> QuerySet[RefundDue]:
    return RefundDue.objects.filter(recall=recall_pk, line__gt=after, line__lte=last)


def _lock_found(recall_pk: int, after: int, last: int) -> None:
    """The checkouts of these lines: whoever changes an order locks its checkout first of all."""
    found = RecalledLine.objects.filter(recall=recall_pk, line__gt=after, line__lte=last)
    lock_groups(OrderGroup.objects.filter(pk__in=found.values("group")))
