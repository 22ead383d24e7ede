"""Money for two orders of one checkout, told at once: each is paid once, by its own money alone."""

from __future__ import annotations

from threading import Event

import pytest
from django.db.models import Sum

from accounts.models import Entry, Message
from marketplace.ledger import chart
from marketplace.ledger.queries import balances_like
from marketplace.orders.models import Order
from marketplace.payments.models import Notice, Payment, Receipt
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.payouts.stories import confirmed_account, rates
from tests.marketplace.stories import basket, hear, order, tariffs
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
NUMBERS = ("0123456789", "9876543210")


@pytest.fixture
def payments(settings):
    """Two households on one checkout, each paid on its own account."""
    settings.SETTLEMENT = "direct"
    tariffs()
    rates()
    lots = [LotFactory(pack__product__producer__kind="household") for _n in NUMBERS]
    for lot, number in zip(lots, NUMBERS, strict=True):
        confirmed_account(lot.pack.product.producer, number=number)
    made = order(basket(*((lot.pack, 2) for lot in lots)), total=2 * 400_000)
    return list(made.group.payments.select_related("order").order_by("order__producer"))


def test_notices_of_two_orders_of_one_checkout_pay_each_once(payments):
    """Every other is about the other order, so all of them want the one checkout's row."""
    told = [payments[n % 2] for n in range(AT_ONCE)]

    heard = rush(told, lambda one: str(hear(one, key=f"FT{one.pk}").outcome))

    assert heard == {"settled": AT_ONCE}
    assert (Notice.objects.count(), Receipt.objects.count()) == (2, 2)
    assert set(Order.objects.values_list("state", "paid_at")) == {("awaiting_acceptance", MIDDAY)}
    assert Message.objects.filter(kind="paid").count() == 2
    assert Entry.objects.filter(verb="settled").count() == 2
    held = {code: n for code, n in balances_like("").items() if n}
    producers = [one.order.producer_id for one in payments]
    assert held == {
        **{chart.seller_direct(one): 400_000 for one in producers},
        **{chart.escrow(one): -400_000 for one in producers},
    }


def test_different_transfers_for_two_orders_at_once_pay_each_once(payments):
    """Ten for either: one pays it, nine are a second payment and wait for a person."""
    told = [(payments[n % 2], f"FT{n}") for n in range(AT_ONCE)]

    heard = rush(told, lambda one: str(hear(one[0], key=one[1]).outcome))

    assert heard == {"settled": 2, "duplicate": AT_ONCE - 2}
    assert set(Payment.objects.values_list("state", "received")) == {("paid", 400_000)}
    held = balances_like("")
    assert [held[chart.escrow(one.order.producer_id)] for one in payments] == [-400_000] * 2
    assert held[chart.SUSPENSE] == -(AT_ONCE - 2) * 400_000


def test_a_careless_twin_without_the_checkouts_lock_counts_money_twice(payments):
    """The negative control: all look at what is missing before anybody writes."""
    looked, all_looked = [], Event()

    def count_carelessly(payment):
        seen = Payment.objects.get(pk=payment.pk)
        looked.append(seen.missing)
        if len(looked) == AT_ONCE:
            all_looked.set()
        all_looked.wait(timeout=30)
        Receipt.objects.create(
            gateway=seen.gateway,
            payment=seen,
            amount=seen.missing,
            state=Receipt.State.TAKEN,
            reason=Receipt.Reason.EXACT,
            came_at=MIDDAY,
            heard_at=MIDDAY,
            closed_at=MIDDAY,
        )
        return Payment.objects.filter(pk=seen.pk).update(received=seen.received + seen.missing)

    assert rush([payments[n % 2] for n in range(AT_ONCE)], count_carelessly) == {1: AT_ONCE}
    assert looked == [400_000] * AT_ONCE
    assert Receipt.objects.aggregate(n=Sum("amount"))["n"] == AT_ONCE * 400_000
    assert set(Payment.objects.values_list("received", flat=True)) == {400_000}
