"""Lots from before the movements get those that explain them: packed, held, sold, and a rest."""

from django.db import migrations

PACKED = """
INSERT INTO traceability_movement (lot_id, kind, on_hand, reserved, cause, moved_at)
SELECT id, 'packed', packed, 0, '', completed_at FROM traceability_lot
 WHERE completed_at IS NOT NULL ORDER BY id
"""
HELD = """
INSERT INTO traceability_movement (lot_id, kind, on_hand, reserved, cause, moved_at)
SELECT part.lot_id, 'held', 0, part.quantity, checkout.code, checkout.placed_at
  FROM marketplace_allocation part
  JOIN marketplace_line line ON line.id = part.line_id
  JOIN marketplace_order sold ON sold.id = line.order_id
  JOIN marketplace_ordergroup checkout ON checkout.id = sold.group_id
 WHERE part.state <> 'released' ORDER BY part.id
"""
SOLD = """
INSERT INTO traceability_movement (lot_id, kind, on_hand, reserved, cause, moved_at)
SELECT part.lot_id, 'sold', -part.quantity, -part.quantity, checkout.code,
       COALESCE(sold.shipped_at, checkout.placed_at)
  FROM marketplace_allocation part
  JOIN marketplace_line line ON line.id = part.line_id
  JOIN marketplace_order sold ON sold.id = line.order_id
  JOIN marketplace_ordergroup checkout ON checkout.id = sold.group_id
 WHERE part.state = 'shipped' ORDER BY part.id
"""
REST = """
INSERT INTO traceability_movement (lot_id, kind, on_hand, reserved, cause, moved_at)
SELECT lot.id, 'carried', lot.on_hand - SUM(known.on_hand), lot.reserved - SUM(known.reserved),
       '', lot.completed_at
  FROM traceability_lot lot JOIN traceability_movement known ON known.lot_id = lot.id
 GROUP BY lot.id, lot.on_hand, lot.reserved, lot.completed_at
HAVING lot.on_hand <> SUM(known.on_hand) OR lot.reserved <> SUM(known.reserved)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0004_orders_before_the_harvest"),
        ("traceability", "0029_movements_are_append_only"),
    ]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (PACKED, HELD, SOLD, REST)]
