"""Codes are issued for packs that exist, once each, whoever hurries."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import Entry
from tests.factories import MIDDAY, LotFactory, UserFactory
from traceability.actions.labels import LotNotComplete, MoreThanPacked, issue_labels
from traceability.models import ItemCode, LabelRun
from traceability.serials import is_serial

pytestmark = pytest.mark.django_db


def issue(lot, count, by=None):
    return issue_labels(lot=lot, count=count, by=by or UserFactory(), at=MIDDAY)


def test_every_code_is_a_serial_of_its_own():
    run = issue(LotFactory(packed=50, on_hand=50), 50)
    serials = list(run.codes.values_list("serial", flat=True))
    assert len(set(serials)) == 50
    assert all(is_serial(serial) for serial in serials)
    assert Entry.objects.get().detail == {"count": 50}


def test_runs_together_never_pass_the_packs():
    lot = LotFactory(packed=10, on_hand=10)
    issue(lot, 7)
    with pytest.raises(MoreThanPacked, match="3 gói"):
        issue(lot, 4)
    issue(lot, 3)
    assert ItemCode.objects.count() == 10


def test_packs_that_were_sold_still_count_as_packs():
    lot = LotFactory(packed=10, on_hand=2)
    assert issue(lot, 10).count == 10


def test_a_lot_that_is_not_complete_prints_nothing():
    lot = LotFactory(packed=10, on_hand=0, completed_at=None)
    with pytest.raises(LotNotComplete):
        issue(lot, 1)
    assert ItemCode.objects.count() == 0


def test_a_thousand_codes_take_a_handful_of_queries(django_assert_max_num_queries):
    lot, user = LotFactory(packed=2_500, on_hand=2_500), UserFactory()
    with django_assert_max_num_queries(25):
        issue(lot, 2_500, user)
    assert ItemCode.objects.count() == 2_500


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_ten_hurried_hands_issue_no_more_than_was_packed():
    lot, user = LotFactory(packed=10, on_hand=10), UserFactory()
    start = Barrier(10)

    def hurry(_hand):
        try:
            start.wait(timeout=30)
            return issue(lot, 3, user).count
        except MoreThanPacked:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as hands:
        answers = Counter(hands.map(hurry, range(10)))

    assert answers == {3: 3, "refused": 7}
    assert (LabelRun.objects.count(), ItemCode.objects.count()) == (3, 9)
