"""A card's dispute from its first news to its end, and what we can show for the order."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Entry
from marketplace.disputes import evidence
from marketplace.disputes.actions import NotAnswered, answer_dispute
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.orders.actions.refunds import Cause, owe
from marketplace.orders.models import RefundDue
from marketplace.payments import registry
from marketplace.payments.actions import refunding
from marketplace.payments.gateways.contract import Kind
from marketplace.payments.models import Dispute, Notice, Refund
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.stories import LATER, hear, paid_order
from tests.stand_ins.stripe.server import running

pytestmark = pytest.mark.django_db
DUE = MIDDAY + timedelta(days=7)
SUM = 400_000
HELD, GATEWAY = chart.DISPUTE_RESERVE, chart.gateway("sandbox")


@pytest.fixture
def payment():
    return paid_order().group.payments.get()


def tell(payment, kind=Kind.DISPUTED, key="evt1", **told):
    told = {"dispute": "dp_1", "text": "fraudulent", "due_at": DUE, **told}
    return hear(payment, key=key, kind=kind, **told)


def money():
    return [balance(HELD), balance(GATEWAY), balance(chart.DISPUTE_LOSSES)]


def test_the_gateway_holds_the_money_and_we_know_until_when_to_answer(payment):
    assert tell(payment).outcome == Notice.Outcome.SETTLED

    opened = Dispute.objects.get()
    assert (opened.state, opened.amount, opened.reason) == ("opened", SUM, "fraudulent")
    assert opened.due_at == DUE
    assert money() == [SUM, 0, 0]


@pytest.mark.parametrize("end", [Kind.DISPUTE_WON, Kind.DISPUTE_LOST])
@pytest.mark.parametrize("turn", list(permutations(range(3))))
def test_news_in_any_order_ends_the_same(payment, end, turn):
    news = [(Kind.DISPUTED, "evt1"), (Kind.DISPUTED, "evt2"), (end, "evt3")]

    for n in turn:
        tell(payment, *news[n])

    assert Dispute.objects.get().state == end.removeprefix("dispute_")
    assert money() == ([0, SUM, 0] if end is Kind.DISPUTE_WON else [0, 0, SUM])


def test_what_names_no_payment_or_no_dispute_changes_nothing(payment):
    assert tell(payment, reference="CG000000000").outcome == Notice.Outcome.UNMATCHED
    assert tell(payment, key="evt2", dispute="").outcome == Notice.Outcome.UNMATCHED
    assert tell(payment, key="evt3", currency="USD").outcome == Notice.Outcome.WRONG_AMOUNT

    assert not Dispute.objects.exists()


def test_nothing_goes_back_twice_while_a_bank_has_the_money(payment):
    order = payment.group.orders.get()
    cause = Cause(reason=RefundDue.Reason.CLAIM, key="claim")
    owe(order=order, line=order.lines.get(), amount=85_000, cause=cause, at=MIDDAY)
    tell(payment)

    refunding.pay_back(at=LATER)
    assert not Refund.objects.exists()

    tell(payment, Kind.DISPUTE_WON, key="evt2")
    refunding.pay_back(at=LATER)
    assert Refund.objects.get().amount == 85_000


def test_the_evidence_says_what_was_bought_and_where_it_went(payment):
    tell(payment)
    dispute, group = Dispute.objects.get(), payment.group

    with zipfile.ZipFile(io.BytesIO(evidence.bundle(dispute))) as parts:
        ours, theirs = (parts.read(name).decode() for name in evidence.LANGUAGES.values())

    line = group.orders.get().lines.get()
    lot = line.allocations.get().lot
    for words in (group.code, group.buyer_name, line.name, lot.trace_code, "Tiền đã về"):
        assert words in ours
    assert group.buyer_name in theirs
    assert evidence.bundle(dispute) == evidence.bundle(dispute)
    assert evidence.words(dispute)["customer_name"] == group.buyer_name


def test_a_gateway_that_takes_no_evidence_is_not_asked(payment):
    tell(payment)

    with pytest.raises(NotAnswered, match="tải tệp"):
        answer_dispute(dispute=Dispute.objects.get(), by=UserFactory(), at=LATER)


def test_an_answer_says_who_and_when(payment):
    tell(payment)

    for wrong in ({"state": "answered"}, {"state": "won"}, {"closed_at": LATER}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dispute.objects.update(**wrong)


def test_stripe_is_sent_the_evidence_once(client, payment, settings):
    with running() as stripe:
        told = {"key": "sk_test_loopback", "secrets": ("s" * 32,), "api": stripe.address}
        settings.PAYMENT_GATEWAYS = {**settings.PAYMENT_GATEWAYS, "stripe": told}
        payment.__class__.objects.update(gateway="stripe")
        payment.gateway = "stripe"
        contested = _disputed_at(stripe)
        tell(payment, dispute=contested["id"])
        found, clerk = Dispute.objects.get(), UserFactory(is_staff=True)
        client.force_login(clerk)
        for _twice in range(2):
            client.post(reverse("disputes:answer", args=[found.pk]))

    found.refresh_from_db()
    assert (found.state, found.answered_by) == ("answered", clerk)
    assert contested["status"] == "under_review"
    assert contested["evidence"]["customer_name"] == payment.group.buyer_name
    assert Entry.objects.filter(verb="dispute answered").count() == 1
    assert registry.gateway("stripe").capabilities.query


def _disputed_at(stripe):
    """A charge at the stand-in, and its dispute."""
    account = stripe.account
    money = {"amount": SUM, "currency": "vnd", "payment_intent": None}
    account.dispute(account._new("charge", **money)["id"])
    return next(one for one in account.objects.values() if one["object"] == "dispute")
