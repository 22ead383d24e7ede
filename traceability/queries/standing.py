"""How a code stands this moment, and what its page is made of: one question, in plain SQL.

A page is kept for as long as everything it shows is as it was. So the question asks for the very
values that the page shows, of every row it shows, and :attr:`Standing.print` is their fingerprint:
whatever else changes, by whatever way, the next look sees another fingerprint and a new page.
**Who lets a scan page show one thing more adds it to** ``SHOWN``, ``OF_PRODUCT`` **or**
``HAPPENED``; tests/traceability/test_kept_stories.py changes every column of every table in turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from traceability.gs1 import link
from traceability.models import ItemCode

if TYPE_CHECKING:
    from collections.abc import Sequence

OF_LOT = """
lot.id, lot.trace_code, lot.code, lot.best_before, lot.completed_at, lot.opened_at, producer.name,
recall.id, recall.opened_at, recall.closed_at
"""
RECALL = """
COALESCE(
  (SELECT MAX(whole.id) FROM traceability_recalledlot reached
     JOIN traceability_recall whole ON whole.id = reached.recall_id
    WHERE reached.lot_id = lot.id AND lot.held_back IS NOT NULL AND whole.scope <> 'items'
      AND whole.handling NOT IN ('mended', 'unfounded')),
  {of_item})
"""
OF_ONE_ITEM = """
  (SELECT MAX(single.id) FROM traceability_recalleditem reached
     JOIN traceability_recall single ON single.id = reached.recall_id
    WHERE reached.code_id = item.id AND item.recalled_at IS NOT NULL
      AND single.handling NOT IN ('mended', 'unfounded'))
"""
OF_ITEM = """
item.id, item.serial, item.state, run.issued_at,
seen.times, seen.days, seen.first_at, seen.last_at, seen.early, seen.late, seen.leaps,
seen.leap_from, seen.leap_to, seen.leap_minutes, seen.provinces, pin.code_id, pin.revealed_at,
(SELECT MAX(gone.happened_at) FROM traceability_eventitem named
   JOIN traceability_event gone ON gone.id = named.event_id
  WHERE gone.stage = 'shipping' AND named.epc IN (
        CAST(%s AS text) || pack.gtin || '/21/' || item.serial, %s))
"""
NO_ITEM = ", ".join(["NULL"] * 18)
SHOWN = """
lot.made_on, pack.name, pack.gtin, product.name, product.name_en, product.slug,
product.ingredients, product.storage, product.usage, product.warning, product.standard,
product.published_at, product.suspended_at, product.criteria_set_id, producer.slug,
producer.address, producer.is_fictional, commune.name, province.short_name
"""
EVENT = """
event.id, event.lot_id, event.stage, place.name, place.latitude, place.longitude,
around.name, teller.name
"""
STANDS = """
NOT EXISTS (SELECT 1 FROM traceability_event later WHERE later.corrects_id = event.id)
"""
TOLD = f"""
  FROM traceability_event event
  JOIN catalog_producer teller ON teller.id = event.producer_id
  LEFT JOIN traceability_place place ON place.id = event.place_id
  LEFT JOIN catalog_commune around ON around.id = place.commune_id
 WHERE {STANDS}
"""
EVENTS = f"""
CAST((SELECT {{rows}}({{row}}({EVENT})) {TOLD} AND event.lot_id = lot.id) AS text)
"""
NAMED = f"""
CAST((SELECT {{rows}}({{row}}({EVENT})) {TOLD} AND event.id IN (
        SELECT named.event_id FROM traceability_eventitem named
         WHERE named.epc IN (CAST(%s AS text) || pack.gtin || '/21/' || item.serial, %s)
      )) AS text)
"""  # noqa: S608 (put together from what stands here; values are parameters)
OF_PRODUCT = """
CAST((SELECT {rows}({row}(paper.id, paper.lot_id, paper.product_id, paper.kind, paper.title,
    paper.issuer, paper.number, paper.issued_on, paper.valid_until, paper.file, paper.sha256))
   FROM traceability_document paper
  WHERE paper.lot_id = lot.id OR (paper.product_id = product.id AND paper.lot_id IS NULL)) AS text),
CAST((SELECT {rows}({row}(given.id, given.stars, given.decision, given.issuer, given.reported_year,
    given.valid_from, given.valid_until, given.verified_at))
   FROM catalog_recognition given
  WHERE given.product_id = product.id) AS text),
CAST((SELECT {rows}({row}(photo.id, photo.small, photo.medium, photo.large, photo.width,
    photo.height, photo.description, photo.position))
   FROM catalog_photo photo WHERE photo.product_id = product.id) AS text),
CAST((SELECT {rows}({row}(policy.id, policy.minimum_age, policy.valid_from, policy.valid_until))
   FROM catalog_policy policy WHERE policy.criteria_set_id = product.criteria_set_id) AS text)
"""
GOODS = """
  JOIN catalog_pack pack ON pack.id = lot.pack_id
  JOIN catalog_product product ON product.id = pack.product_id
  JOIN catalog_producer producer ON producer.id = product.producer_id
  LEFT JOIN catalog_commune commune ON commune.id = producer.commune_id
  LEFT JOIN catalog_province province ON province.code = commune.province_id
"""
ITEM = f"""
SELECT {OF_LOT}, {OF_ITEM}, {SHOWN}, {EVENTS}, {OF_PRODUCT}, {NAMED}
  FROM traceability_itemcode item
  JOIN traceability_labelrun run ON run.id = item.run_id
  JOIN traceability_lot lot ON lot.id = item.lot_id
  {GOODS}
  LEFT JOIN traceability_recall recall ON recall.id = {RECALL.format(of_item=OF_ONE_ITEM)}
  LEFT JOIN traceability_codehistory seen ON seen.code_id = item.id
  LEFT JOIN traceability_scratchpin pin ON pin.code_id = item.id
 WHERE item.serial = %s
"""  # noqa: S608 (as above)
LOT = f"""
SELECT {OF_LOT}, {NO_ITEM}, {SHOWN}, {EVENTS}, {OF_PRODUCT}
  FROM traceability_lot lot
  {GOODS}
  LEFT JOIN traceability_recall recall ON recall.id = {RECALL.format(of_item="NULL")}
 WHERE lot.trace_code = %s
"""  # noqa: S608 (as above)
JSON = {
    "sqlite": {"rows": "json_group_array", "row": "json_array"},
    "postgresql": {"rows": "json_agg", "row": "json_build_array"},
}
MOMENTARY = 28
"""So many of the first columns are for the verdict of the moment, and not in what is kept."""


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
    print: bytes = b""

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
    return asked.format(**JSON[vendor])


def _standing(row: tuple[Any, ...]) -> Standing:
    lot, trace_code, code, best_before, completed_at, opened_at, producer, *recall = row[:10]
    shown = (
        settings.SITE_URL,
        lot,
        trace_code,
        code,
        best_before,
        producer,
        recall,
        row[MOMENTARY:],
    )
    of_lot = {
        "lot": lot,
        "trace_code": trace_code,
        "lot_code": code,
        "best_before": best_before,
        "completed_at": _aware(completed_at),
        "opened_at": _aware(opened_at),
        "producer": producer,
        "recalled_at": _aware(recall[1]),
        "recall_closed_at": _aware(recall[2]),
        "print": blake2b(repr(shown).encode(), digest_size=16).digest(),
    }
    return Standing(**of_lot, **(_of_item(row[10:MOMENTARY]) if row[10] else {}))


def _of_item(row: tuple[Any, ...]) -> dict[str, Any]:
    item, serial, state, issued_at, times, days, first_at, last_at, early, late, *moves = row
    leaps, leap_from, leap_to, leap_minutes, provinces, pinned, revealed_at, left_at = moves
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
    }


def _aware(at: datetime | str | None) -> datetime | None:
    """SQLite gives moments without their zone, which is UTC, and the latest of some as text."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
