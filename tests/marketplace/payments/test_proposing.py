"""What people decide of money: one alone for little, two for much, never one for two."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Entry
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.orders.models import Order
from marketplace.payments import audit
from marketplace.payments.actions import proposing, refunding
from marketplace.payments.models import Payment, Proposal, Receipt, Refund
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.stories import LATER, hear, pending_payment

pytestmark = pytest.mark.django_db
SUM = 400_000


@pytest.fixture
def clerk():
    return UserFactory(is_staff=True)


@pytest.fixture
def second():
    return UserFactory(is_staff=True)


@pytest.fixture
def two_needed(settings):
    settings.FOUR_EYES_FROM = SUM


def nameless(payment, **told):
    """Money of that sum that nobody knows."""
    return hear(payment, reference="", key="FT0", **told).receipt


def test_an_operator_confirms_what_stands_on_the_statement(clerk):
    payment = pending_payment()

    done = proposing.confirm_by_hand(
        payment=payment, bank_reference="ft2632512", by=clerk, at=MIDDAY
    )

    assert (done.bank_reference, done.done_at, done.confirmed_by) == ("FT2632512", MIDDAY, None)
    assert Order.objects.get().state == "awaiting_acceptance"
    assert Entry.objects.get(verb="settled").actor == clerk


def test_by_hand_what_is_missing_is_confirmed(clerk):
    payment = pending_payment()
    hear(payment, amount=150_000)

    done = proposing.confirm_by_hand(payment=payment, bank_reference="FT1", by=clerk, at=MIDDAY)

    assert done.amount == 250_000
    with pytest.raises(proposing.NotDone, match="đủ tiền"):
        proposing.confirm_by_hand(payment=payment, bank_reference="FT2", by=clerk, at=MIDDAY)


def test_one_line_of_a_statement_confirms_one_payment(clerk):
    one, other = pending_payment(), pending_payment()
    proposing.confirm_by_hand(payment=one, bank_reference="FT1", by=clerk, at=MIDDAY)

    with pytest.raises(proposing.NotDone, match="khoản khác"):
        proposing.confirm_by_hand(payment=other, bank_reference="ft1", by=clerk, at=MIDDAY)

    other.refresh_from_db()
    assert (other.state, Proposal.objects.count()) == ("pending", 1)


@pytest.mark.usefixtures("two_needed")
def test_much_money_takes_two(clerk, second):
    payment = pending_payment()

    proposed = proposing.confirm_by_hand(payment=payment, bank_reference="FT1", by=clerk, at=MIDDAY)

    assert (proposed.needs_two, proposed.done_at) == (True, None)
    assert Order.objects.get().state == "awaiting_payment"
    with pytest.raises(proposing.NotDone, match="người khác"):
        proposing.agree(proposal=proposed, by=clerk, at=LATER)
    for _twice in range(2):
        proposing.agree(proposal=proposed, by=second, at=LATER)
    assert Order.objects.get().state == "awaiting_acceptance"
    assert Entry.objects.filter(verb="done: by_hand").count() == 1


@pytest.mark.usefixtures("two_needed")
def test_the_tables_refuse_whoever_confirms_themselves(clerk, second):
    held = nameless(pending_payment())
    proposed = proposing.send_back(receipt=held, bank_reference="FT9", by=clerk, at=MIDDAY)
    mine = Proposal.objects.filter(pk=proposed.pk)

    for wrong in ({"confirmed_by": clerk, "done_at": LATER}, {"done_at": LATER}):
        with pytest.raises(IntegrityError), transaction.atomic():
            mine.update(**wrong)
    assert mine.update(confirmed_by=second, done_at=LATER) == 1


@pytest.mark.usefixtures("two_needed")
def test_a_proposal_that_is_dropped_makes_room_for_another(clerk, second):
    held = nameless(pending_payment())
    first = proposing.send_back(receipt=held, bank_reference="FT9", by=clerk, at=MIDDAY)
    with pytest.raises(proposing.NotDone, match="Đã có người"):
        proposing.send_back(receipt=held, bank_reference="FT9", by=second, at=MIDDAY)

    proposing.drop(proposal=first, by=clerk, at=MIDDAY)

    with pytest.raises(proposing.NotDone, match="bị bỏ"):
        proposing.agree(proposal=first, by=second, at=MIDDAY)
    again = proposing.send_back(receipt=held, bank_reference="FT9", by=second, at=MIDDAY)
    assert again.is_open


def test_nameless_money_is_given_to_its_order(clerk):
    payment = pending_payment()
    held = nameless(payment)

    proposing.attach(receipt=held, payment=payment, by=clerk, at=LATER)

    held.refresh_from_db()
    assert (held.state, held.reason, held.payment) == ("taken", "exact", payment)
    assert Order.objects.get().state == "awaiting_acceptance"
    assert [balance(chart.SUSPENSE), balance(chart.gateway("sandbox"))] == [0, SUM]
    with pytest.raises(proposing.NotDone, match="đã có người giải quyết"):
        proposing.attach(receipt=held, payment=payment, by=clerk, at=LATER)


def test_nameless_money_is_no_second_payment(clerk):
    payment = pending_payment()
    hear(payment)
    held = nameless(payment, amount=399_999)

    with pytest.raises(proposing.NotDone, match="đủ tiền"):
        proposing.attach(receipt=held, payment=payment, by=clerk, at=LATER)

    assert (Proposal.objects.count(), balance(chart.SUSPENSE)) == (0, -399_999)


def test_a_second_payment_goes_back_to_its_buyer(clerk):
    payment = pending_payment()
    hear(payment)
    held = hear(payment, key="FT2").receipt

    proposing.give_back(receipt=held, by=clerk, at=LATER)
    refunding.pay_back(at=LATER)

    assert list(Refund.objects.values_list("amount", "state")) == [(SUM, "done")]
    assert Payment.objects.values_list("received", "refunded").get() == (2 * SUM, SUM)
    due = [balance(code) for code in (chart.SUSPENSE, chart.BUYER_REFUND_DUE)]
    assert (due, balance(chart.gateway("sandbox"))) == ([0, 0], SUM)


def test_nobodys_money_is_sent_back_once(clerk):
    payment = pending_payment()
    held = nameless(payment)

    proposing.send_back(receipt=held, bank_reference="FT77", by=clerk, at=LATER)

    held.refresh_from_db()
    assert (held.state, held.closed_at) == ("returned", LATER)
    assert [balance(chart.SUSPENSE), balance(chart.gateway("sandbox"))] == [0, 0]
    with pytest.raises(proposing.NotDone):
        proposing.give_back(receipt=held, by=clerk, at=LATER)


def test_a_note_is_for_the_next_at_the_desk(clerk):
    held = nameless(pending_payment())

    for _twice in range(2):
        proposing.write_note(receipt=held, words="Đã gọi ngân hàng", by=clerk, at=LATER)

    assert Receipt.objects.get().note == "Đã gọi ngân hàng"
    assert Entry.objects.filter(verb="noted").count() == 1


def test_one_transfer_is_split_over_orders_that_lack_just_as_much(clerk, second, settings):
    one, other, third = pending_payment(), pending_payment(), pending_payment()
    hear(other, amount=150_000)
    other.refresh_from_db()
    came = hear(one, reference="", key="FT0", amount=SUM + 250_000).receipt
    for wrong in ([one], [one, third], [one, other, third]):
        with pytest.raises(proposing.NotDone):
            proposing.split(receipt=came, payments=wrong, by=clerk, at=MIDDAY)
    settings.FOUR_EYES_FROM = SUM

    waits = proposing.split(receipt=came, payments=[one, other], by=clerk, at=MIDDAY)
    assert Payment.objects.get(pk=one.pk).state == "pending"
    proposing.drop(proposal=waits, by=clerk, at=MIDDAY)
    waits = proposing.split(receipt=came, payments=[one, other], by=clerk, at=MIDDAY)
    for _time in range(2):
        proposing.agree(proposal=waits, by=second, at=LATER)

    came.refresh_from_db()
    assert (came.state, came.payment) == ("split", None)
    parts = came.parts.order_by("pk").values_list("payment", "amount", "state")
    assert list(parts) == [(one.pk, SUM, "taken"), (other.pk, 250_000, "taken")]
    states = dict(Payment.objects.values_list("pk", "state"))
    assert states == {one.pk: "paid", other.pk: "paid", third.pk: "pending"}
    assert (balance(chart.SUSPENSE), balance(chart.gateway("sandbox"))) == (0, 2 * SUM)
    assert list(audit.received_otherwise()) == []


def test_orders_that_were_paid_meanwhile_are_not_paid_by_a_split(clerk, second, settings):
    settings.FOUR_EYES_FROM = 1
    one, other = pending_payment(), pending_payment()
    came = hear(one, reference="", key="FT0", amount=2 * SUM).receipt
    waits = proposing.split(receipt=came, payments=[one, other], by=clerk, at=MIDDAY)
    hear(other)

    with pytest.raises(proposing.NotDone):
        proposing.agree(proposal=waits, by=second, at=LATER)

    came.refresh_from_db()
    assert (came.is_held, came.parts.count()) == (True, 0)
