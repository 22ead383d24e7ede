"""How a code stands this moment: what its verdict says, and by which version its page is kept.

One question in plain SQL. What else the page shows is told apart by :attr:`Standing.turned`, a
number that grows with every change of it (:mod:`traceability.turns`), and by
:attr:`Standing.named`, the events that name this very item.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from traceability.gs1 import link
from traceability.models import ItemCode, Recall

if TYPE_CHECKING:
    from collections.abc import Sequence

OF_LOT = """
lot.id, lot.trace_code, lot.code, lot.best_before, lot.completed_at, lot.opened_at, producer.name,
recall.id, recall.opened_at, recall.closed_at,
(SELECT SUM(turn.times) FROM traceability_turn turn WHERE turn.producer IN (0, producer.id))
"""
FREE = ", ".join(f"'{handling.value}'" for handling in Recall.GIVING_FREE)
RECALL = f"""
COALESCE(
  (SELECT MAX(whole.id) FROM traceability_recalledlot reached
     JOIN traceability_recall whole ON whole.id = reached.recall_id
    WHERE reached.lot_id = lot.id AND lot.held_back IS NOT NULL AND whole.scope <> 'items'
      AND whole.handling NOT IN ({FREE})),
  {{of_item}})
"""  # noqa: S608 (as below)
OF_ONE_ITEM = f"""
  (SELECT MAX(single.id) FROM traceability_recalleditem reached
     JOIN traceability_recall single ON single.id = reached.recall_id
    WHERE reached.code_id = item.id AND item.recalled_at IS NOT NULL
      AND single.handling NOT IN ({FREE}))
"""  # noqa: S608 (as below)
NAMED = """
   FROM traceability_eventitem named
   JOIN traceability_event gone ON gone.id = named.event_id
  WHERE named.epc IN (CAST(%s AS text) || pack.gtin || '/21/' || item.serial, %s)
    AND NOT EXISTS (SELECT 1 FROM traceability_event later WHERE later.corrects_id = gone.id)
"""
OF_ITEM = f"""
item.id, item.serial, item.state, run.issued_at,
seen.times, seen.days, seen.first_at, seen.last_at, seen.early, seen.late, seen.leaps,
seen.leap_from, seen.leap_to, seen.leap_minutes, seen.provinces, pin.code_id, pin.revealed_at,
(SELECT MAX(gone.happened_at) {NAMED} AND gone.stage = 'shipping'),
(SELECT {{joined}} {NAMED})
"""
GOODS = """
  JOIN catalog_pack pack ON pack.id = lot.pack_id
  JOIN catalog_product product ON product.id = pack.product_id
  JOIN catalog_producer producer ON producer.id = product.producer_id
"""
ITEM = f"""
SELECT {OF_LOT}, {OF_ITEM}
  FROM traceability_itemcode item
  JOIN traceability_labelrun run ON run.id = item.run_id
  JOIN traceability_lot lot ON lot.id = item.lot_id
  {GOODS}
  LEFT JOIN traceability_recall recall ON recall.id = {RECALL.format(of_item=OF_ONE_ITEM)}
  LEFT JOIN traceability_codehistory seen ON seen.code_id = item.id
  LEFT JOIN traceability_scratchpin pin ON pin.code_id = item.id
 WHERE item.serial = %s
"""  # noqa: S608 (put together from what stands here; values are parameters)
LOT = f"""
SELECT {OF_LOT}
  FROM traceability_lot lot
  {GOODS}
  LEFT JOIN traceability_recall recall ON recall.id = {RECALL.format(of_item="NULL")}
 WHERE lot.trace_code = %s
"""  # noqa: S608 (as above)
JOINED = {
    "sqlite": "group_concat(named.event_id)",
    "postgresql": "string_agg(CAST(named.event_id AS text), ',')",
}
OF_THE_LOT = 11
"""So many columns come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A lot, and an item where one was asked for (``item``), with the looks at it so far."""

    lot: int
    trace_code: str
    lot_code: str
    best_before: date | None
    completed_at: datetime | None
    opened_at: datetime
    producer: str
    recalled_at: datetime | None = None
    recall_closed_at: datetime | None = None
    item: int | None = None
    serial: str = ""
    state: str = ""
    issued_at: datetime | None = None
    times: int = 0
    days: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    early: int = 0
    late: int = 0
    leaps: int = 0
    leap_from: str = ""
    leap_to: str = ""
    leap_minutes: int = 0
    provinces: tuple[str, ...] = ()
    has_pin: bool = False
    revealed_at: datetime | None = None
    left_at: datetime | None = None
    recall: int | None = None
    named: str = ""
    turned: int = 0

    @property
    def code(self) -> str:
        """What stands in the address of the page."""
        return self.serial or self.trace_code

    def has_expired(self, *, on: date) -> bool:
        return self.best_before is not None and self.best_before <= on

    @property
    def is_void(self) -> bool:
        return self.state == ItemCode.State.VOID


def item(serial: str) -> Standing | None:
    """Of an item's code; None when it was never issued. One query."""
    names = [f"{settings.SITE_URL}/01/", link.for_code(settings.SITE_URL, serial)]
    row = _row(ITEM, [*names, *names, serial])
    return _standing(row) if row else None


def lot(trace_code: str) -> Standing | None:
    """Of a lot's code; None when no lot has it. One query."""
    row = _row(LOT, [trace_code])
    return _standing(row) if row else None


def _row(asked: str, values: Sequence[str]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(_in_dialect(asked, connection.vendor), values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


@cache
def _in_dialect(asked: str, vendor: str) -> str:
    return " ".join(asked.format(joined=JOINED[vendor]).split())


def _standing(row: tuple[Any, ...]) -> Standing:
    lot, trace_code, code, best_before, completed_at, opened_at, producer, *more = row[:OF_THE_LOT]
    recall, recalled_at, closed_at, turned = more
    of_lot = {
        "lot": lot,
        "trace_code": trace_code,
        "lot_code": code,
        "best_before": best_before,
        "completed_at": _aware(completed_at),
        "opened_at": _aware(opened_at),
        "producer": producer,
        "recall": recall,
        "recalled_at": _aware(recalled_at),
        "recall_closed_at": _aware(closed_at),
        "turned": int(turned or 0),
    }
    return Standing(**of_lot, **(_of_item(row[OF_THE_LOT:]) if row[OF_THE_LOT:] else {}))


def _of_item(row: tuple[Any, ...]) -> dict[str, Any]:
    item, serial, state, issued_at, times, days, first_at, last_at, early, late, *moves = row
    leaps, leap_from, leap_to, leap_minutes, provinces, pinned, *last = moves
    revealed_at, left_at, named = last
    return {
        "item": item,
        "serial": serial,
        "state": state,
        "issued_at": _aware(issued_at),
        "times": times or 0,
        "days": days or 0,
        "first_at": _aware(first_at),
        "last_at": _aware(last_at),
        "early": early or 0,
        "late": late or 0,
        "leaps": leaps or 0,
        "leap_from": leap_from or "",
        "leap_to": leap_to or "",
        "leap_minutes": leap_minutes or 0,
        "provinces": tuple(filter(None, (provinces or "").split(","))),
        "has_pin": pinned is not None,
        "revealed_at": _aware(revealed_at),
        "left_at": _aware(left_at),
        "named": named or "",
    }


def _aware(at: datetime | str | None) -> datetime | None:
    """SQLite gives moments without their zone, which is UTC, and the latest of some as text."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
