"""A sale at the stall is an order of the same lots and the same ledger, over in one go."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Entry, Message
from accounts.models.journal import label
from catalog.models import Policy
from marketplace.ledger import queries as ledger
from marketplace.orders import audit
from marketplace.orders.actions import on_the_spot, states
from marketplace.orders.actions.cancelling import Why, cancel
from marketplace.orders.actions.packing import WrongItem
from marketplace.orders.models import Allocation, Order, Parcel, RefundDue
from marketplace.payments.actions import lapsing
from marketplace.payments.models import Notice, Receipt
from marketplace.payments.queries import payload_of
from marketplace.till import actions, closing, queries
from marketplace.till.wares import NotToSell, item
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.payouts.stories import complete, confirmed_account
from tests.marketplace.stories import LATER, codes, hear
from tests.marketplace.till.stories import PRICE, loosely, paying, sold, table
from traceability.actions import stock
from traceability.actions.stock import OutOfStock
from traceability.models import Event, Movement

pytestmark = pytest.mark.django_db
ON = MIDDAY.date()


def counts(lot):
    lot.refresh_from_db()
    return lot.on_hand, lot.reserved


def balances():
    return {code: n for code, n in ledger.balances_like("").items() if n}


def states_of(order):
    order.refresh_from_db()
    return order.state


def said_of(order):
    return [entry.verb for entry in Entry.objects.filter(subject=label(order)).order_by("pk")]


def odd():
    return [*audit.promised_otherwise(), *audit.discounted_otherwise()]


def test_what_is_paid_at_the_table_is_sold_as_every_order_is():
    """Three notices, one sale: lots, movements, codes, ledger, earning and statement."""
    lot, seller = table()
    jar, *_others = codes(lot, 2)
    order = sold(lot, seller, 2, items=[jar], key=(key := uuid4()))
    assert (order.total, counts(lot)) == (3 * PRICE, (10, 3))
    assert sold(lot, seller, 2, items=[jar], key=key) == order
    payment = paying(order)
    assert payment.reference in payload_of(payment)
    jar.refresh_from_db()
    assert jar.state == "packed"

    for _time in range(3):
        hear(payment)

    assert (states_of(order), counts(lot)) == ("delivered", (7, 0))
    assert order.claimable_until > MIDDAY
    jar.refresh_from_db()
    assert jar.state == "sold"
    assert Event.objects.filter(stage="shipping").count() == 1
    sent = Allocation.objects.get()
    assert (sent.state, sent.quantity, sent.lot) == ("shipped", 3, lot)
    kinds = Movement.objects.exclude(kind="packed").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["held", "sold"]
    assert Receipt.objects.get().reason == "exact"
    assert not Message.objects.exists()
    given = "handed over at the stall"
    assert said_of(order) == ["paid", "accepted", given, given]
    escrow = f"escrow:{lot.producer_id}"
    assert balances()[escrow] == -3 * PRICE
    assert odd() == []

    complete(order)

    net = 3 * PRICE - 27_750 - 5_550 - 2_775
    assert balances()[f"payable:{lot.producer_id}"] == -net
    assert escrow not in balances()


def test_lots_are_the_chosen_ones_or_those_that_expire_first():
    first, seller = table(best_before=ON + timedelta(days=30))
    later = LotFactory(pack=first.pack, producer=first.producer, packed=5, on_hand=5)
    [jar] = codes(later, 1)

    sold(first, seller, 2)
    assert (counts(first), counts(later)) == ((10, 2), (5, 0))
    sold(first, seller, 2, items=[jar], lots={first.pack_id: later.pk})
    assert (counts(first), counts(later)) == ((10, 2), (5, 3))
    sold(first, seller, 1, items=[])
    assert counts(first) == (10, 3)
    with pytest.raises(OutOfStock) as short:
        sold(first, seller, 3, lots={first.pack_id: later.pk})
    assert [(one.wanted, one.free) for one in short.value.shortages] == [(3, 2)]
    later.refresh_from_db()
    stock.stop(lots=[later.pk])
    with pytest.raises(OutOfStock):
        sold(first, seller, 1, lots={first.pack_id: later.pk})
    assert counts(first) == (10, 3)
    assert odd() == []


def test_a_price_at_the_table_is_taken_off_by_the_producer_and_never_above_the_listed():
    lot, seller = table()
    order = sold(lot, seller, 2, asked=350_000)
    line = order.lines.get()
    assert (order.total, order.goods_discount, line.discount, line.own_discount) == (
        *(350_000, 20_000),
        *(20_000, 20_000),
    )
    assert (line.commission, line.withheld_vat) == (17_500, 3_500)
    assert "took off at the stall" in said_of(order)
    hear(paying(order))
    assert states_of(order) == "delivered"
    assert odd() == []
    with pytest.raises(actions.NotSold, match="niêm yết"):
        sold(lot, seller, 2, asked=2 * PRICE + 1)


def test_money_that_does_not_come_lets_go_and_money_that_comes_late_asks_the_seller():
    lot, seller = table()
    jar, *_others = codes(lot, 1)
    dropped, lapsed, again = (sold(lot, seller, 1, items=i) for i in ([jar], [], []))
    payment = paying(dropped)
    assert lapsing.give_up(group=dropped.group, by=seller, at=MIDDAY)
    jar.refresh_from_db()
    assert (jar.state, counts(lot), Parcel.objects.count()) == ("issued", (10, 2), 0)
    hear(payment, key="FT1", at=LATER, paid_at=LATER)
    assert queries.sale(dropped, at=LATER).stands == "stray"
    assert queries.sale(lapsed, at=LATER).stands == "over"
    assert lapsing.release_overdue(at=LATER) == 2

    for key, order in (("FT2", lapsed), ("FT3", again)):
        hear(paying(order), key=key, at=LATER, paid_at=LATER)
        assert (states_of(order), queries.sale(order, at=LATER).stands) == (
            "awaiting_acceptance",
            "late",
        )
    assert (counts(lot), queries.waiting(lot.producer, at=LATER)) == ((10, 2), [again, lapsed])
    for _twice in range(2):
        on_the_spot.hand_over(order=lapsed, by=seller, at=LATER)
    cancel(order=again, why=Why(side="producer", reason="other"), by=seller, at=LATER)
    assert (counts(lot), queries.waiting(lot.producer, at=LATER)) == ((9, 0), [])
    again.refresh_from_db()
    assert queries.sale(again, at=LATER).stands == "returned"
    assert RefundDue.objects.get().amount == PRICE
    with pytest.raises(states.NotNow):
        on_the_spot.hand_over(order=dropped, by=seller, at=LATER)
    assert odd() == []


def test_too_little_waits_for_the_rest_and_too_much_is_owed_back():
    lot, seller = table()
    order = sold(lot, seller, 1)
    payment = paying(order)
    assert hear(payment, key="FT1", amount=85_000).outcome == Notice.Outcome.UNDERPAID
    stands = queries.sale(order, at=MIDDAY)
    assert (stands.stands, stands.payment.missing) == ("waiting", 100_000)
    assert "5406100000" in stands.payload
    assert hear(payment, key="FT2", amount=120_000).outcome == Notice.Outcome.OVERPAID
    order.refresh_from_db()
    paid = queries.sale(order, at=MIDDAY)
    assert (paid.stands, paid.excess, order.state) == ("paid", 20_000, "delivered")


def test_goods_recalled_while_the_code_is_shown_are_not_handed_over():
    lot, seller = table()
    order = sold(lot, seller, 1)
    stock.stop(lots=[lot.pk])

    assert hear(paying(order)).outcome == Notice.Outcome.SETTLED

    assert (states_of(order), counts(lot)) == ("awaiting_acceptance", (10, 1))
    assert "not handed over" in said_of(order)
    with pytest.raises(states.NotNow, match="thu hồi"):
        on_the_spot.hand_over(order=order, by=seller, at=MIDDAY)


def test_what_may_not_be_sold_is_refused_aloud():
    lot, seller = table()
    fine, gone, called = codes(lot, 3)
    assert item(lot.producer, fine.serial, on=ON) == fine
    called.recalled_at = MIDDAY
    called.save()
    gone.state = "sold"
    gone.save()
    for serial, why in ((called.serial, "thu hồi"), (gone.serial, "đã bán"), ("XXX", "Không có")):
        with pytest.raises(NotToSell, match=why):
            item(lot.producer, serial, on=ON)
    with pytest.raises(WrongItem):
        sold(lot, seller, 0, items=[gone])
    old = LotFactory(pack=lot.pack, producer=lot.producer, best_before=ON)
    with pytest.raises(NotToSell, match="hết hạn"):
        item(lot.producer, codes(old, 1)[0].serial, on=ON)
    with pytest.raises(NotToSell, match="Không có"):
        item(LotFactory().producer, fine.serial, on=ON)
    sheet = lot.pack.product.criteria_set
    Policy.objects.create(criteria_set=sheet, minimum_age=18, legal_basis="Luật mẫu", valid_from=ON)
    with pytest.raises(actions.NotSold, match="18 tuổi"):
        sold(lot, seller, 1)
    assert sold(lot, seller, 1, is_adult=True).total == PRICE
    lot.pack.product.suspended_at = MIDDAY
    lot.pack.product.save()
    with pytest.raises(actions.NotSold, match="không được bán"):
        sold(lot, seller, 1, is_adult=True)
    assert counts(lot) == (10, 1)


def test_a_number_is_taken_down_once_and_gets_the_receipt():
    lot, seller = table()
    order = sold(lot, seller, 1)
    hear(paying(order))
    for phone, told in (("+84912345678", True), ("+84911111111", False)):
        assert on_the_spot.name_buyer(order=order, phone=phone, by=seller, at=MIDDAY) is told
    letter = Message.objects.get()
    assert letter.phone == "+84912345678"
    assert order.group.token in letter.body
    order.refresh_from_db()
    assert order.receiver is None  # the stall reads the number no more


def test_the_days_close_says_what_the_ledger_says():
    lot, seller = table()
    other = LotFactory(
        pack__product__producer=lot.producer, producer=lot.producer, pack__price=50_000
    )
    hear(paying(sold(lot, seller, 2, asked=300_000)), key="FT1")
    hear(paying(sold(other, lot.producer.memberships.get().user, 1)), key="FT2", amount=60_000)
    open_ = sold(lot, seller, 1)
    hear(paying(open_), key="FT3", amount=10_000)
    yesterday = MIDDAY - timedelta(days=1)
    hear(paying(sold(lot, seller, 1, at=yesterday)), key="FT4", at=yesterday, paid_at=yesterday)

    day = closing.day(lot.producer, ON)

    assert {row.name: (row.packs, row.amount) for row in day.rows} == {
        str(lot.pack): (2, 300_000),
        str(other.pack): (1, 50_000),
    }
    assert (day.sales, day.total, day.off, day.packs) == (2, 350_000, 70_000, 3)
    assert (day.seen, day.excess, day.booked, day.agrees) == (360_000, 10_000, 350_000, True)
    assert (day.waiting, day.owed_back) == ([open_], 0)
    assert -balances()[f"escrow:{lot.producer_id}"] == 350_000 + PRICE
    Receipt.objects.filter(amount=60_000).update(amount=61_000)
    assert not closing.day(lot.producer, ON).agrees


def test_money_by_the_code_on_the_table_is_given_to_a_sale_it_just_fits():
    lot, seller = table()
    near = LotFactory()
    assert f"CHOGOC QUAY P{lot.producer_id}" in queries.printed(lot.producer, at=MIDDAY)[1]
    assert loosely(lot, PRICE, "FT1").outcome == Notice.Outcome.UNMATCHED
    loosely(near, PRICE, "FT2")
    loosely(lot, 90_000, "FT3")
    order = sold(lot, seller, 1)
    [receipt] = queries.sale(order, at=MIDDAY).loose
    part = next(one for one in queries.loose(lot.producer, at=MIDDAY) if one.amount == 90_000)
    with pytest.raises(actions.NotSold, match="không khớp"):
        actions.assign(receipt=part, order=order, by=seller, at=MIDDAY)
    assert balances()["suspense"] == -2 * PRICE - 90_000

    actions.assign(receipt=receipt, order=order, by=seller, at=MIDDAY)

    assert states_of(order) == "delivered"
    assert balances()["suspense"] == -PRICE - 90_000
    with pytest.raises(actions.NotSold, match="tính rồi"):
        actions.assign(receipt=receipt, order=sold(lot, seller, 1), by=seller, at=MIDDAY)
    assert queries.receipt_of(lot.producer, receipt.pk, at=MIDDAY) is None
    assert queries.loose(lot.producer, at=MIDDAY + timedelta(days=3)) == []
    assert closing.day(lot.producer, ON).agrees


def test_straight_to_the_producer_the_code_is_of_its_own_account(settings):
    settings.SETTLEMENT = "direct"
    lot, seller = table()
    with pytest.raises(actions.NotSold):
        sold(lot, seller, 1)
    account = confirmed_account(lot.producer)
    order = sold(lot, seller, 1)
    payment = paying(order)
    assert (payment.order, payment.transfer["account"]) == (order, account.number)
    assert queries.printed(lot.producer, at=MIDDAY)[0].account == account.number

    hear(payment, key="FT1", account=account.number)
    loosely(lot, PRICE, "FT2", account=account.number)
    second = sold(lot, seller, 1)
    [receipt] = queries.sale(second, at=MIDDAY).loose
    actions.assign(receipt=receipt, order=second, by=seller, at=MIDDAY)

    assert (states_of(order), states_of(second), counts(lot)) == ("delivered", "delivered", (8, 0))
    assert balances() == {
        f"seller_direct:{lot.producer_id}": 2 * PRICE,
        f"escrow:{lot.producer_id}": -2 * PRICE,
    }
    assert closing.day(lot.producer, ON).agrees


def test_a_table_may_wait_for_so_many_only(monkeypatch):
    lot, seller = table()
    monkeypatch.setattr(actions, "MOST_OPEN", 2)
    for _time in range(2):
        sold(lot, seller, 1)
    with pytest.raises(actions.NotSold, match="quá nhiều"):
        sold(lot, seller, 1)
    assert Order.objects.at_stalls().count() == 2
