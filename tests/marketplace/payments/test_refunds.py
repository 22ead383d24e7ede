"""Money goes back once, never more than came, through its gateway or by a person's hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Message
from marketplace.orders.actions.refunds import Cause, owe
from marketplace.orders.models import RefundDue
from marketplace.payments import audit, registry
from marketplace.payments.actions import refunding, sending, settling
from marketplace.payments.forms import RefundAccountForm
from marketplace.payments.models import Notice, Payment, Refund, RefundAccount
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.stories import LATER, hear, paid_order, pending_payment

pytestmark = pytest.mark.django_db
State, Outcome = Refund.State, Notice.Outcome
ACCOUNT = {"bank": "970418", "number": "21110000123456", "holder": "TRAN THI MUA"}
SLOW = {"secret": "s" * 32, "is_slow": True}


@pytest.fixture
def slow(settings):
    settings.PAYMENT_GATEWAYS = {"sandbox": SLOW}
    registry.demo_bank().given.clear()
    return registry.demo_bank()


def owed(amount=85_000, *, order=None, key="claim 1"):
    order = order or paid_order()
    cause = Cause(reason=RefundDue.Reason.CLAIM, key=key)
    return owe(order=order, line=order.lines.get(), amount=amount, cause=cause, at=MIDDAY)


def by_transfer():
    """Paid by a bank transfer, of which something is owed and opened."""
    due = owed()
    Payment.objects.update(gateway="vietqr")
    refunding.pay_back(at=LATER)
    return Refund.objects.get(due=due)


def letters(of):
    return Message.objects.filter(key__startswith=of).count()


def test_what_is_owed_goes_back_by_the_way_it_came_and_its_buyer_is_told():
    due = owed()

    assert refunding.pay_back(at=LATER) == 2

    refund = Refund.objects.get()
    assert (refund.due, refund.amount, refund.state, refund.done_at) == (
        due, 85_000, State.DONE, LATER,
    )  # fmt: skip
    assert refund.external_id.startswith("HOAN-")
    assert refund.payment.refunded == 85_000
    assert letters("refunded:") == 1
    assert refunding.pay_back(at=LATER) == 0


def test_money_for_a_dead_order_goes_back_whole():
    payment = pending_payment()
    Payment.objects.update(state=Payment.State.FAILED)
    payment.group.orders.update(state="cancelled")
    hear(payment)

    refunding.pay_back(at=LATER)

    refund = Refund.objects.get()
    assert (refund.due, refund.amount, refund.state) == (None, payment.amount, State.DONE)


def test_a_refund_asked_for_arrives_when_the_bank_says_so(slow):
    owed()
    refunding.pay_back(at=LATER)
    refund = Refund.objects.get()
    assert (refund.state, letters("refunded:")) == (State.ASKED, 0)
    body, headers = slow.refund_notice(key=refund.key, amount=85_000, at=LATER)

    outcomes = [tell(slow, body, headers) for _ in range(2)]

    assert outcomes == [Outcome.SETTLED, Outcome.SETTLED]  # one notice, kept once
    refund.refresh_from_db()
    assert (refund.state, letters("refunded:"), Notice.objects.count()) == (State.DONE, 1, 2)


def tell(bank, body, headers):
    told = bank.read(body=body, headers=headers, at=LATER)
    heard = settling.receive(gateway="sandbox", told=told, body=body, headers=headers, at=LATER)
    return heard.outcome


def test_a_notice_of_another_sum_or_another_key_ends_nothing(slow):
    owed()
    refunding.pay_back(at=LATER)
    key = Refund.objects.get().key

    assert tell(slow, *slow.refund_notice(key=key, amount=84_999, at=LATER)) == "wrong_amount"
    assert tell(slow, *slow.refund_notice(key="CG-1", amount=85_000, at=LATER)) == "ignored"
    assert Refund.objects.get().state == State.ASKED


def test_what_came_back_to_the_bank_goes_to_a_person():
    owed()
    refunding.pay_back(at=LATER)
    bank, key = registry.demo_bank(), Refund.objects.get().key

    tell(bank, *bank.refund_notice(key=key, amount=85_000, at=LATER, has_arrived=False))

    refund = Refund.objects.for_people().get()
    assert (refund.state, refund.done_at, letters("refund-account:")) == (State.REFUSED, None, 1)


def test_a_bank_that_is_away_is_asked_again_under_the_same_key_with_growing_pauses(settings):
    owed()
    Payment.objects.update(gateway="stripe", external_id="cs_1")
    nowhere = {
        "key": "sk_test_1",
        "secrets": ("s",),
        "api": "http://127.0.0.1:9",
        "patience": 1,
    }
    settings.PAYMENT_GATEWAYS = {"stripe": nowhere}

    refunding.pay_back(at=LATER)

    refund = Refund.objects.get()
    assert (refund.state, refund.tries) == (State.UNKNOWN, 1)
    assert refund.ask_again_at == LATER + timedelta(minutes=1)
    assert not refunding.ask(refund=refund, at=LATER)
    assert Refund.objects.get().tries == 1
    settings.PAYMENT_GATEWAYS = {"stripe": SLOW}
    Refund.objects.update(tries=200, ask_again_at=LATER)
    settings.PAYMENT_GATEWAYS = {}
    refunding.ask(refund=refund, at=LATER)
    assert Refund.objects.get().ask_again_at == LATER + refunding.LONGEST_PAUSE


def test_a_gateway_is_never_asked_inside_a_transaction():
    owed()
    refunding.open_refunds(at=LATER)

    with transaction.atomic(), pytest.raises(RuntimeError):
        refunding.ask(refund=Refund.objects.get(), at=LATER)


def test_a_payment_gives_back_no_more_than_came(caplog):
    order = paid_order()
    payment = order.group.payments.get()
    owed(370_000, order=order)
    Payment.objects.update(refunded=payment.amount - 369_999)

    assert refunding.pay_back(at=LATER) == 0
    assert not Refund.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.update(refunded=payment.amount + 1)


def test_a_transfer_cannot_be_pulled_back_so_its_buyer_is_asked_where_to():
    refund = by_transfer()

    assert (refund.is_by_hand, refund.state, refund.needs_a_person) == (True, State.WAITING, True)
    assert letters("refund-account:") == 1
    with pytest.raises(sending.NotSent, match="chưa báo tài khoản"):
        sent(refund)


def sent(refund, reference="ft26325123456", by=None):
    return sending.note_sent(
        refund=refund, bank_reference=reference, by=by or UserFactory(), at=LATER
    )


def test_a_person_sends_it_once_and_the_account_is_forgotten():
    refund, by = by_transfer(), UserFactory()
    sending.tell_account(group=refund.payment.group, at=LATER, **ACCOUNT)

    first, again = sent(refund, by=by), sent(refund, by=by)

    assert first == again
    refund.refresh_from_db()
    assert (refund.state, refund.paid_by, refund.bank_reference) == (
        State.DONE, by, "FT26325123456",
    )  # fmt: skip
    assert not RefundAccount.objects.exists()
    assert letters("refunded:") == 1


def test_an_account_is_kept_while_something_is_still_to_be_sent():
    refund = by_transfer()
    owed(1_000, order=refund.due.order, key="claim 2")
    refunding.pay_back(at=LATER)
    assert letters("refund-account:") == 1  # asked once for both
    sending.tell_account(group=refund.payment.group, at=LATER, **ACCOUNT)

    sent(refund)

    assert RefundAccount.objects.count() == 1
    with pytest.raises(sending.NotSent, match="khoản hoàn khác"):
        sent(Refund.objects.for_people().get())


def test_nobody_keeps_an_account_that_is_not_needed():
    order = paid_order()

    with pytest.raises(sending.NothingToSend):
        sending.tell_account(group=order.group, at=LATER, **ACCOUNT)


def test_what_a_gateway_still_sends_is_sent_by_nobody_else(slow):
    owed()
    refunding.pay_back(at=LATER)

    with pytest.raises(sending.NotSent, match="không chờ chuyển"):
        sent(Refund.objects.get())


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("number", "12345"),
        ("number", "1" * 20),
        ("number", "１２３４５６"),
        ("number", "12-3456"),
        ("bank", "000000"),
        ("bank", ""),
        ("holder", "!!!"),
    ],
)
def test_an_account_no_bank_would_know_is_refused_at_its_field(field, typed):
    form = RefundAccountForm({**ACCOUNT, field: typed})

    assert list(form.errors) == [field]


def test_an_account_is_kept_as_banks_write_it():
    form = RefundAccountForm({"bank": "970418", "number": "2111 0000 123456", "holder": "Trần Đức"})

    assert form.is_valid()
    assert form.cleaned_data == {
        "bank": "970418", "number": "21110000123456", "holder": "TRAN DUC",
    }  # fmt: skip


def test_an_audit_finds_what_goes_back_in_other_sums_than_owed_or_came():
    due = owed()
    refunding.pay_back(at=LATER)
    assert faults() == []
    RefundDue.objects.filter(pk=due.pk).update(amount=400_000)
    Payment.objects.update(refunded=1)

    assert [fault.split()[0] for fault in faults()] == ["order", "refund", "payment"]


def faults():
    asked = (audit.owed_otherwise, audit.paid_back_otherwise, audit.refunded_otherwise)
    return [fault for ask in asked for fault in ask()]
