"""Payout runs: two people, one bank, and never a đồng more than was earned."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Message
from catalog.money import dong
from marketplace.ledger import chart
from marketplace.ledger.queries import balances
from marketplace.payouts.actions import runs
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.payouts.queries.runs import without_account
from tests.factories import MembershipFactory, UserFactory
from tests.marketplace.payouts.stories import OVER, account, approved, earned, owe, sent

pytestmark = pytest.mark.django_db


def money(producer):
    """(payable, under way, gone from the bank)"""
    codes = (chart.payable(producer.pk), chart.PAYOUTS_UNDER_WAY, chart.BANK)
    held = balances(codes)
    return tuple(-held[code] for code in codes)


@pytest.fixture
def producer():
    """It has earned 400.000 ₫, and said where it wants them."""
    mine = earned().producer
    account(mine)
    return mine


def confirm(payout, reference="FT1"):
    return runs.confirm_payout(payout=payout, reference=reference, by=UserFactory(), at=OVER)


def give_back(payout, reference="HT1", words="Sai tên"):
    return runs.return_payout(
        payout=payout, reference=reference, words=words, by=UserFactory(), at=OVER
    )


def test_a_run_goes_from_draft_to_the_bank_and_its_statement(producer):
    run = runs.draft_run(by=UserFactory(), at=OVER)
    assert (run.state, money(producer)) == ("draft", (400_000, 0, 0))

    run = runs.approve_run(run=run, by=UserFactory(), at=OVER)
    assert (run.state, money(producer)) == ("draft", (400_000, 0, 0))

    run = runs.approve_run(run=run, by=UserFactory(), at=OVER)
    assert (run.state, money(producer)) == ("approved", (0, 400_000, 0))

    run = runs.export_run(run=run, by=UserFactory(), at=OVER)
    confirm(run.payouts.get())
    run.refresh_from_db()
    assert (run.state, money(producer)) == ("ended", (0, 0, 400_000))


def test_one_person_does_not_approve_twice(producer):
    run, by = runs.draft_run(by=None, at=OVER), UserFactory()
    runs.approve_run(run=run, by=by, at=OVER)

    with pytest.raises(runs.NotPaidOut, match="người khác"):
        runs.approve_run(run=run, by=by, at=OVER)
    with pytest.raises(IntegrityError, match="nobody_approves"), transaction.atomic():
        PayoutRun.objects.update(second_by=by, second_at=OVER)
    with pytest.raises(IntegrityError, match="approved_by_two"), transaction.atomic():
        PayoutRun.objects.update(state="approved")
    assert money(producer) == (400_000, 0, 0)


def test_who_approved_may_press_again_after_the_other_has(producer):
    run, first, second = runs.draft_run(by=None, at=OVER), UserFactory(), UserFactory()
    for by in (first, second, first, second):
        runs.approve_run(run=run, by=by, at=OVER)

    assert money(producer) == (0, 400_000, 0)
    with pytest.raises(runs.NotPaidOut, match="không chờ duyệt"):
        runs.approve_run(run=run, by=UserFactory(), at=OVER)


def test_nothing_to_pay_makes_no_run(producer, settings):
    settings.MIN_PAYOUT = 400_001
    assert runs.draft_run(by=None, at=OVER) is None

    settings.MIN_PAYOUT = 400_000
    assert runs.draft_run(by=None, at=OVER) is not None
    assert runs.draft_run(by=None, at=OVER) is None


def test_without_an_account_nobody_is_paid():
    mine = earned().producer

    assert runs.draft_run(by=None, at=OVER) is None
    assert without_account(at=OVER, least=1) == [(mine, 400_000)]


def test_an_approval_pays_no_more_than_there_is_by_then(producer):
    run = runs.draft_run(by=None, at=OVER)
    owe(producer.orders.get(), 1)
    for by in (UserFactory(), UserFactory()):
        run = runs.approve_run(run=run, by=by, at=OVER)

    left = run.payouts.get()
    assert (run.state, left.state, money(producer)) == ("ended", "left_out", (399_999, 0, 0))
    assert left.words == "Số được nhận đã giảm sau khi lập đợt (có khoản hoàn)."


def test_money_does_not_go_to_an_account_that_was_changed_meanwhile(producer):
    run = runs.draft_run(by=None, at=OVER)
    changed = account(producer, "999999999", at=OVER)
    for by in (UserFactory(), UserFactory()):
        runs.approve_run(run=run, by=by, at=changed.valid_from)

    assert money(producer) == (400_000, 0, 0)
    assert approved(changed.valid_from).payouts.get().account == changed


def test_a_payout_is_confirmed_once_and_under_its_own_number(producer):
    first = sent().payouts.get()
    confirm(first)
    confirm(first)
    assert money(producer) == (0, 0, 400_000)

    with pytest.raises(runs.NotPaidOut, match="không chờ đối chiếu"):
        confirm(first, "FT2")
    other = earned().producer
    account(other, "888888888")
    with pytest.raises(runs.NotPaidOut, match="khoản khác"):
        confirm(sent().payouts.get(), "ft1")
    assert money(other)[:2] == (0, 400_000)


def test_nothing_is_confirmed_before_the_bank_was_asked(producer):
    waiting = approved().payouts.get()

    with pytest.raises(runs.NotPaidOut, match="không chờ đối chiếu"):
        confirm(waiting)
    with pytest.raises(runs.NotPaidOut, match="chưa gửi"):
        give_back(waiting)


@pytest.mark.parametrize("seen", [False, True])
def test_what_the_bank_gives_back_is_owed_again_and_paid_in_the_next_run(producer, seen):
    run = sent()
    if seen:
        confirm(run.payouts.get())
    for _time in range(2):
        give_back(run.payouts.get())

    assert money(producer) == (400_000, 0, 0)
    run.refresh_from_db()
    assert run.state == "ended"
    assert approved().payouts.get().amount == 400_000


def test_a_draft_may_be_dropped_and_nothing_else(producer):
    run = runs.draft_run(by=None, at=OVER)
    for _time in range(2):
        runs.drop_run(run=run, by=UserFactory(), at=OVER)
    assert Payout.objects.get().state == "left_out"

    with pytest.raises(runs.NotPaidOut, match="không bỏ được"):
        runs.drop_run(run=approved(), by=UserFactory(), at=OVER)


def test_a_draft_is_not_for_the_bank(producer):
    with pytest.raises(runs.NotPaidOut, match="đủ hai người"):
        runs.export_run(run=runs.draft_run(by=None, at=OVER), by=UserFactory(), at=OVER)


def test_later_refunds_are_taken_off_the_next_payout(producer):
    confirm(sent().payouts.get())
    owe(producer.orders.get(), 150_000)
    assert money(producer)[0] == -150_000
    assert runs.draft_run(by=None, at=OVER) is None


def test_the_owner_is_told_once_that_a_payout_arrived_in_their_language(producer):
    MembershipFactory(producer=producer, user__language="en")
    MembershipFactory(producer=producer, role="staff", user__language="vi")
    payout = sent().payouts.get()
    for _time in range(2):
        confirm(payout)

    letters = Message.objects.filter(key__startswith="payout:").order_by("pk")
    assert [one.subject for one in letters] == [
        f"{dong(400_000)} sent to {producer.name}",
    ]
    assert ["0123456789" in one.body for one in letters] == [False]
