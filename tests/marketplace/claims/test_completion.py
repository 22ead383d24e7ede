"""An order waits for its claims, and what is complete is claimed no more, but by law."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import Entry
from marketplace.claims import queries
from marketplace.claims.actions import opening, overdue, replying
from marketplace.claims.models import Claim
from marketplace.orders.actions.completing import complete_due
from marketplace.orders.models import Order
from marketplace.rights.kinds import Kind
from tests.factories import MIDDAY
from tests.marketplace.claims.stories import CAME, SOON, answer, came, claim

pytestmark = pytest.mark.django_db
END = CAME + timedelta(hours=360)


@pytest.fixture
def order():
    """Two packs, delivered; the last fault may be claimed until before ``END``."""
    mine = came(2)
    Order.objects.filter(pk=mine.pk).update(claimable_until=END)
    return mine


@pytest.fixture
def complete(order):
    assert complete_due(at=END) == 1
    order.refresh_from_db()
    return order


def disputed_since():
    return Order.objects.get().disputed_at


def test_an_order_is_complete_only_after_the_last_of_its_claims(order):
    first, second = claim(order), claim(order, at=SOON + timedelta(hours=1))
    assert (disputed_since(), complete_due(at=END)) == (SOON, 0)

    answer(first)
    assert (disputed_since(), complete_due(at=END)) == (SOON, 0)
    replying.take_claim_back(claim=second, by=None, at=SOON + timedelta(hours=2))

    assert (disputed_since(), complete_due(at=END)) == (None, 1)
    verbs = Entry.objects.filter(verb__contains="dispute").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["disputed", "dispute settled"]


def test_silence_lets_an_order_complete_too(order):
    claim(order)

    overdue.settle_overdue(at=END)

    assert (disputed_since(), complete_due(at=END)) == (None, 1)


def test_a_claim_that_is_refused_holds_nothing_open(order):
    with pytest.raises(opening.NotGiven):
        claim(order, kind=Kind.DAMAGED, at=END - timedelta(hours=1))

    assert (disputed_since(), complete_due(at=END)) == (None, 1)


@pytest.mark.parametrize("kind", [kind for kind in Kind if not kind.outlives_completion])
def test_a_complete_order_is_not_claimed(complete, kind):
    """Not arrived would be given for 45 days still, and a clock may be a moment late."""
    with pytest.raises(opening.NotGiven, match="đã hoàn tất"):
        claim(complete, kind=kind, at=END - timedelta(hours=300))

    assert (Claim.objects.count(), disputed_since()) == (0, None)


def test_who_was_misled_claims_of_a_complete_order_for_thirty_days_from_ordering(complete):
    last = MIDDAY + timedelta(days=30)
    with pytest.raises(opening.NotGiven, match="đã hết hạn"):
        claim(complete, kind=Kind.MISINFORMED, at=last)

    one = claim(complete, 2, Kind.MISINFORMED, at=last - timedelta(seconds=1))

    assert (one.state, disputed_since()) == (Claim.State.OPEN, None)
    assert Order.objects.get().completed_at == END


def test_the_page_of_a_complete_order_offers_what_the_law_gives_alone(complete):
    rights = queries.rights_in(complete, at=END)

    assert rights.now == [Kind.MISINFORMED]
    assert [rule.kind for rule, _ends in rights.told] == [Kind.MISINFORMED]
