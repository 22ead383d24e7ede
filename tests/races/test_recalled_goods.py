"""A recall while fifty buyers check out: nothing placed after it holds the lot, and all are found.

On a SQLite file and on PostgreSQL (``DATABASE_URL`` chooses). The last one recalls without care,
to prove that this race would show it.
"""

from __future__ import annotations

from threading import Event

import pytest
from django.db import transaction
from django.db.models import F, Sum
from django.utils.timezone import now

from accounts.models import Message
from marketplace.orders.actions import states
from marketplace.orders.models import Allocation, RecalledLine, RecallLetter, RefundDue
from marketplace.recalls.tasks import telling
from marketplace.recalls.tasks.aftermath import carry_on
from tests.factories import LotFactory
from tests.marketplace.claims.stories import CAME, answer, claim
from tests.marketplace.recalls.stories import bought, recall, sent, serials
from tests.marketplace.stories import basket, buyer, order, tariffs
from tests.races.crowds import AT_ONCE, rush
from traceability.actions.recalls import AlreadyRecalled
from traceability.actions.stock import OutOfStock
from traceability.models import Lot, Recall, RecalledLot

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

BUYERS = 30
RECALL = object()


@pytest.fixture(autouse=True)
def _later(settings):
    """What follows from a recall is done by a worker, after the commit."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    tariffs()


def crowd(lot):
    who = buyer()
    carts = [basket((lot.pack, 1)) for _ in range(BUYERS)]

    def buy(mine):
        order(mine, total=lot.pack.price + 30_000, who=who)
        return "sold"

    return carts, buy


def held_of(lot):
    held = Allocation.objects.filter(lot=lot, state=Allocation.State.HELD)
    return held.aggregate(n=Sum("quantity"))["n"] or 0


def test_what_is_ordered_before_is_found_and_nothing_comes_after():
    lot = LotFactory(packed=BUYERS, on_hand=BUYERS)
    carts, buy = crowd(lot)
    late = basket((lot.pack, 1))
    people = [*carts[:12], RECALL, *carts[12:]]

    def act(person):
        return recall(lot).scope if person is RECALL else buy(person)

    answers = rush(people, act)

    sold = answers["sold"]
    refused = {kind: n for kind, n in answers.items() if kind not in {"sold", Recall.Scope.LOT}}
    assert answers[Recall.Scope.LOT] == 1, answers
    assert set(refused) <= {OutOfStock}, answers
    assert sum(refused.values()) == BUYERS - sold
    lot.refresh_from_db()
    assert lot.held_back == lot.reserved == held_of(lot) == sold
    assert RecalledLine.objects.filter(outcome="waiting").count() == sold
    assert RecallLetter.objects.count() == sold
    with pytest.raises(OutOfStock):
        buy(late)


def test_afterwards_every_order_is_put_right_and_told_once_by_many_workers():
    lot = LotFactory(packed=12, on_hand=12)
    for number in range(12):
        bought(lot, 1, key=f"K{number}")
    LotFactory(pack=lot.pack, packed=5, on_hand=5)
    mine = recall(lot)

    answers = rush(range(AT_ONCE), lambda _n: carry_on.call(mine.pk))

    assert answers == {None: AT_ONCE}
    outcomes = RecalledLine.objects.order_by("line").values_list("outcome", flat=True)
    assert list(outcomes) == ["replaced"] * 5 + ["withdrawn"] * 7
    assert held_of(lot) == 0
    assert Message.objects.filter(key__startswith="recall:").count() == 12
    assert RecallLetter.objects.filter(told_at=None).count() == 0


def test_of_many_presses_one_recalls():
    lot = LotFactory()

    answers = rush(range(AT_ONCE), lambda _n: recall(lot).scope)

    assert answers == {Recall.Scope.LOT: 1, AlreadyRecalled: AT_ONCE - 1}


def test_a_letter_is_written_once_by_many():
    lot = LotFactory()
    sent(bought(lot, 1, key="K"), serials(lot, 1))
    mine, letter = recall(lot), RecallLetter.objects.get()

    rush(range(AT_ONCE), lambda _n: telling.tell(mine, letter.pk, at=now()))

    assert Message.objects.filter(key__startswith="recall:").count() == 1


def test_a_recall_and_claims_at_once_owe_no_more_than_was_paid():
    lot = LotFactory(packed=6, on_hand=6)
    claims = []
    for number, serial in enumerate(serials(lot, 6)):
        gone = sent(bought(lot, 1, key=f"K{number}"), [serial])
        claims.append(claim(states.confirm_delivered(order=gone, by=None, at=CAME)))

    def act(one):
        return recall(lot).scope if one is RECALL else answer(one).state

    answers = rush([*claims[:3], RECALL, *claims[3:]], act)

    assert answers == {"settled": 6, Recall.Scope.LOT: 1}
    owed = RefundDue.objects.values_list("line").annotate(n=Sum("amount"))
    assert [amount for _line, amount in owed.order_by("line")] == [lot.pack.price] * 6


def test_a_careless_recall_is_found_out():
    """The negative control: look who bought, then stop the sale. Some buy in between."""
    lot = LotFactory(packed=BUYERS, on_hand=BUYERS)
    carts, buy = crowd(lot)
    somebody_bought = Event()

    def careless():
        found = held_of(lot)
        somebody_bought.wait(timeout=30)  # the moment in which others buy
        with transaction.atomic():
            Lot.objects.filter(pk=lot.pk).update(held_back=F("reserved"))
        return found

    found = {}

    def act(person):
        if person is not RECALL:
            buy(person)
            somebody_bought.set()
            return "sold"
        found["then"] = careless()
        return "recalled"

    rush([RECALL, *carts], act)

    assert RecalledLot.objects.count() == 0
    assert held_of(lot) > found["then"]
