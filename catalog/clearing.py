"""Triggers that shut the gate when what opened it changes, by whatever way it is changed.

Who changes it through :mod:`catalog.actions` has it worked out again in the same transaction.
"""

from __future__ import annotations

from typing import NamedTuple

from accounts.append_only import Triggers

SHUT = "UPDATE catalog_product SET cleared_until = NULL WHERE cleared_until IS NOT NULL AND {whose}"
OF_PAPER = "producer_id = OLD.producer_id"


class Cause(NamedTuple):
    name: str
    verb: str
    table: str
    when: str
    whose: str


CAUSES = (
    Cause(
        "kind_of_goods_changes",
        "UPDATE",
        "catalog_product",
        "NEW.criteria_set_id IS DISTINCT FROM OLD.criteria_set_id "
        "OR NEW.producer_id IS DISTINCT FROM OLD.producer_id",
        "id = OLD.id",
    ),
    Cause(
        "paper_is_taken_back",
        "UPDATE",
        "catalog_sellerpaper",
        "OLD.state = 'approved' AND (NEW.state <> 'approved' OR NEW.fact <> OLD.fact "
        "OR NEW.valid_until IS DISTINCT FROM OLD.valid_until "
        "OR NEW.product_id IS DISTINCT FROM OLD.product_id "
        "OR NEW.producer_id IS DISTINCT FROM OLD.producer_id)",
        OF_PAPER,
    ),
    Cause("paper_goes", "DELETE", "catalog_sellerpaper", "OLD.state = 'approved'", OF_PAPER),
)


def shutting() -> Triggers:
    """The operation of a migration that puts all of them on."""
    return Triggers(_made, _unmade)


def _made(vendor: str) -> list[str]:
    return [line for cause in CAUSES for line in _trigger(cause, vendor)]


def _trigger(cause: Cause, vendor: str) -> list[str]:
    body = SHUT.format(whose=cause.whose)
    head = f"CREATE TRIGGER gate_shuts_as_{cause.name} AFTER {cause.verb} ON {cause.table} "
    if vendor == "sqlite":
        return [f"{head} WHEN {cause.when} BEGIN {body}; END"]
    function = f"gate_shuts_as_{cause.name}()"
    made = (
        f"CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body}; RETURN NULL; END $$"
    )
    return [
        made,
        f"{head} FOR EACH ROW WHEN ({cause.when}) EXECUTE FUNCTION {function}",
    ]


def _unmade(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER gate_shuts_as_{cause.name}" for cause in CAUSES]
    return [f"DROP FUNCTION gate_shuts_as_{cause.name}() CASCADE" for cause in CAUSES]
