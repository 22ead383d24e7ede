"""A claim from its opening to its end, whoever speaks and whoever is silent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Entry, Message
from marketplace.claims import queries
from marketplace.claims.actions import answering, deciding, opening, overdue, replying
from marketplace.claims.actions.turns import NotTheirTurn
from marketplace.claims.models import Claim
from marketplace.orders.actions.refunds import Cause, owe_packs
from marketplace.orders.models import Order, RefundDue
from marketplace.rights.kinds import Kind
from marketplace.rights.models import ClaimRule
from tests.factories import MembershipFactory, OfficerFactory, UserFactory
from tests.marketplace.claims.stories import (
    ANSWERED,
    CAME,
    SOON,
    TOO_LATE,
    answer,
    came,
    claim,
    disputed,
    owner_of,
)

pytestmark = pytest.mark.django_db
State = Claim.State


def owed():
    return list(RefundDue.objects.order_by("pk").values_list("reason", "packs", "amount"))


def decide(one, sum_, *, by=None, words="Ảnh cho thấy nắp vỡ.", back=False):
    row = one.lines.get()
    return deciding.decide_claim(
        claim=one, amounts={row.pk: sum_}, wants_goods_back=back, words=words,
        by=by or UserFactory(), at=ANSWERED,
    )  # fmt: skip


def test_a_claim_asks_for_what_was_paid_for_its_packs_and_the_producer_is_told():
    order = came()
    owner_of(order)

    one = claim(order)

    row = one.lines.get()
    assert (one.state, one.due_at, row.packs, row.asked) == (State.OPEN, TOO_LATE, 1, 185_000)
    assert Message.objects.filter(key__endswith=f":owner:{order.producer.memberships.get().pk}")
    assert Entry.objects.filter(verb="claim opened").count() == 1
    assert owed() == []


def test_all_that_is_asked_is_owed_at_once():
    one = answer(claim(), words="")

    assert (one.state, owed()) == (State.SETTLED, [("claim", 1, 185_000)])


def test_a_part_waits_for_the_buyers_word():
    one = answer(claim(), 100_000)
    assert (one.state, owed()) == (State.OFFERED, [])

    one = replying.accept_offer(claim=one, by=None, at=ANSWERED)

    assert (one.state, owed()) == (State.SETTLED, [("claim", 1, 100_000)])


def test_less_than_all_needs_a_reason_and_more_is_not_offered():
    one = claim()

    with pytest.raises(answering.ReasonWanted):
        answer(one, 0, words="")
    with pytest.raises(answering.NoMoreThanAsked):
        answer(one, 185_001)


def test_silence_of_the_producer_is_a_yes():
    one = claim()
    assert overdue.settle_overdue(at=TOO_LATE - timedelta(seconds=1)) == 0

    assert overdue.settle_overdue(at=TOO_LATE) == 1

    one.refresh_from_db()
    assert (one.state, owed()) == (State.SETTLED, [("claim", 1, 185_000)])
    assert overdue.settle_overdue(at=TOO_LATE) == 0


def test_an_answer_after_the_deadline_is_too_late_even_before_the_clock_came():
    with pytest.raises(NotTheirTurn):
        answer(claim(), 0, at=TOO_LATE)


def test_silence_of_the_buyer_lets_the_offer_stand():
    answer(claim(), 50_000)

    assert overdue.settle_overdue(at=ANSWERED + timedelta(days=7)) == 1
    assert owed() == [("claim", 1, 50_000)]


def test_an_officer_decides_otherwise():
    one = decide(disputed(), 150_000)

    assert (one.state, owed()) == (State.SETTLED, [("claim", 1, 150_000)])
    assert [step.verb for step in one.steps.all()] == ["opened", "refused", "disputed", "decided"]


def test_nobody_decides_their_own_affair():
    order = came(user=UserFactory())
    one = disputed(claim(order))
    member = MembershipFactory(producer=order.producer, revoked_at=SOON).user
    same_phone = UserFactory(phone=order.group.buyer_phone)
    stranger = MembershipFactory().user

    for party in (order.group.user, member, same_phone):
        with pytest.raises(deciding.Partial):
            decide(one, 0, by=party)
    assert decide(one, 0, by=stranger).state == State.SETTLED
    assert owed() == []


def test_officers_see_claims_of_their_area_and_operators_all():
    one = disputed()
    here, operator = OfficerFactory().user, UserFactory(is_staff=True)

    assert list(queries.claims_overseen(here)) == [one]
    assert list(queries.claims_overseen(operator)) == [one]
    assert list(queries.claims_overseen(UserFactory())) == []


def test_packs_are_claimed_once_until_the_claim_is_taken_back():
    order = came()
    first = claim(order, 2)

    with pytest.raises(opening.AlreadyClaimed, match="chỉ còn 0 gói"):
        claim(order, 1)
    replying.take_claim_back(claim=first, by=None, at=SOON)
    again = replying.take_claim_back(claim=first, by=None, at=SOON)

    assert again.state == State.TAKEN_BACK
    assert claim(order, 2).state == State.OPEN


def test_packs_that_are_owed_back_already_are_not_claimed_again():
    order = came()
    cause = Cause(reason=RefundDue.Reason.SHORT_SHIPPED, key="short")
    owe_packs(line=order.lines.get(), packs=1, cause=cause, at=SOON)

    with pytest.raises(opening.AlreadyClaimed):
        claim(order, 2)
    assert claim(order, 1).lines.get().asked == 185_000


@pytest.mark.parametrize("packs", [0, -1])
def test_a_claim_is_about_something(packs):
    with pytest.raises(opening.NothingToClaim):
        claim(came(), packs)


def test_another_orders_line_is_nothing_to_claim():
    order, other = came(), came()

    with pytest.raises(opening.NothingToClaim):
        opening.open_claim(
            order=order, kind=Kind.DAMAGED, wanted={other.lines.get().pk: 1}, words="", by=None,
            at=SOON,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "hours", "is_open"),
    [
        (Kind.DAMAGED, 167, True),
        (Kind.DAMAGED, 168, False),
        (Kind.WITHDRAWAL, 71, True),
        (Kind.WITHDRAWAL, 72, False),
        (Kind.NOT_ARRIVED, 23, False),
        (Kind.NOT_ARRIVED, 24, True),
    ],
)
def test_each_kind_has_its_hours(kind, hours, is_open):
    """The order left two days before it came; not arrived is asked from the third day on."""
    order = came()
    try:
        claim(order, kind=kind, at=CAME + timedelta(hours=hours))
    except opening.NotGiven:
        assert not is_open
    else:
        assert is_open


def test_what_a_rule_does_not_give_is_refused():
    order = came()
    ClaimRule.objects.filter(kind=Kind.WITHDRAWAL).update(hours=0)

    with pytest.raises(opening.NotGiven, match="không nhận khiếu nại loại này"):
        claim(order, kind=Kind.WITHDRAWAL)


def test_an_order_that_never_arrived_goes_back_whole_with_its_delivery_fee():
    order = came(at=None)
    answer(
        claim(order, 2, Kind.NOT_ARRIVED, at=CAME + timedelta(days=3)), at=CAME + timedelta(days=4)
    )

    assert owed() == [("claim", 2, 370_000), ("claim", 0, 30_000)]
    assert Order.objects.get().state == Order.State.REFUNDED


def test_half_of_an_order_keeps_its_delivery_fee():
    order = came(at=None)
    answer(
        claim(order, 1, Kind.NOT_ARRIVED, at=CAME + timedelta(days=3)), at=CAME + timedelta(days=4)
    )

    assert owed() == [("claim", 1, 185_000)]
    assert Order.objects.get().state == Order.State.SHIPPED


def test_who_changes_their_mind_sends_the_goods_back_first():
    one = answer(claim(packs=2, kind=Kind.WITHDRAWAL), words="")
    assert (one.state, one.freight, owed()) == (State.RETURNING, "buyer", [])

    with pytest.raises(NotTheirTurn):
        answer(one, 0)
    overdue.settle_overdue(at=ANSWERED + timedelta(days=14))

    one.refresh_from_db()
    assert (one.state, owed()) == (State.SETTLED, [])
    assert one.steps.last().verb == "not_sent"


def test_goods_sent_back_and_not_counted_are_paid_for():
    one = answer(claim(packs=2, kind=Kind.WITHDRAWAL), words="")
    replying.tell_sent_back(claim=one, words="Bưu điện VN2", by=None, at=ANSWERED)

    overdue.settle_overdue(at=ANSWERED + timedelta(days=7))

    assert owed() == [("withdrawal", 2, 370_000)]


def test_fresh_goods_are_never_asked_back():
    ClaimRule.objects.update(freight="none")

    one = answer(claim(), 100_000, back=True)

    assert not one.wants_goods_back


def test_a_claim_that_ended_is_nobodys_turn():
    one = answer(claim())

    for act in (
        lambda: answer(one),
        lambda: replying.accept_offer(claim=one, by=None, at=ANSWERED),
        lambda: replying.ask_officer(claim=one, words="x", by=None, at=ANSWERED),
        lambda: replying.take_claim_back(claim=one, by=None, at=ANSWERED),
        lambda: decide(one, 1),
    ):
        with pytest.raises(ValidationError):
            act()
    assert owed() == [("claim", 1, 185_000)]
