"""Triggers that refuse two rates for the same thing on the same day, for use in migrations."""

from __future__ import annotations

from accounts.append_only import Triggers

TABLE, SCOPE = (
    "marketplace_rate",
    ("kind", "producer_kind", "producer_id", "pack_id", "shelf_id", "commune_id", "province_id"),
)
BESIDE = (
    "EXISTS (SELECT 1 FROM {table} other WHERE other.id IS DISTINCT FROM NEW.id AND {same} "
    "AND other.valid_from < COALESCE(NEW.valid_until, '9999-12-31') "
    "AND NEW.valid_from < COALESCE(other.valid_until, '9999-12-31'))"
)
SQLITE = (
    "CREATE TRIGGER {table}_overlaps_no_other_{verb} BEFORE {verb} ON {table} WHEN {beside} "
    "BEGIN SELECT RAISE(ABORT, 'a rate for the same thing is in force on one of these days'); END"
)
POSTGRESQL_FUNCTION = (
    "CREATE FUNCTION refuse_overlapping_rate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF {beside} THEN RAISE EXCEPTION 'a rate for the same thing is in force on one of these days' "
    "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
)
POSTGRESQL = (
    "CREATE TRIGGER {table}_overlaps_no_other BEFORE INSERT OR UPDATE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_overlapping_rate()"
)
VERBS = ("INSERT", "UPDATE")


def refuse_overlaps() -> Triggers:
    """A reversible operation after which overlapping rows are refused by the table itself."""
    return Triggers(_on, _off)


def _on(vendor: str) -> list[str]:
    same = " AND ".join(f"other.{name} IS NOT DISTINCT FROM NEW.{name}" for name in SCOPE)
    beside = BESIDE.format(table=TABLE, same=same)
    if vendor == "sqlite":
        return [SQLITE.format(table=TABLE, verb=verb, beside=beside) for verb in VERBS]
    return [POSTGRESQL_FUNCTION.format(beside=beside), POSTGRESQL.format(table=TABLE)]


def _off(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {TABLE}_overlaps_no_other_{verb}" for verb in VERBS]
    return [
        f"DROP TRIGGER {TABLE}_overlaps_no_other ON {TABLE}",
        "DROP FUNCTION refuse_overlapping_rate()",
    ]
