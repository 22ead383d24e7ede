from __future__ import annotations

import pytest
from django.urls import reverse

from marketplace.orders.models import RecalledLine, RecallLetter, RefundDue
from marketplace.recalls.queries.progress import progress
from marketplace.recalls.tasks.aftermath import carry_on
from marketplace.recalls.tasks.finding import find_some
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.recalls.stories import WORDS, bought, owner_of, sent, serials
from tests.marketplace.stories import tariffs
from traceability.actions.recalls import Words, declare_recall

pytestmark = pytest.mark.django_db


@pytest.fixture
def recall():
    """Of a lot that three have bought; nobody is found yet."""
    tariffs()
    lot = LotFactory()
    for key, serial in zip("ABC", serials(lot, 3), strict=True):
        sent(bought(lot, 1, key=key), [serial])
    return declare_recall(source=lot, words=Words(**WORDS), serials=(), by=None, at=MIDDAY)


def test_buyers_are_found_so_many_at_a_time_each_once(recall):
    assert [find_some(recall=recall, at=MIDDAY, most=2) for _again in range(3)] == [2, 1, 0]

    found = (RecalledLine.objects.count(), RecallLetter.objects.count())
    assert found == (3, 3)
    assert list(RefundDue.objects.values_list("packs", "amount")) == [(1, 185_000)] * 3


def test_until_all_are_found_the_page_says_so_and_nobody_is_told(client, recall):
    find_some(recall=recall, at=MIDDAY, most=1)
    client.force_login(owner_of(recall.producer))
    page = reverse("recalls:managed", args=[recall.producer.slug, recall.code])

    assert "Còn 2 dòng hàng" in client.get(page).text
    assert progress(recall).told == 0

    carry_on.enqueue(recall.pk)

    assert "dòng hàng đang được ghi" not in client.get(page).text
    so_far = progress(recall)
    assert (so_far.told, so_far.letters, so_far.unfound) == (3, 3, 0)
