"""Whoever takes the triggers off and alters the ledger is found out."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts.append_only import unlock_statements
from marketplace.ledger import audit, guards
from marketplace.ledger.models import Account, LedgerTransaction, Leg
from tests.marketplace.ledger.test_posting import ESCROW, GATEWAY, paid

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_guards():
    """Their removal goes with the test's transaction."""
    paid()
    tables = ("marketplace_ledgertransaction", "marketplace_leg")
    taken_off = [said for one in tables for said in unlock_statements(one, connection.vendor)]
    with connection.cursor() as cursor:
        for statement in [*taken_off, *guards._take_off(connection.vendor)]:
            cursor.execute(statement)


def faults():
    checks = (audit.whole, audit.unbalanced, audit.altered, audit.kept_otherwise)
    return [fault for check in checks for fault in check()]


def test_what_was_posted_is_in_order():
    assert faults() == []


def test_a_leg_made_smaller_is_found():
    Leg.objects.filter(account__code=GATEWAY).update(amount=90_000)
    assert faults() == [
        "ledger: all legs together come to -10000",
        "ledger paid:1: 2 legs come to -10000",
        "ledger paid:1: is not what was posted",
    ]


def test_both_sides_made_smaller_are_found_by_what_was_said():
    Leg.objects.filter(account__code=GATEWAY).update(amount=90_000)
    Leg.objects.filter(account__code=ESCROW).update(amount=-90_000)
    LedgerTransaction.objects.update(amounts={GATEWAY: 90_000, ESCROW: -90_000})
    assert faults() == [
        "ledger paid:1: is not what was posted",
        f"account {ESCROW}: keeps -100000, its legs give -90000",
    ]


def test_a_balance_set_by_hand_is_found():
    Account.objects.filter(code=ESCROW).update(balance=-1)
    assert faults() == [f"account {ESCROW}: keeps -1, its legs give -100000"]


def test_a_transaction_without_its_legs_is_found():
    Leg.objects.all()._raw_delete("default")
    assert faults()[0] == "ledger paid:1: 0 legs come to 0"
