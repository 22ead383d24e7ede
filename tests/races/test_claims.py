"""The same packs are claimed once; one answer counts when many speak, and the clock with them."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest

from marketplace.claims import queries
from marketplace.claims.actions import opening, overdue
from marketplace.claims.actions.turns import NotTheirTurn
from marketplace.claims.models import Claim, ClaimedLine, ClaimStep
from marketplace.orders.actions.completing import complete_due
from marketplace.orders.models import RefundDue
from marketplace.rights.kinds import Kind
from tests.factories import LotFactory, UserFactory
from tests.marketplace.claims.stories import ANSWERED, SOON, TOO_LATE, answer, came, claim, sent
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_of_many_claims_about_the_same_packs_as_many_are_opened_as_there_are_packs():
    order = came(2)

    answers = rush(range(AT_ONCE), lambda _n: claim(order, 1).state)

    assert answers == {Claim.State.OPEN: 2, opening.AlreadyClaimed: AT_ONCE - 2}
    assert sum(ClaimedLine.objects.values_list("packs", flat=True)) == 2


def test_careless_claims_that_look_first_and_write_then_are_too_many():
    """The negative control: everybody has looked before anybody writes, and no lock is held."""
    order, looked, all_looked = came(2), [], Event()
    line = order.lines.get()

    def claim_carelessly(n):
        looked.append(queries.free_packs([line])[line.pk])
        if len(looked) == AT_ONCE:
            all_looked.set()
        all_looked.wait(timeout=30)
        told = {"kind": Kind.DAMAGED, "freight": "none", "opened_at": SOON}
        one = Claim.objects.create(order=order, code=f"KN{n}", **told)
        ClaimedLine.objects.create(claim=one, line=line, packs=1, asked=1)
        return "opened"

    assert rush(range(AT_ONCE), claim_carelessly) == {"opened": AT_ONCE}
    assert sum(ClaimedLine.objects.values_list("packs", flat=True)) > line.quantity


def test_at_the_last_moment_an_order_is_complete_or_claimed():
    """Who presses in time and is served after the clock came by is told that it is over."""
    order = sent(4, LotFactory())

    def act(who):
        if who == "clock":
            return complete_due(at=order.claimable_until)
        last = order.claimable_until - timedelta(seconds=1)
        return claim(order, kind=Kind.QUALITY, at=last).state

    answers = rush(["clock", "buyer"] * 4, act)

    order.refresh_from_db()
    if order.completed_at is None:
        assert answers == {0: 4, Claim.State.OPEN: 4}
        assert order.disputed_at is not None
    else:
        assert answers == {1: 1, 0: 3, opening.NotGiven: 4}
        assert (order.disputed_at, Claim.objects.count()) == (None, 0)


def test_an_answer_and_the_clock_at_the_same_moment_are_one_answer():
    one, by = claim(), UserFactory()

    def speak(n):
        if n % 2:
            return overdue.settle_overdue(at=TOO_LATE)
        return answer(one, 100_000, by=by, at=ANSWERED).state

    answers = rush(range(AT_ONCE), speak)

    first = ClaimStep.objects.exclude(verb="opened").get().verb
    was_answered = first == "offered"
    assert first in {"offered", "silent"}
    assert answers[1] == (0 if was_answered else 1)
    assert answers[Claim.State.OFFERED] == (1 if was_answered else 0)
    assert answers[NotTheirTurn] == AT_ONCE // 2 - (1 if was_answered else 0)
    assert RefundDue.objects.count() == (0 if was_answered else 1)
