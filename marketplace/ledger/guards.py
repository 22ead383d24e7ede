"""What the database itself sees to: every transaction adds up, and its legs are what it says.

A transaction names all its legs in one row, so that a single INSERT is all of it or nothing: no
moment lies between two legs in which something else could happen, and SQLite, which has no
deferred triggers, keeps the same promise as PostgreSQL. The trigger refuses what is not at least
two whole numbers adding up to nothing on accounts that exist, lays out the legs, and moves the
balance of accounts that may not be overdrawn (their CHECK refuses the rest). A leg from anywhere
else is refused, for its transaction has laid out all of its own.
"""

from __future__ import annotations

from accounts.append_only import Triggers

SQLITE = (
    """
    CREATE TRIGGER marketplace_ledgertransaction_balances
    BEFORE INSERT ON marketplace_ledgertransaction
    WHEN (SELECT COUNT(*) < 2 OR SUM(leg.type <> 'integer') > 0
                 OR SUM(leg.value = 0 OR ABS(leg.value) > 1000000000000000) > 0
                 OR SUM(leg.value) <> 0
            FROM json_each(NEW.amounts) leg)
    BEGIN SELECT RAISE(ABORT, 'ledger transaction does not balance'); END
    """,
    """
    CREATE TRIGGER marketplace_ledgertransaction_replaces_none
    BEFORE INSERT ON marketplace_ledgertransaction
    WHEN EXISTS (SELECT 1 FROM marketplace_ledgertransaction old
                  WHERE old.id = NEW.id OR old.key = NEW.key)
    BEGIN SELECT RAISE(ABORT, 'marketplace_ledgertransaction is append-only'); END
    """,
    """
    CREATE TRIGGER marketplace_ledgertransaction_lays_out_legs
    AFTER INSERT ON marketplace_ledgertransaction
    BEGIN
      INSERT INTO marketplace_leg (transaction_id, account_id, amount)
      SELECT NEW.id, account.id, leg.value
        FROM json_each(NEW.amounts) leg JOIN marketplace_account account ON account.code = leg.key;
      SELECT RAISE(ABORT, 'ledger transaction names an unknown account')
       WHERE (SELECT COUNT(*) FROM marketplace_leg WHERE transaction_id = NEW.id)
             <> (SELECT COUNT(*) FROM json_each(NEW.amounts));
      UPDATE marketplace_account
         SET balance = balance + (SELECT leg.amount FROM marketplace_leg leg
                                   WHERE leg.transaction_id = NEW.id
                                     AND leg.account_id = marketplace_account.id)
       WHERE NOT may_be_overdrawn
         AND id IN (SELECT account_id FROM marketplace_leg WHERE transaction_id = NEW.id);
    END
    """,
    """
    CREATE TRIGGER marketplace_leg_is_of_its_transaction
    BEFORE INSERT ON marketplace_leg
    WHEN EXISTS (SELECT 1 FROM marketplace_leg old
                  WHERE old.id = NEW.id
                     OR (old.transaction_id = NEW.transaction_id
                         AND old.account_id = NEW.account_id))
      OR NOT EXISTS (
        SELECT 1 FROM marketplace_ledgertransaction posted, json_each(posted.amounts) said
          JOIN marketplace_account account ON account.code = said.key
         WHERE posted.id = NEW.transaction_id AND account.id = NEW.account_id
           AND said.value = NEW.amount)
    BEGIN SELECT RAISE(ABORT, 'a leg is written with its transaction alone'); END
    """,
    """
    CREATE TRIGGER marketplace_account_replaces_none
    BEFORE INSERT ON marketplace_account
    WHEN EXISTS (SELECT 1 FROM marketplace_account old WHERE old.id = NEW.id OR old.code = NEW.code)
    BEGIN SELECT RAISE(IGNORE); END
    """,
    """
    CREATE TRIGGER marketplace_account_begins_with_nothing
    BEFORE INSERT ON marketplace_account WHEN NEW.balance <> 0
    BEGIN SELECT RAISE(ABORT, 'an account begins with nothing'); END
    """,
    """
    CREATE TRIGGER marketplace_account_keeps_its_kind
    BEFORE UPDATE ON marketplace_account
    WHEN NEW.id <> OLD.id OR NEW.code <> OLD.code OR NEW.sort <> OLD.sort
      OR NEW.may_be_overdrawn <> OLD.may_be_overdrawn
    BEGIN SELECT RAISE(ABORT, 'marketplace_account keeps its kind'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION lay_out_legs() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE laid integer; wanted integer; total numeric; wrong boolean;
    BEGIN
      SELECT COUNT(*), SUM(CASE WHEN jsonb_typeof(value) = 'number' THEN value::numeric END),
             BOOL_OR(CASE WHEN jsonb_typeof(value) = 'number'
                          THEN value::numeric = 0 OR value::numeric <> TRUNC(value::numeric)
                               OR ABS(value::numeric) > 1000000000000000
                          ELSE TRUE END)
        INTO wanted, total, wrong FROM jsonb_each(NEW.amounts);
      IF wanted < 2 OR wrong OR total <> 0 THEN
        RAISE EXCEPTION 'ledger transaction does not balance'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      PERFORM 1 FROM marketplace_account
        WHERE NOT may_be_overdrawn AND code IN (SELECT jsonb_object_keys(NEW.amounts))
        ORDER BY id FOR NO KEY UPDATE;
      INSERT INTO marketplace_leg (transaction_id, account_id, amount)
      SELECT NEW.id, account.id, leg.value::bigint
        FROM jsonb_each(NEW.amounts) leg JOIN marketplace_account account ON account.code = leg.key;
      GET DIAGNOSTICS laid = ROW_COUNT;
      IF laid <> wanted THEN
        RAISE EXCEPTION 'ledger transaction names an unknown account'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      UPDATE marketplace_account account SET balance = account.balance + leg.amount
        FROM marketplace_leg leg
       WHERE leg.transaction_id = NEW.id AND leg.account_id = account.id
         AND NOT account.may_be_overdrawn;
      RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER marketplace_ledgertransaction_lays_out_legs
    AFTER INSERT ON marketplace_ledgertransaction
    FOR EACH ROW EXECUTE FUNCTION lay_out_legs()
    """,
    """
    CREATE FUNCTION refuse_strange_leg() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT EXISTS (
        SELECT 1 FROM marketplace_ledgertransaction posted, marketplace_account account
         WHERE posted.id = NEW.transaction_id AND account.id = NEW.account_id
           AND posted.amounts -> account.code = TO_JSONB(NEW.amount)) THEN
        RAISE EXCEPTION 'a leg is written with its transaction alone'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER marketplace_leg_is_of_its_transaction BEFORE INSERT ON marketplace_leg
    FOR EACH ROW EXECUTE FUNCTION refuse_strange_leg()
    """,
    """
    CREATE FUNCTION refuse_account() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'marketplace_account keeps its kind, and its balance is what was posted'
        USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER marketplace_account_begins_with_nothing BEFORE INSERT ON marketplace_account
    FOR EACH ROW WHEN (NEW.balance <> 0) EXECUTE FUNCTION refuse_account()
    """,
    """
    CREATE TRIGGER marketplace_account_keeps_its_kind BEFORE UPDATE ON marketplace_account
    FOR EACH ROW WHEN (NEW.id <> OLD.id OR NEW.code <> OLD.code OR NEW.sort <> OLD.sort
                       OR NEW.may_be_overdrawn <> OLD.may_be_overdrawn OR pg_trigger_depth() = 0)
    EXECUTE FUNCTION refuse_account()
    """,
)
NAMES = {
    "sqlite": (
        "marketplace_ledgertransaction_balances",
        "marketplace_ledgertransaction_replaces_none",
        "marketplace_ledgertransaction_lays_out_legs",
        "marketplace_leg_is_of_its_transaction",
        "marketplace_account_replaces_none",
        "marketplace_account_begins_with_nothing",
        "marketplace_account_keeps_its_kind",
    ),
    "postgresql": ("lay_out_legs", "refuse_strange_leg", "refuse_account"),
}


def balance_every_transaction() -> Triggers:
    """A reversible operation after which the ledger keeps itself."""
    return Triggers(_put_on, _take_off)


def _put_on(vendor: str) -> list[str]:
    return list(SQLITE if vendor == "sqlite" else POSTGRESQL)


def _take_off(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name in NAMES[vendor]]
    return [f"DROP FUNCTION {name}() CASCADE" for name in NAMES[vendor]]
