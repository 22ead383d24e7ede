"""`manage.py verify` finds what was altered between orders, earnings, payouts and the ledger."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts.append_only import lock_statements, unlock_statements
from marketplace.orders.models import Order
from marketplace.payouts import audit
from marketplace.payouts.models import EarnedLine, Earning, Payout
from tests.marketplace.payouts.stories import account, approved, earned

pytestmark = pytest.mark.django_db


class unlocked:  # noqa: N801 (reads as a word)
    """Without the triggers of a table, as somebody with the database's own password could be."""

    def __init__(self, table):
        self.table = table

    def __enter__(self):
        self._run(unlock_statements)

    def __exit__(self, *_):
        self._run(lock_statements)

    def _run(self, statements):
        with connection.cursor() as cursor:
            for statement in statements(self.table, connection.vendor):
                cursor.execute(statement)


def faults():
    return [*audit.earned_otherwise(), *audit.earned_unasked(), *audit.paid_out_otherwise()]


@pytest.fixture
def sold():
    order = earned()
    account(order.producer)
    approved()
    assert faults() == []
    return order


def test_an_earning_altered_is_found(sold):
    with unlocked("marketplace_earning"):
        Earning.objects.update(amount=400_001, goods=370_001)

    assert faults() == [
        f"order {sold.code}: earned 400001, the ledger books 400000",
        f"order {sold.code}: what it earned is not what its lines did",
    ]


def test_an_earning_taken_away_is_found(sold):
    with unlocked("marketplace_earnedline"), unlocked("marketplace_earning"):
        EarnedLine.objects.all()._raw_delete("default")
        Earning.objects.all()._raw_delete("default")

    assert faults() == [f"ledger order:{sold.code}:earned: no such earning"]


def test_an_earning_before_its_time_is_found(sold):
    Order.objects.update(completed_at=None)

    assert faults() == [f"order {sold.code}: earned, and is not over"]


def test_a_payout_altered_is_found(sold):
    Payout.objects.update(amount=1)
    assert faults() == ["payouts under way come to 1, the ledger says 400000"]


def test_a_payout_that_nobody_booked_is_found(sold):
    found = Payout.objects.get()
    Payout.objects.update(state="returned", returned_at="2027-01-20T00:00Z", return_reference="X")

    assert faults() == [
        "payouts under way come to 0, the ledger says 400000",
        f"payout {found.pk}: returned, the ledger does not know it",
    ]
