"""What is kept of the ledger leaves nobody out who is still writing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Max

from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind, LedgerTransaction
from marketplace.ledger.queries import last_for_good
from tests.factories import MIDDAY

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def book(key):
    legs = {chart.BANK: 1_000, chart.IN_TRANSIT: -1_000}
    return post(key=key, kind=Kind.CORRECTED, legs=legs, at=MIDDAY).pk


def book_and_wait(written, go_on):
    try:
        with transaction.atomic():
            key = book("slow")
            written.set()
            assert go_on.wait(timeout=30)
        return key
    finally:
        connection.close()


def test_a_key_that_is_given_out_and_not_seen_yet_is_waited_for():
    """On PostgreSQL a later key is seen before it; on SQLite nobody gets one meanwhile."""
    with transaction.atomic():
        book("before")
    written, go_on = Event(), Event()
    with ThreadPoolExecutor(1) as crowd:
        slow = crowd.submit(book_and_wait, written, go_on)
        assert written.wait(timeout=30)
        try:
            if connection.vendor == "postgresql":
                with transaction.atomic():
                    later = book("later")
                seen = LedgerTransaction.objects.aggregate(n=Max("pk"))["n"]
                with pytest.raises(OperationalError):
                    last_for_good()
            else:
                seen = later = 0
        finally:
            go_on.set()
        key = slow.result(timeout=30)

    assert seen == later
    assert last_for_good() == max(key, later)
    # what the highest key that is seen would have left out
    assert (key < seen) is (connection.vendor == "postgresql")
