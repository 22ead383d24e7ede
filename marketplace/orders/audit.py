"""Whether what orders say of lots, planned lots and vouchers agrees with what those count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, F, Q, Sum

from marketplace.orders.models import VoucherUse
from marketplace.selling.models import PlannedLot
from marketplace.vouchers.models import Voucher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

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


def vouchers_otherwise() -> Iterator[str]:
    """Every voucher whose uses add up to something else than it counts. One query."""
    state = VoucherUse.State
    uses: dict[str, Any] = {
        "kept": Sum("voucher_uses__amount", filter=Q(voucher_uses__state=state.HELD), default=0),
        "gone": Sum("voucher_uses__amount", filter=Q(voucher_uses__state=state.SPENT), default=0),
        "times": Count("voucher_uses", filter=~Q(voucher_uses__state=state.RETURNED)),
    }
    rows: QuerySet[Any, Any] = Voucher.objects.annotate(**uses)
    wrong = rows.exclude(kept=F("held"), gone=F("spent"), times=F("used"))
    names = ("code", "held", "kept", "spent", "gone", "used", "times")
    for code, held, kept, spent, gone, used, times in wrong.order_by("pk").values_list(*names):
        yield (
            f"voucher {code}: counts {held} held, {spent} spent in {used} uses, "
            f"orders say {kept}, {gone} and {times}"
        )


DISCOUNTED = """
SELECT checkout.code
  FROM marketplace_ordergroup checkout
 WHERE checkout.goods_discount + checkout.delivery_discount > 0
   AND (checkout.goods_discount <> (
           SELECT COALESCE(SUM(line.discount), 0) FROM marketplace_line line
             JOIN marketplace_order sold ON sold.id = line.order_id
            WHERE sold.group_id = checkout.id)
     OR checkout.goods_discount <> (
           SELECT COALESCE(SUM(used.amount), 0) FROM marketplace_voucheruse used
            WHERE used.group_id = checkout.id AND used.kind <> 'freight') + (
           SELECT COALESCE(SUM(line.own_discount), 0) FROM marketplace_line line
             JOIN marketplace_order sold ON sold.id = line.order_id
            WHERE sold.group_id = checkout.id AND sold.seller_id IS NOT NULL)
     OR checkout.delivery_discount <> (
           SELECT COALESCE(SUM(used.amount), 0) FROM marketplace_voucheruse used
            WHERE used.group_id = checkout.id AND used.kind = 'freight'))
 ORDER BY checkout.code
"""
"""Checkouts whose discounts are not those of their lines, or not those of their vouchers.

At a stall there are none: who sells takes something off, and bears it."""


def discounted_otherwise() -> Iterator[str]:
    """Every checkout that gives another sum than its lines and vouchers do. One query."""
    with connection.cursor() as cursor:
        cursor.execute(DISCOUNTED)
        for (code,) in cursor.fetchall():
            yield f"order {code}: its discounts are not those of its lines and vouchers"
