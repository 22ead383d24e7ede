"""Triggers that mark a product when something changes that its listing tells of.

The mark is written in the transaction of the change, by whoever changes what, and whoever next
reads listings works out what is marked (:mod:`marketplace.listings.actions`). A lot that is sold
from all day is marked when its last free pack goes or its first one comes, not in between.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from accounts.append_only import Triggers

if TYPE_CHECKING:
    from collections.abc import Sequence

SQLITE = (
    "CREATE TRIGGER listing_marks_{name} AFTER {verb} ON {table} {when}"
    "BEGIN INSERT INTO marketplace_listingmark(product) {marked}; END"
)
POSTGRESQL_FUNCTION = (
    "CREATE FUNCTION listing_marks_{name}() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN INSERT INTO marketplace_listingmark(product) {marked}; RETURN NULL; END $$"
)
POSTGRESQL = (
    "CREATE TRIGGER listing_marks_{name} AFTER {verb} ON {table} FOR EACH ROW {when}"
    "EXECUTE FUNCTION listing_marks_{name}()"
)
OF_PACK = "SELECT product_id FROM catalog_pack WHERE id = {row}.pack_id"


class Source(NamedTuple):
    """A table whose rows a listing tells of: which products, and which columns of it count."""

    table: str
    marked: str
    columns: tuple[str, ...]
    comes_and_goes: bool = True
    crossing: tuple[str, ...] = ()
    """Conditions on ``{row}``: a change counts where one was true and is not, or the reverse."""
    also: str = ""
    """Sets the name of a second trigger on one table apart."""

    def triggers(self) -> list[dict[str, str]]:
        """What is put into the patterns above."""
        verbs = ("INSERT", "UPDATE", "DELETE") if self.comes_and_goes else ("UPDATE",)
        return [
            {
                "name": f"{self.table}_{verb.lower()}{self.also}",
                "table": self.table,
                "verb": verb,
                "when": f"WHEN ({self._changed()}) " if verb == "UPDATE" else "",
                "marked": self.marked.format(row="OLD" if verb == "DELETE" else "NEW"),
            }
            for verb in verbs
        ]

    def _changed(self) -> str:
        crossed = [f"({c.format(row='NEW')}) <> ({c.format(row='OLD')})" for c in self.crossing]
        changed = [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in self.columns]
        return " OR ".join(changed + crossed)


SOURCES = (
    Source(
        "catalog_product",
        "SELECT {row}.id",
        (
            *("searchable", "name", "name_en", "slug", "published_at", "suspended_at"),
            *("producer_id", "criteria_set_id", "shelf_id", "province_id", "commune_id"),
            "is_illustrative",
        ),
    ),
    Source("catalog_pack", "SELECT {row}.product_id", ("price", "is_active")),
    Source(
        "catalog_recognition",
        "SELECT {row}.product_id",
        ("stars", "verified_at", "valid_from", "valid_until", "reported_year"),
    ),
    Source(
        "catalog_producer",
        "SELECT id FROM catalog_product WHERE producer_id = {row}.id",
        ("claimed_at", "name"),
        comes_and_goes=False,
    ),
    Source(
        "traceability_lot",
        OF_PACK,
        ("best_before", "sell_until", "completed_at"),
        crossing=("{row}.on_hand > {row}.reserved", "{row}.held_back IS NULL"),
    ),
    Source("catalog_photo", "SELECT {row}.product_id", ("position", "small", "description")),
    Source("marketplace_terms", "SELECT {row}.product_id", ("first_month", "last_month")),
    Source("marketplace_travel", OF_PACK, ("needs_cold", "most_hours")),
)
GATE = Source(
    "catalog_product",
    "SELECT {row}.id",
    ("cleared_until",),
    comes_and_goes=False,
    also="_of_gate",
)
"""Came later than the others, with a migration of its own."""


def marking(*sources: Source) -> Triggers:
    """The operation of a migration that puts these on, or the first ones."""
    wanted = sources or SOURCES
    return Triggers(partial(statements, wanted), partial(unmade, wanted))


def statements(sources: Sequence[Source], vendor: str) -> list[str]:
    patterns = (SQLITE,) if vendor == "sqlite" else (POSTGRESQL_FUNCTION, POSTGRESQL)
    triggers = [trigger for source in sources for trigger in source.triggers()]
    return [pattern.format(**trigger) for trigger in triggers for pattern in patterns]


def unmade(sources: Sequence[Source], vendor: str) -> list[str]:
    triggers = [trigger for source in sources for trigger in source.triggers()]
    if vendor == "sqlite":
        return [f"DROP TRIGGER listing_marks_{one['name']}" for one in triggers]
    return [f"DROP FUNCTION listing_marks_{one['name']}() CASCADE" for one in triggers]
