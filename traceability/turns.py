"""Triggers that count every change of what scan pages show, by whatever way it is made.

A kept page is good for as long as nobody it tells of has turned (:class:`models.Turn`). **Who lets
a scan page show rows of one more table names it beside** ``WATCHED``, with a migration that calls
:func:`count` for it; tests/traceability/test_kept_stories.py changes every column of every row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from accounts.append_only import Triggers

OWN = "SELECT {row}.producer_id AS producer"
OF_PRODUCT = "SELECT producer_id AS producer FROM catalog_product WHERE id = {row}.product_id"
OF_LOT = "SELECT producer_id FROM traceability_lot WHERE id = {row}.lot_id"
EVERYBODY = "SELECT 0 AS producer"
OF_EVENT = f"""
{OWN} UNION {OF_LOT}
UNION SELECT producer_id FROM traceability_materiallot WHERE id = {{row}}.material_lot_id
UNION SELECT producer_id FROM traceability_place WHERE id = {{row}}.place_id
UNION SELECT was.producer_id FROM traceability_event was WHERE was.id = {{row}}.corrects_id
UNION SELECT lot.producer_id FROM traceability_event was
        JOIN traceability_lot lot ON lot.id = was.lot_id WHERE was.id = {{row}}.corrects_id
UNION SELECT lot.producer_id FROM traceability_event was
        JOIN traceability_materiallot lot ON lot.id = was.material_lot_id
       WHERE was.id = {{row}}.corrects_id
"""  # noqa: S608 (put together from what stands here)
OWNERS = """
SELECT producer_id FROM traceability_lot WHERE trace_code = {row}.node
UNION SELECT producer_id FROM traceability_materiallot WHERE trace_code = {row}.node
"""
OF_STEP = f"""
SELECT producer_id AS producer FROM traceability_event WHERE id = {{row}}.event_id
UNION {OWNERS}
UNION SELECT 0 WHERE NOT EXISTS ({OWNERS})
"""  # noqa: S608 (as above)
"""A thing that is nobody's lot may stand on anybody's way back."""
OF_SIGNED = """
SELECT event.producer_id AS producer FROM traceability_logleaf leaf
  JOIN traceability_event event ON leaf.kind = 'event' AND event.id = leaf.subject
 WHERE leaf.position = {row}.leaf_id
UNION SELECT paper.producer_id FROM traceability_logleaf leaf
  JOIN traceability_document paper ON leaf.kind = 'document' AND paper.id = leaf.subject
 WHERE leaf.position = {row}.leaf_id
"""
ALWAYS = ("INSERT", "UPDATE", "DELETE")
CHANGED = ("UPDATE",)
"""Of what no page shows before something else refers to it."""


@dataclass(frozen=True, slots=True)
class Watched:
    """``whose``: SQL for the producers a row tells of; ``columns``: those that pages show.

    ``when``: SQL that an UPDATE must fulfil besides; ``what`` tells triggers of one table apart.
    """

    table: str
    whose: str
    verbs: tuple[str, ...] = ALWAYS
    columns: tuple[str, ...] = ()
    when: str = ""
    what: str = "turns"

    def trigger(self, verb: str) -> str:
        return f"{self.table}_{self.what}_by_{verb.lower()}"


SEEN_OF_LOT = (
    *("pack_id", "producer_id", "code", "trace_code", "made_on", "best_before"),
    *("opened_at", "completed_at"),
)
"""Not its stock, which every order changes."""
WATCHED = (
    Watched("catalog_province", EVERYBODY, CHANGED),
    Watched("catalog_commune", EVERYBODY, CHANGED),
    Watched("catalog_policy", EVERYBODY),
    Watched("catalog_producer", "SELECT {row}.id AS producer", CHANGED),
    Watched("catalog_product", OWN, CHANGED),
    Watched("catalog_pack", OF_PRODUCT, CHANGED),
    Watched("catalog_photo", OF_PRODUCT),
    Watched("catalog_recognition", OF_PRODUCT),
    Watched("traceability_place", OWN, CHANGED),
    Watched("traceability_material", OWN, CHANGED),
    Watched(
        "traceability_materiallot",
        OWN,
        columns=("material_id", "producer_id", "code", "trace_code", "bought_lot_id"),
    ),
    Watched("traceability_lot", OWN, CHANGED, SEEN_OF_LOT),
    Watched("traceability_document", f"{OWN} UNION {OF_LOT} UNION {OF_PRODUCT}"),
    Watched("traceability_recall", OWN, CHANGED),
    Watched("traceability_event", OF_EVENT, ("INSERT",)),
    Watched("traceability_descent", OF_STEP, ("INSERT",)),
    Watched("traceability_attestation", OF_SIGNED, ("INSERT",)),
    Watched("traceability_lotrating", OF_LOT.replace("producer_id", "producer_id AS producer", 1)),
)

COUNT = """
INSERT INTO traceability_turn (producer, slot, times)
SELECT turned.producer, {slot}, 1 FROM ({whose}) turned
 WHERE turned.producer IS NOT NULL
    ON CONFLICT (producer, slot) DO UPDATE SET times = traceability_turn.times + 1
"""
SQLITE = "CREATE TRIGGER {trigger} AFTER {verb}{columns} ON {table} {when}BEGIN {count}; END"
FUNCTION = """
CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN {count}; RETURN NULL; END $$
"""
OF_ROWS = "CREATE TRIGGER {trigger} AFTER {verb}{columns} ON {table} FOR EACH ROW {when}{run}"
OF_STATEMENT = """
CREATE TRIGGER {trigger} AFTER INSERT ON {table}
REFERENCING NEW TABLE AS written FOR EACH STATEMENT {run}
"""
"""Thousands of rows are written at once, and come to one turn."""


def count(*watched: Watched) -> list[Triggers]:
    """Reversible operations after which every change in these tables is a turn."""
    return [Triggers(partial(begin, one), partial(end, one)) for one in watched]


def begin(watched: Watched, vendor: str) -> list[str]:
    """SQL that puts the triggers on, for ``sqlite`` or ``postgresql``."""
    on = _on_sqlite if vendor == "sqlite" else _on_postgresql
    return [statement for verb in watched.verbs for statement in on(watched, verb)]


def end(watched: Watched, vendor: str) -> list[str]:
    """SQL that takes them off again."""
    named = [watched.trigger(verb) for verb in watched.verbs]
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name in named]
    return [f"DROP FUNCTION {name}() CASCADE" for name in named]


def _on_sqlite(watched: Watched, verb: str) -> list[str]:
    whose = _of_rows(watched, verb)
    count = COUNT.format(slot="0", whose=whose).strip()
    return [SQLITE.format(**_named(watched, verb), count=count)]


def _on_postgresql(watched: Watched, verb: str) -> list[str]:
    told = _named(watched, verb)
    whose, trigger = _of_rows(watched, verb), OF_ROWS
    if verb == "INSERT":
        each = watched.whose.format(row="fresh")
        whose = f"SELECT each.producer FROM written fresh, LATERAL ({each}) each"  # noqa: S608 (as above)
        trigger = OF_STATEMENT
    turned = f"SELECT DISTINCT producer FROM ({whose}) each"  # noqa: S608 (as above)
    function = FUNCTION.format(**told, count=COUNT.format(slot="txid_current()", whose=turned))
    return [function, trigger.format(**told, run=f"EXECUTE FUNCTION {told['trigger']}()")]


def _named(watched: Watched, verb: str) -> dict[str, str]:
    columns = f" OF {', '.join(watched.columns)}" if verb == "UPDATE" and watched.columns else ""
    when = f"WHEN ({watched.when}) " if watched.when else ""
    told = {"table": watched.table, "verb": verb, "columns": columns, "when": when}
    return told | {"trigger": watched.trigger(verb)}


def _of_rows(watched: Watched, verb: str) -> str:
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[verb]
    return " UNION ".join(watched.whose.format(row=row) for row in rows)
