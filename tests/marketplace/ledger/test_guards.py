"""Whoever writes past the house, in SQL, is stopped by the database."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.ledger.models import Account, LedgerTransaction, Leg
from tests.marketplace.ledger.test_posting import ESCROW, GATEWAY, paid

pytestmark = pytest.mark.django_db


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


INTO = "INSERT INTO marketplace_ledgertransaction (key, fingerprint, kind, amounts, happened_at)"
VALUES = " VALUES (%s, '', 'paid', %s, '2026-01-02T00:00:00Z')"


@pytest.mark.parametrize(
    "said",
    [
        f'{{"{GATEWAY}": 5, "{ESCROW}": -4}}',
        f'{{"{GATEWAY}": 0, "{ESCROW}": 0}}',
        f'{{"{GATEWAY}": 0.5, "{ESCROW}": -0.5}}',
        f'{{"{GATEWAY}": "5", "{ESCROW}": "-5"}}',
        f'{{"{GATEWAY}": 5, "{GATEWAY}": -5}}',
        f'{{"{GATEWAY}": 5, "cash": -5}}',
        f'{{"{GATEWAY}": 5}}',
        f'{{"{GATEWAY}": 1e30, "{ESCROW}": -1e30}}',
        f'{{"{GATEWAY}": null, "{ESCROW}": null}}',
        f'{{"{GATEWAY}": true, "{ESCROW}": -1}}',
        "{}",
        "[5, -5]",
        "5",
        "null",
    ],
)
def test_no_statement_leaves_a_transaction_that_does_not_add_up(said):
    paid()
    with pytest.raises(DatabaseError):
        run(INTO + VALUES, "odd", said)
    assert list(LedgerTransaction.objects.values_list("key", flat=True)) == ["paid:1"]
    assert Leg.objects.count() == 2


def test_one_that_adds_up_is_taken_with_its_legs():
    paid()
    run(INTO + VALUES, "even", json.dumps({GATEWAY: 5, ESCROW: -5}))
    assert list(Leg.objects.order_by("pk").values_list("amount", flat=True)[2:]) in (
        [5, -5],
        [-5, 5],
    )
    assert Account.objects.get(code=ESCROW).balance == -100_005


@pytest.mark.parametrize("account", [GATEWAY, ESCROW, "suspense"])
@pytest.mark.parametrize("amount", [100_000, -100_000, 1])
def test_no_leg_joins_a_transaction_later(account, amount):
    made = paid()
    Account.objects.get_or_create(
        code="suspense", defaults={"sort": "liability", "may_be_overdrawn": False}
    )
    key = Account.objects.get(code=account).pk
    with pytest.raises(DatabaseError):
        run(
            "INSERT INTO marketplace_leg (transaction_id, account_id, amount) VALUES (%s, %s, %s)",
            made.pk,
            key,
            amount,
        )
    assert Leg.objects.count() == 2


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE marketplace_leg SET amount = amount + 1",
        "DELETE FROM marketplace_leg",
        "UPDATE marketplace_ledgertransaction SET happened_at = '2020-01-01T00:00:00Z'",
        "DELETE FROM marketplace_ledgertransaction",
        "UPDATE marketplace_account SET code = 'bank'",
        "UPDATE marketplace_account SET may_be_overdrawn = NOT may_be_overdrawn, balance = 0",
    ],
)
def test_nothing_written_is_changed(sql):
    made = paid()
    with pytest.raises(DatabaseError):
        run(sql)
    assert LedgerTransaction.objects.get() == made
    assert dict(made.legs.values_list("account__code", "amount")) == made.amounts


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's own word")
@pytest.mark.parametrize(
    "sql",
    [
        """
        INSERT OR REPLACE INTO marketplace_ledgertransaction
               (id, key, fingerprint, kind, amounts, happened_at)
        SELECT id, key, '', kind, '{"bank": 1, "suspense": -1}', happened_at
          FROM marketplace_ledgertransaction
        """,
        """
        INSERT OR REPLACE INTO marketplace_leg (id, transaction_id, account_id, amount)
        SELECT id, transaction_id, account_id, amount FROM marketplace_leg
        """,
        """
        INSERT OR REPLACE INTO marketplace_account (id, code, sort, may_be_overdrawn, balance)
        SELECT id, 'bank', sort, may_be_overdrawn, 5 FROM marketplace_account
        """,
    ],
)
def test_nothing_written_is_replaced(sql):
    """SQLite's own way round triggers on DELETE."""
    made = paid()
    before = [list(table.objects.order_by("pk").values()) for table in (Account, Leg)]
    with suppress(DatabaseError):
        run(sql)
    assert [list(table.objects.order_by("pk").values()) for table in (Account, Leg)] == before
    assert LedgerTransaction.objects.get().amounts == made.amounts


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite's triggers know no depth")
def test_no_balance_is_set_by_hand():
    paid()
    with pytest.raises(DatabaseError):
        run("UPDATE marketplace_account SET balance = -1 WHERE NOT may_be_overdrawn")
    assert Account.objects.get(code=ESCROW).balance == -100_000
