"""Beginnings of stories about money on its way to a producer."""

from __future__ import annotations

from datetime import timedelta

from catalog.models import Producer
from marketplace.orders.actions import completing, refunds, states
from marketplace.orders.models import Order, RefundDue
from marketplace.payouts.actions import earning, runs
from marketplace.payouts.actions.accounts import confirm_account, tell_account
from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.marketplace.stories import RateFactory, hear, pending_payment

OVER = MIDDAY + timedelta(days=40)
"""Whatever was delivered at midday may be claimed no longer."""


def rates(commission=500, vat=100, pit=50):
    """Of goods 5 % to the market; 1 % and 0,5 % to the State from households."""
    RateFactory(basis_points=commission)
    RateFactory(kind="vat", producer_kind="household", basis_points=vat)
    RateFactory(kind="pit", producer_kind="household", basis_points=pit)


def household(**told):
    """A lot of a household."""
    return LotFactory(pack__product__producer__kind=Producer.Kind.HOUSEHOLD, **told)


def delivered(quantity=2, lot=None, at=MIDDAY):
    """A paid order that has come; 185.000 ₫ a pack and 30.000 ₫ for sending it."""
    payment = pending_payment(quantity, lot)
    hear(payment, key=payment.reference)
    order = payment.group.orders.get()
    Order.objects.filter(pk=order.pk).update(state=Order.State.SHIPPED, shipped_at=at)
    return states.confirm_delivered(order=order, by=None, at=at)


def complete(order, at=OVER):
    """Nobody may claim it any more, and the clock has come by."""
    completing.complete_due(at=at)
    earning.earn_due(at=at)
    order.refresh_from_db()
    return order


def earned(quantity=2, lot=None):
    return complete(delivered(quantity, lot))


def owe(order, amount, *, key="part", line=True, at=OVER):
    """So many đồng of its first line, or of the delivery, are owed back."""
    order.group  # noqa: B018 (the caller locks it; here it is loaded)
    cause = refunds.Cause(reason=RefundDue.Reason.CLAIM, key=key)
    return refunds.owe(
        order=order, amount=amount, cause=cause, at=at, line=order.lines.first() if line else None
    )


def account(producer, number="0123456789", at=MIDDAY):
    return tell_account(
        producer=producer, bank="970436", number=number, holder="HO KINH DOANH MAU", by=None, at=at
    )


def confirmed_account(producer, **told):
    """An account of which an operator has looked whose it is."""
    by = UserFactory(is_staff=True)
    return confirm_account(account=account(producer, **told), by=by, at=MIDDAY)


def approved(at=OVER):
    """A run of all that may be paid, to which two have said yes."""
    run = runs.draft_run(by=UserFactory(), at=at)
    for by in (UserFactory(), UserFactory()):
        run = runs.approve_run(run=run, by=by, at=at)
    return run


def sent(at=OVER):
    """Its file was taken to the bank."""
    return runs.export_run(run=approved(at), by=UserFactory(), at=at)
