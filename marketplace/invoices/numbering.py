"""Numbers without gaps, held by the database: a row of what was signed is the next of its series.

Rows only grow (:mod:`accounts.append_only`), a number is given once (UNIQUE), and a trigger refuses
any but the next: none is left out, whoever writes, and one that is rolled back never was.
"""

from __future__ import annotations

from accounts.append_only import Triggers

TABLE = "marketplace_signedinvoice"
NEXT = f"(SELECT COALESCE(MAX(number), 0) + 1 FROM {TABLE} WHERE series_id = NEW.series_id)"  # noqa: S608 (both are ours)
SQLITE = f"""
CREATE TRIGGER {TABLE}_leaves_no_gap BEFORE INSERT ON {TABLE} WHEN NEW.number <> {NEXT}
BEGIN SELECT RAISE(ABORT, '{TABLE} leaves no gap'); END"""
POSTGRESQL = (
    f"""
CREATE FUNCTION {TABLE}_leaves_no_gap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF NEW.number <> {NEXT} THEN RAISE EXCEPTION '{TABLE} leaves no gap'
USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$""",
    f"""
CREATE TRIGGER {TABLE}_leaves_no_gap BEFORE INSERT ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION {TABLE}_leaves_no_gap()""",
)


def leaves_no_gap() -> Triggers:
    """A reversible operation after which each number is the one after the last."""
    return Triggers(_on, _off)


def _on(vendor: str) -> list[str]:
    return [SQLITE] if vendor == "sqlite" else list(POSTGRESQL)


def _off(vendor: str) -> list[str]:
    name = f"{TABLE}_leaves_no_gap"
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}"]
    return [f"DROP TRIGGER {name} ON {TABLE}", f"DROP FUNCTION {name}()"]
