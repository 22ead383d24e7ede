"""Money as people send it: in parts, too much, twice, late, nameless, told of by several."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import Entry, Message
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.orders.models import Order
from marketplace.payments import audit, napas, queries
from marketplace.payments.actions import crediting, lapsing, opening, refunding, sending, settling
from marketplace.payments.gateways.contract import Kind
from marketplace.payments.models import Notice, Payment, Receipt, Refund
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.stories import LATER, hear, notice, pending_payment

pytestmark = pytest.mark.django_db
Outcome, Source, State = Notice.Outcome, Notice.Source, Payment.State
SUM = 400_000
SANDBOX = chart.gateway("sandbox")


def money():
    """What the ledger says: held by the gateway, in suspense, owed to buyers."""
    return [balance(code) for code in (SANDBOX, chart.SUSPENSE, chart.BUYER_REFUND_DUE)]


def hear_from(source, payment, **told):
    return settling.receive(
        gateway=payment.gateway,
        told=notice(payment, **told),
        body=b"",
        headers={},
        at=MIDDAY,
        source=source,
    )


@given(missing=some.integers(1, 10**9), came=some.integers(1, 10**9))
def test_an_order_takes_what_it_needs_and_no_more(missing, came):
    reason, excess = crediting.fit(missing=missing, came=came)

    assert came - excess == min(came, missing)
    assert (reason == "part") == (came < missing)
    assert (reason == "over") == (excess > 0)


def test_a_part_waits_for_the_rest_and_the_rest_completes_it():
    payment = pending_payment()

    assert hear(payment, key="FT1", amount=150_000).outcome == Outcome.UNDERPAID
    payment.refresh_from_db()
    asked = napas.decode(queries.payload_of(payment))
    assert (payment.state, payment.missing) == (State.PENDING, 250_000)
    assert (asked.amount, asked.memo) == (250_000, payment.reference)
    assert money() == [150_000, -150_000, 0]
    assert "còn thiếu 250.000" in Message.objects.get().body

    assert hear(payment, key="FT2", amount=250_000).outcome == Outcome.SETTLED
    payment.refresh_from_db()
    assert (payment.state, payment.received) == (State.PAID, SUM)
    assert Order.objects.get().state == "awaiting_acceptance"
    assert money() == [SUM, 0, 0]


def test_the_first_part_holds_the_goods_longer_and_later_ones_do_not():
    payment = pending_payment()
    soon = MIDDAY + timedelta(minutes=10)

    hear(payment, key="FT1", amount=1, at=soon)
    hear(payment, key="FT2", amount=1, at=soon + timedelta(minutes=10))

    payment.refresh_from_db()
    assert payment.group.held_until == payment.expires_at == soon + timedelta(minutes=15)


@pytest.mark.parametrize("ended", ["lapsed", "given up"])
def test_a_part_without_its_rest_is_owed_back_when_the_order_ends(ended):
    payment, later = pending_payment(), LATER + timedelta(hours=1)
    hear(payment, amount=150_000)

    if ended == "lapsed":
        lapsing.release_overdue(at=later)
    else:
        lapsing.give_up(group=payment.group, by=None, at=later)
    refunding.pay_back(at=later)

    payment.refresh_from_db()
    assert (payment.state, payment.received, payment.refunded) == (State.STRAY, 150_000, 150_000)
    assert (Refund.objects.get().amount, Refund.objects.get().state) == (150_000, "done")
    assert money() == [0, 0, 0]


def test_the_rest_that_comes_too_late_goes_back_with_the_part():
    payment, later = pending_payment(), LATER + timedelta(hours=1)
    hear(payment, amount=150_000)
    lapsing.give_up(group=payment.group, by=None, at=LATER)

    assert hear(payment, key="FT2", amount=250_000, at=later).outcome == Outcome.LATE

    assert money() == [SUM, -250_000, -150_000]
    assert Order.objects.get().state == "cancelled"


def test_what_is_too_much_is_owed_back_and_goes():
    payment = pending_payment()

    assert hear(payment, amount=450_000).outcome == Outcome.OVERPAID
    assert Order.objects.get().state == "awaiting_acceptance"
    assert money() == [450_000, 0, -50_000]

    refunding.pay_back(at=MIDDAY)
    refunding.pay_back(at=LATER)
    assert list(Refund.objects.values_list("amount", "state")) == [(50_000, "done")]
    assert money() == [SUM, 0, 0]
    assert list(audit.received_otherwise()) == list(audit.refunded_otherwise()) == []


@pytest.mark.parametrize("sums", [[450_000], [150_000, 300_000]])
def test_what_is_too_much_and_a_person_sends_back_is_owed_no_longer(sums):
    """By a bank that sends nothing back by itself, at once or with the rest of something."""
    payment = pending_payment()
    Payment.objects.update(gateway="vietqr")
    payment.refresh_from_db()
    for n, amount in enumerate(sums):
        hear(payment, key=f"FT{n}", bank_reference=f"FT{n}", amount=amount)
    refunding.open_refunds(at=LATER)
    account = {"bank": "970436", "number": "0123456789", "holder": "NGUOI MAU"}
    sending.tell_account(group=payment.group, at=LATER, **account)
    assert [balance(chart.BANK), balance(chart.BUYER_REFUND_DUE)] == [450_000, -50_000]

    sent = {"bank_reference": "FT9", "by": UserFactory(), "at": LATER}
    for _twice in range(2):
        sending.note_sent(refund=Refund.objects.get(), **sent)

    assert [balance(chart.BANK), balance(chart.BUYER_REFUND_DUE)] == [SUM, 0]
    assert list(audit.refunded_otherwise()) == []


def test_a_second_transfer_waits_for_a_person_and_nothing_goes_back_by_itself():
    payment = pending_payment()
    hear(payment)

    assert hear(payment, key="FT2").outcome == Outcome.DUPLICATE

    assert [(r.state, r.reason) for r in Receipt.objects.for_people()] == [("held", "duplicate")]
    assert refunding.pay_back(at=LATER) == 0
    assert money() == [2 * SUM, -SUM, 0]


def test_what_nobody_knows_waits_for_a_person():
    payment = pending_payment()

    hear(payment, reference="", text="chuyen tien mua che", bank_reference="FT99")

    held = Receipt.objects.get()
    assert (held.state, held.payment, held.text) == ("held", None, "chuyen tien mua che")
    assert money() == [SUM, -SUM, 0]


def test_of_several_codes_the_one_that_is_ours_is_meant():
    payment = pending_payment()
    other = "CG00000000" + "0"

    heard = hear(payment, reference=other, text=f"{other} {payment.reference.lower()}")

    assert (heard.payment, heard.outcome) == (payment, Outcome.SETTLED)


def test_money_paid_another_way_sends_a_part_back(settings):
    vietqr = {"bank": "999999", "account": "123", "holder": "HTX MAU"}
    settings.PAYMENT_GATEWAYS = {**settings.PAYMENT_GATEWAYS, "vietqr": vietqr}
    first = pending_payment()
    second = opening.open_payment(group=first.group, gateway="vietqr", at=MIDDAY)
    hear(first, amount=1)

    hear(second, key="FT2")

    first.refresh_from_db()
    assert (first.state, first.received) == (State.STRAY, 1)
    assert money() == [1, 0, -1]


@pytest.mark.parametrize(
    ("first", "second"), [("FT 26325-01", "ft2632501"), ("FT2632501", "BIDV.FT2632501"), ("", "")]
)
def test_two_who_tell_of_the_same_money_are_heard_as_one(first, second):
    payment = pending_payment()

    hear_from(Source.GATEWAY, payment, bank_reference=first)
    again = hear_from(Source.STATEMENT, payment, key="S1", bank_reference=second)

    assert again.outcome == Outcome.REPEATED
    assert again.receipt == Receipt.objects.get()
    assert money() == [SUM, 0, 0]


def test_other_money_of_the_same_sum_is_not_taken_for_it():
    payment = pending_payment()

    hear_from(Source.GATEWAY, payment, bank_reference="FT1")
    other = hear_from(Source.STATEMENT, payment, key="S1", bank_reference="FT2")

    assert other.outcome == Outcome.DUPLICATE
    assert Receipt.objects.count() == 2


def test_each_line_of_a_statement_stands_for_one_sum():
    payment = pending_payment()
    hear_from(Source.GATEWAY, payment)

    heard = [hear_from(Source.STATEMENT, payment, key=f"S{n}").outcome for n in range(2)]

    assert heard == [Outcome.REPEATED, Outcome.DUPLICATE]


@pytest.mark.parametrize(
    ("amount", "left"), [(SUM, [0, 0, 0]), (150_000, [0, 0, 0])], ids=["all of it", "a part"]
)
def test_what_a_bank_takes_away_again_is_told_and_booked(amount, left):
    payment = pending_payment()
    hear(payment, amount=amount, bank_reference="FT1")

    taken = hear(payment, key="R", kind=Kind.REVERSED, amount=amount, bank_reference="FT1")

    assert taken.outcome == Outcome.REVERSED
    assert money() == left
    assert balance(chart.DISPUTE_RESERVE) == (SUM if amount == SUM else 0)
    assert Entry.objects.filter(verb="reversed").count() == 1
    assert list(audit.received_otherwise()) == []
    again = hear(payment, key="R2", kind=Kind.REVERSED, amount=amount, bank_reference="FT1")
    assert again.outcome == Outcome.REPEATED


def test_no_more_than_came_counts_and_paid_means_all_of_it():
    payment = pending_payment()
    hear(payment, amount=150_000)

    for wrong in ({"state": "paid"}, {"refunded": 150_001}, {"state": "stray", "received": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.update(settled_at=MIDDAY, **wrong)
