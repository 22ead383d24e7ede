"""Triggers that let an owner's membership end only once another has accepted the stall."""

from __future__ import annotations

from accounts.append_only import Triggers

LEAVES = (
    "OLD.role = 'owner' AND OLD.revoked_at IS NULL "
    "AND (NEW.revoked_at IS NOT NULL OR NEW.role <> 'owner')"
)
HANDED_OVER = (
    "EXISTS (SELECT 1 FROM catalog_succession s "
    "WHERE s.owner_id = OLD.id AND s.accepted_at IS NOT NULL)"
)
REFUSAL = "an owner leaves by handing over"

TRIGGER = "CREATE TRIGGER owner_leaves_by_handing_over BEFORE UPDATE ON catalog_membership "
SQLITE = f"WHEN {LEAVES} AND NOT {HANDED_OVER} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
POSTGRESQL = f"FOR EACH ROW WHEN ({LEAVES}) EXECUTE FUNCTION refuse_to_leave()"
POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_to_leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NOT {HANDED_OVER} THEN RAISE EXCEPTION '{REFUSAL}' "
    "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
)


def keep_an_owner() -> Triggers:
    """A reversible operation after which no stall that has an owner comes to have none."""
    return Triggers(_lock, _unlock)


def _lock(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [TRIGGER + SQLITE]
    return [POSTGRESQL_FUNCTION, TRIGGER + POSTGRESQL]


def _unlock(vendor: str) -> list[str]:
    on = "" if vendor == "sqlite" else " ON catalog_membership"
    return [f"DROP TRIGGER owner_leaves_by_handing_over{on}"]
