"""Money that comes, is owed back and goes is in the ledger, as it happened and once."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from marketplace.ledger import chart, queries
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind, LedgerTransaction
from marketplace.orders import keys
from marketplace.orders.actions import cancelling
from marketplace.orders.actions.booking import book_owed
from marketplace.orders.actions.refunds import Cause, owe, owe_delivery
from marketplace.orders.models import Order, RefundDue, VoucherUse
from marketplace.payments import registry
from marketplace.payments.actions import booking, lapsing, proposing, refunding, sending, settling
from marketplace.payments.actions.replaying import replay
from marketplace.payments.models import Notice, Payment
from marketplace.vouchers.models import Voucher
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.stories import (
    LATER,
    RateFactory,
    VoucherFactory,
    basket,
    hear,
    order,
    paid_order,
    pending_payment,
    tariffs,
)

pytestmark = pytest.mark.django_db
GATEWAY, DUE, SUSPENSE = chart.gateway("sandbox"), chart.BUYER_REFUND_DUE, chart.SUSPENSE


def held():
    """Accounts that hold something; of producers those of the only one."""
    found = queries.balances_like("")
    return {
        code.split(":")[0] if code[-1].isdecimal() else code: n for code, n in found.items() if n
    }


def owed(order, amount, key="claim 1", line=True):
    cause = Cause(reason=RefundDue.Reason.CLAIM, key=key)
    line = order.lines.get() if line else None
    return owe(order=order, line=line, amount=amount, cause=cause, at=MIDDAY)


def earn(order):
    """As settlement does, of an order of which nothing is owed back."""
    line = order.lines.get()
    taken = {
        chart.COMMISSION: line.commission,
        chart.VAT_WITHHELD: line.withheld_vat,
        chart.PIT_WITHHELD: line.withheld_pit,
        chart.PROMOTIONS: line.own_discount - line.discount,
    }
    legs = chart.legs(
        (chart.escrow(order.producer_id), order.total),
        *((code, -amount) for code, amount in taken.items()),
        (chart.payable(order.producer_id), sum(taken.values()) - order.total),
    )
    return post(key=keys.earned(order), kind=Kind.EARNED, legs=legs, at=MIDDAY)


def test_what_is_paid_is_kept_for_its_producer_once():
    payment = pending_payment()
    hear(payment)
    hear(payment)

    assert held() == {GATEWAY: 400_000, "escrow": -400_000}
    assert LedgerTransaction.objects.get().reference == payment.reference


def test_two_producers_of_one_checkout_are_kept_apart():
    tariffs()
    one, other = LotFactory(), LotFactory()
    payment = order(basket((one.pack, 1), (other.pack, 1)), total=2 * 215_000)
    hear(payment)

    kept = [chart.escrow(lot.producer.pk) for lot in (one, other)]
    assert queries.balances([*kept, GATEWAY]) == {
        kept[0]: -215_000,
        kept[1]: -215_000,
        GATEWAY: 430_000,
    }


def test_money_for_an_order_given_up_is_owed_back_and_goes():
    payment = pending_payment()
    lapsing.give_up(group=payment.group, by=None, at=MIDDAY)
    hear(payment)
    assert held() == {GATEWAY: 400_000, DUE: -400_000}

    refunding.open_refunds(at=LATER)
    refunding._keep(payment.refunds.get(), refunding.State.DONE, at=LATER)
    assert held() == {}


def test_what_is_owed_before_it_is_earned_comes_out_of_what_is_kept():
    owed(paid_order(), 85_000)
    assert held() == {GATEWAY: 400_000, "escrow": -315_000, DUE: -85_000}


def test_what_is_owed_after_it_was_earned_takes_back_what_was_taken():
    RateFactory(basis_points=500)
    RateFactory(kind="vat", producer_kind="household", basis_points=100)
    RateFactory(kind="pit", producer_kind="household", basis_points=50)
    bought = paid_order(lot=LotFactory(pack__product__producer__kind="household"))
    earn(bought)
    taken = {chart.COMMISSION: -18_500, chart.VAT_WITHHELD: -3_700, chart.PIT_WITHHELD: -1_850}
    assert held() == {GATEWAY: 400_000, "payable": -375_950, **taken}

    owed(bought, 185_000)

    half = {code: amount // 2 for code, amount in taken.items()}
    assert held() == {GATEWAY: 400_000, "payable": -202_975, DUE: -185_000, **half}


def test_a_line_that_goes_back_in_pieces_leaves_nothing_anywhere():
    for kind, points in (("commission", 777), ("vat", 101), ("pit", 53)):
        RateFactory(kind=kind, producer_kind="household", basis_points=points)
    bought = paid_order(lot=LotFactory(pack__product__producer__kind="household"))
    earn(bought)

    for n, amount in enumerate([1, 99_999, 133_333, 136_667]):
        owed(bought, amount, key=f"claim {n}")
    owe_delivery(order=bought, cause=Cause(reason="claim", key="fee"), at=MIDDAY)

    assert held() == {GATEWAY: 400_000, DUE: -400_000}


def test_what_the_market_bore_it_need_not_bear_of_what_goes_back():
    tariffs()
    VoucherFactory(code="MAUGIAM")
    lot = LotFactory()
    payment = order(basket((lot.pack, 2)), total=380_000, codes={Voucher.Kind.MARKET: "MAUGIAM"})
    hear(payment)
    bought = payment.group.orders.get()
    assert VoucherUse.objects.get().state == "spent"
    earn(bought)
    assert held() == {GATEWAY: 380_000, "payable": -400_000, chart.PROMOTIONS: 20_000}

    owed(bought, 175_000)

    half = {"payable": -215_000, chart.PROMOTIONS: 10_000, DUE: -175_000}
    assert held() == {GATEWAY: 380_000, **half}


def test_a_cancelled_order_is_owed_back_whole():
    bought = paid_order()
    why = cancelling.Why(side="buyer", reason="changed_mind")
    cancelling.cancel(order=bought, why=why, by=None, at=MIDDAY)
    assert held() == {GATEWAY: 400_000, DUE: -400_000}


def test_booking_what_is_owed_again_changes_nothing():
    owed(paid_order(), 85_000)
    assert book_owed(dues=RefundDue.objects.all()) == 1
    assert held() == {GATEWAY: 400_000, "escrow": -315_000, DUE: -85_000}


def test_what_the_ledger_never_saw_come_does_not_leave_it():
    """The order was paid before there was a ledger; ``manage.py verify`` names it."""
    payment = pending_payment()
    Order.objects.update(state="awaiting_acceptance", paid_at=MIDDAY)
    owed(payment.group.orders.get(), 85_000)
    assert held() == {}


def test_a_refund_that_came_back_is_owed_as_before_and_sent_by_hand_from_the_bank():
    due = owed(paid_order(), 85_000)
    refunding.open_refunds(at=LATER)
    refund = due.refund
    refunding._keep(refund, refunding.State.DONE, at=LATER)
    assert held() == {GATEWAY: 315_000, "escrow": -315_000}

    refunding._keep(refund, refunding.State.REFUSED, at=LATER)
    assert held() == {GATEWAY: 400_000, "escrow": -315_000, DUE: -85_000}

    group, by = refund.payment.group, UserFactory(is_staff=True)
    account = {"bank": "970436", "number": "0123456789", "holder": "TRAN THI MUA"}
    sending.tell_account(group=group, **account, at=LATER)
    sending.note_sent(refund=refund, bank_reference="FT9", by=by, at=LATER)
    assert held() == {GATEWAY: 400_000, "escrow": -315_000, chart.BANK: -85_000}


def test_money_behind_vietqr_is_in_the_bank():
    assert booking.place("vietqr") == chart.BANK
    assert booking.place("stripe") == "gateway:stripe"


def test_parts_more_and_what_nobody_knows():
    """What the inbox books: a part waits in suspense, the rest settles, too much is owed back."""
    payment = pending_payment()
    booking.book_held(key="held:1", account=GATEWAY, amount=150_000, at=MIDDAY)
    assert held() == {GATEWAY: 150_000, SUSPENSE: -150_000}
    booking.book_paid(payment=payment, came=260_000, held=150_000, at=MIDDAY)
    assert held() == {GATEWAY: 410_000, "escrow": -400_000, DUE: -10_000}

    booking.book_held(key="held:2", account=GATEWAY, amount=70_000, at=MIDDAY)
    booking.book_known(key="known:2", amount=40_000, at=MIDDAY)
    booking.book_sent_back(key="back:2", account=GATEWAY, amount=30_000, at=MIDDAY)
    assert held() == {GATEWAY: 450_000, "escrow": -400_000, DUE: -50_000}


def test_fees_disputes_and_what_moves_to_the_bank():
    paid_order()
    told = {"account": GATEWAY, "at": MIDDAY}
    booking.book_fee(key="fee:1", account=GATEWAY, amount=4_000, at=MIDDAY)
    booking.book_moved(key="moved:1", account=GATEWAY, amount=300_000, at=MIDDAY)
    booking.book_held(key="held:1", account=chart.BANK, amount=200_000, at=MIDDAY)
    booking.book_arrived(key="arrived:1", amount=200_000, at=MIDDAY)
    booking.book_disputed(key="dispute:1", amount=50_000, **told)
    booking.book_disputed(key="dispute:2", amount=20_000, **told)
    booking.book_dispute_won(key="dispute:1:won", amount=50_000, **told)
    booking.book_dispute_lost(key="dispute:2:lost", amount=20_000, at=MIDDAY)
    assert held() == {
        GATEWAY: 76_000,
        chart.BANK: 200_000,
        chart.IN_TRANSIT: 100_000,
        chart.GATEWAY_FEES: 4_000,
        chart.DISPUTE_LOSSES: 20_000,
        "escrow": -400_000,
    }


def told(payment, **changed):
    """A notice in the demo bank's own words, sealed."""
    bank = registry.demo_bank()
    body, _seal = bank.notice(reference=payment.reference, amount=payment.amount, at=MIDDAY)
    body = json.dumps({**json.loads(body), **changed}).encode()
    return body, bank.seal(body, at=MIDDAY)


def tell(body, seal):
    notice = registry.demo_bank().read(body=body, headers=seal, at=MIDDAY)
    return settling.receive(gateway="sandbox", told=notice, body=body, headers=seal, at=MIDDAY)


def test_all_notices_heard_again_give_the_same_balances():
    """On a restored state, with orders and none of the money: right, twice, wrong and too late."""
    right, late, wrong = pending_payment(), pending_payment(), pending_payment()
    lapsing.give_up(group=late.group, by=None, at=MIDDAY)
    here = transaction.savepoint()
    for words in (told(right), told(late), told(wrong, amount=1), told(right)):
        tell(*words)
        tell(*words)
    before, kept = queries.balances_like(""), list(Notice.objects.all())
    transaction.savepoint_rollback(here)
    assert queries.balances_like("") == {}

    assert replay(kept) == []
    assert replay(kept) == []

    assert queries.balances_like("") == before
    assert sum(before.values()) == 0
    assert before[GATEWAY] == 1_200_001
    assert list(Payment.objects.order_by("pk").values_list("state", flat=True)) == [
        "paid",
        "stray",
        "pending",
    ]


def test_a_file_of_notices_heard_again_gives_the_same_balances(tmp_path):
    payment, file = pending_payment(), tmp_path / "notices.jsonl"
    here = transaction.savepoint()
    tell(*told(payment))
    before = queries.balances_like("")
    call_command("dumpdata", "marketplace.notice", format="jsonl", output=str(file))
    transaction.savepoint_rollback(here)

    for _time in range(2):
        call_command("replay_notices", file, stdout=StringIO())

    assert queries.balances_like("") == before
    assert before[GATEWAY] == payment.amount
    for words in ("{", '{"model": "accounts.user", "pk": 1, "fields": {}}'):
        file.write_text(words)
        with pytest.raises(CommandError):
            call_command("replay_notices", file)


def test_what_a_person_said_is_left_when_notices_are_heard_again():
    payment, by = pending_payment(), UserFactory(is_staff=True)
    proposing.confirm_by_hand(payment=payment, bank_reference="FT2632512", by=by, at=MIDDAY)
    said = list(Notice.objects.all())
    assert replay(said) == said
