"""What was delivered is earned once nobody may claim it: once, and no đồng more than came."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from marketplace.ledger import chart
from marketplace.ledger.models import LedgerTransaction
from marketplace.ledger.queries import balances
from marketplace.orders.actions import completing, states
from marketplace.orders.models import Order
from marketplace.payouts.actions import earning
from marketplace.payouts.models import EarnedLine, Earning
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.payouts.stories import (
    OVER,
    complete,
    confirmed_account,
    delivered,
    earned,
    household,
    owe,
    rates,
)
from tests.marketplace.stories import VoucherFactory, basket, hear, order, tariffs, voucher_of

pytestmark = pytest.mark.django_db


def books(producer):
    """What the ledger says of a producer, credits shown as what is owed."""
    codes = {
        "escrow": chart.escrow(producer.pk),
        "payable": chart.payable(producer.pk),
        "commission": chart.COMMISSION,
        "vat": chart.VAT_WITHHELD,
        "pit": chart.PIT_WITHHELD,
        "promotions": chart.PROMOTIONS,
        "refunds": chart.BUYER_REFUND_DUE,
    }
    held = balances(codes.values())
    return {name: -held[code] for name, code in codes.items() if held[code]}


def test_a_household_earns_what_is_left_of_goods_and_the_whole_delivery():
    rates()
    sold = earned(2, household())

    assert books(sold.producer) == {
        "payable": 370_000 - 18_500 - 3_700 - 1_850 + 30_000,
        "commission": 18_500,
        "vat": 3_700,
        "pit": 1_850,
    }
    row = Earning.objects.get()
    assert (row.goods, row.delivery, row.amount) == (370_000, 30_000, 375_950)


def test_nothing_is_withheld_from_a_cooperative():
    rates()
    sold = earned(2)

    assert books(sold.producer) == {"payable": 381_500, "commission": 18_500}


def test_nothing_is_earned_while_something_may_be_claimed():
    sold = delivered()
    earning.earn_due(at=MIDDAY)
    assert books(sold.producer) == {"escrow": 400_000}

    completing.hold_open(order=sold, at=MIDDAY)
    complete(sold)
    assert books(sold.producer) == {"escrow": 400_000}


def test_an_order_is_earned_once_however_often_the_clock_comes():
    sold = earned()
    before = books(sold.producer)

    assert earning.earn_due(at=OVER + timedelta(days=1)) == 0
    assert books(sold.producer) == before


def test_what_a_crash_left_behind_is_earned_at_the_next_beat():
    """Complete, and then the process died before it was booked."""
    sold = delivered()
    completing.complete_due(at=OVER)
    assert books(sold.producer) == {"escrow": 400_000}

    call_command("tick", stdout=StringIO())
    assert books(sold.producer) == {"payable": 400_000}


def test_what_was_owed_back_before_comes_off_first():
    rates()
    sold = delivered(2, household())
    owe(sold, 185_000, at=MIDDAY)
    complete(sold)

    assert books(sold.producer) == {
        "payable": 185_000 - 9_250 - 1_850 - 925 + 30_000,
        "commission": 9_250,
        "vat": 1_850,
        "pit": 925,
        "refunds": 185_000,
    }


def test_owed_back_before_or_after_leaves_the_same_to_the_dong():
    """Odd sums: the parts are taken one after the other, whenever each was taken."""
    rates(commission=333, vat=111, pit=77)
    before, after = delivered(2, household()), delivered(2, household())
    for key, amount in (("a", 33_333), ("b", 101), ("c", 250_001)):
        owe(before, amount, key=key)
    complete(before)
    complete(after)
    for key, amount in (("a", 33_333), ("b", 101), ("c", 250_001)):
        owe(after, amount, key=key)

    payable = balances([chart.payable(one.producer_id) for one in (before, after)])
    assert len(set(payable.values())) == 1


def test_of_an_order_that_goes_back_whole_after_it_was_earned_nothing_stays():
    rates()
    sold = earned(2, household())
    owe(sold, 370_000)
    owe(sold, 30_000, key="delivery", line=False)

    assert books(sold.producer) == {"refunds": 400_000}


def test_a_refund_after_the_payout_is_owed_by_the_producer():
    sold = earned()
    owe(sold, 185_000)

    assert books(sold.producer) == {"payable": 215_000, "refunds": 185_000}


def test_of_a_refunded_order_its_delivery_is_earned():
    """Damaged on the way: the goods went back, yet they had been sent."""
    sold = delivered()
    owe(sold, 370_000, at=MIDDAY)
    states.move(states.lock_order(sold), Order.State.REFUNDED, closed_at=MIDDAY)
    earning.earn_due(at=MIDDAY)

    assert books(sold.producer) == {"payable": 30_000, "refunds": 370_000}


def test_an_order_of_which_nothing_is_left_earns_nothing_and_is_not_asked_for_again():
    sold = delivered()
    owe(sold, 370_000, at=MIDDAY)
    owe(sold, 30_000, key="delivery", line=False, at=MIDDAY)
    states.move(states.lock_order(sold), Order.State.REFUNDED, closed_at=MIDDAY)

    assert [earning.earn_due(at=MIDDAY) for _beat in range(2)] == [1, 0]
    assert books(sold.producer) == {"refunds": 400_000}


def bought(lot, *vouchers):
    """Two packs paid with these vouchers, brought and over."""
    tariffs()
    codes = {voucher.kind: voucher.code for voucher in vouchers}
    off = sum(voucher.amount for voucher in vouchers)
    payment = order(basket((lot.pack, 2)), total=400_000 - off, codes=codes)
    hear(payment)
    sold = payment.group.orders.get()
    Order.objects.filter(pk=sold.pk).update(state=Order.State.SHIPPED, shipped_at=MIDDAY)
    return complete(states.confirm_delivered(order=sold, by=None, at=MIDDAY))


def test_what_the_market_takes_off_it_pays_the_producer():
    rates()
    freight = VoucherFactory(kind="freight", amount=10_000)
    sold = bought(household(), VoucherFactory(amount=20_000), freight)

    assert books(sold.producer) == {
        "payable": 375_950,
        "commission": 18_500,
        "vat": 3_700,
        "pit": 1_850,
        "promotions": -30_000,
    }


def test_what_the_producer_takes_off_nobody_pays_it_and_no_tax_is_taken_of_it():
    rates()
    lot = household()
    own = voucher_of(lot.producer, amount=20_000)
    sold = bought(lot, own, voucher_of(lot.producer, kind="freight", amount=10_000))

    assert books(sold.producer) == {
        "payable": 350_000 - 17_500 - 3_500 - 1_750 + 20_000,
        "commission": 17_500,
        "vat": 3_500,
        "pit": 1_750,
    }


def test_an_order_of_which_the_ledger_never_saw_the_money_is_left_alone():
    sold = delivered()
    Order.objects.filter(pk=sold.pk).update(code="AAAAAA-1")
    type(sold.group).objects.filter(pk=sold.group_id).update(code="AAAAAA")
    complete(sold)

    assert not Earning.objects.exists()


def test_earnings_cannot_be_changed_or_taken_away():
    earned()
    for rows, change in ((Earning, {"amount": 1}), (EarnedLine, {"goods": 1})):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.objects.update(**change)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.objects.all()._raw_delete("default")


def test_what_buyers_pay_straight_leaves_what_the_market_is_owed(settings):
    """Direct settlement: the producer has all the money, and owes the commission."""
    settings.SETTLEMENT = "direct"
    rates()
    lot = household()
    confirmed_account(lot.pack.product.producer)
    sold = earned(2, lot)

    held = balances([chart.seller_direct(sold.producer_id)])
    assert books(sold.producer) == {"payable": -18_500, "commission": 18_500}
    assert set(held.values()) == {0}
    assert LedgerTransaction.objects.count() == 2


def test_a_producer_of_two_orders_earns_both(django_assert_max_num_queries):
    lot = LotFactory()
    for _n in range(2):
        delivered(1, lot)
    completing.complete_due(at=OVER)
    with django_assert_max_num_queries(50):
        assert earning.earn_due(at=OVER) == 2
    assert books(lot.producer) == {"payable": 430_000}


def test_the_worked_example_of_the_documentation():
    """docs/settlement.md, line by line."""
    rates()
    sold = bought(household(), VoucherFactory(amount=20_000))
    assert books(sold.producer)["payable"] == 375_950

    owe(sold, 175_000)
    assert books(sold.producer) == {
        "payable": 202_975,
        "commission": 9_250,
        "vat": 1_850,
        "pit": 925,
        "promotions": -10_000,
        "refunds": 175_000,
    }
