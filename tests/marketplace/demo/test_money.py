"""The demo's money adds up, held by a partner or sent straight to its stalls."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from marketplace.demo.actions import accounts, orders, straight
from marketplace.demo.actions.orders import key_of
from marketplace.demo.orders import PURCHASES, STRAIGHT
from marketplace.demo.payouts import CHANGED
from marketplace.demo.queries import owner, stall
from marketplace.orders.models import OrderGroup
from marketplace.payments.models import BankAccount, Payment, Refund
from marketplace.payouts.models import Bill
from marketplace.reconciliation.models import Difference, Reconciliation
from tests.factories import MIDDAY
from tests.marketplace.demo.conftest import seed

YESTERDAY = MIDDAY - timedelta(days=1)


def checked():
    """``verify`` and ``reconcile`` fail where something does not add up."""
    said = StringIO()
    call_command("verify", stdout=said)
    call_command("reconcile", day=YESTERDAY.date(), stdout=said)
    return said.getvalue()


def like(known, **told):
    """The card of a purchase, with something else on it."""
    return replace(next(one for one in PURCHASES if one.key == known), **told)


def test_a_partners_money_agrees_with_every_report(market):
    """A report came two days late, and what was open meanwhile is gone."""
    opened = [run.open for run in Reconciliation.objects.order_by("day")]
    assert (len(opened), max(opened), opened[-1]) == (8, 1, 0)
    assert set(Difference.objects.values_list("ending", flat=True)) == {"gone"}
    assert " 0 differences" in checked()


@pytest.fixture
def direct(market, settings):
    settings.SETTLEMENT = "direct"


def test_paid_straight_every_stall_sells_is_billed_and_pays_back(direct, monkeypatch):
    accounts.tell_accounts(at=MIDDAY)
    short = like("two-jars-short", key="short", minutes_ago=4 * 24 * 60)
    both = like("two-stalls", key="both", until="delivered", minutes_ago=30 * 24 * 60)
    orders.place_purchases(at=MIDDAY, cards=[both, short])
    monkeypatch.setattr(straight, "REFUNDED", {"short": ("9990000029", "PHUN VAN MAU LOC")})
    monkeypatch.setattr(straight, "SENT", ("short",))

    seed()

    paid = Payment.objects.filter(group__idempotency_key__in=[key_of("both"), key_of("short")])
    assert {(one.state, one.transfer["account"]) for one in paid} == {
        ("paid", "9990000001"),
        ("paid", "9990000002"),
        ("paid", "9990000004"),
    }
    refund = Refund.objects.get(payment__order__group__idempotency_key=key_of("short"))
    assert (refund.state, refund.is_by_hand) == ("done", True)
    assert refund.paid_by == owner("co-to")
    billed = {bill.producer: bill.paid_at is not None for bill in Bill.objects.all()}
    assert billed == {stall("na-lang"): True, stall("ong-chiu"): False, stall("co-to"): False}
    codes = OrderGroup.objects.get(idempotency_key=key_of("two-codes")).payments
    assert codes.filter(state="pending").count() == 2
    waiting = BankAccount.objects.to_confirm(at=MIDDAY)
    assert [one.number for one in waiting] == [CHANGED[1][0]]
    assert OrderGroup.objects.count() == len(PURCHASES) + len(STRAIGHT) + 2
    assert " 0 differences" in checked()
    assert seed(at=MIDDAY + timedelta(days=40)).count(": thêm 0.") == 26
