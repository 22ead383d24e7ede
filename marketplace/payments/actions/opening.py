"""Opening a payment, and asking its gateway to begin: never inside a database transaction."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.inserts import insert_one
from marketplace.orders.actions import states
from marketplace.orders.models import Order
from marketplace.payments import memo, queries, registry
from marketplace.payments.actions import asking
from marketplace.payments.gateways.contract import Charge, Payee, Refused, Start, Unavailable
from marketplace.payments.models import Payment
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from marketplace.orders.models import OrderGroup

MOST_ATTEMPTS = 6
"""Attempts to pay one order; each may lengthen the hold, so there is an end to them."""

BACK = "ve"
"""Who comes back from a gateway says so; what they say of money beyond that is not listened to."""


class NotPayable(Exception):
    """The order is paid, cancelled or out of time, or this gateway cannot take its sum."""


@transaction.atomic
def open_payment(
    *, group: OrderGroup, gateway: str, at: datetime, order: Order | None = None
) -> Payment:
    """Another attempt to pay the orders of a group, or one straight; or :class:`NotPayable`.

    An attempt that waits at the same gateway is used again. Goods stay held for at least as long
    as the gateway needs. Where producers are paid straight, and no order is named, all that wait
    are meant, and the first is given.
    """
    group = states.lock_group(group)
    orders = list(group.orders.select_related("producer").order_by("pk"))
    if not is_straight():
        return _open_again(group, orders, None, gateway, at)
    waiting = [one for one in orders if one.state == Order.State.AWAITING_PAYMENT]
    meant = [one for one in waiting if order is None or one.pk == order.pk]
    if not meant:
        raise NotPayable(_("Đơn này không còn chờ thanh toán."))
    first, *_others = [_open_again(group, [one], one, gateway, at) for one in meant]
    return first


def _open_again(
    group: OrderGroup, orders: Sequence[Order], alone: Order | None, gateway: str, at: datetime
) -> Payment:
    _refuse_unpayable(orders, gateway)
    tries = list(group.payments.filter(order=alone))
    waiting = [
        one for one in tries if one.gateway == gateway and one.is_open and one.expires_at > at
    ]
    if waiting:
        return waiting[0]
    if len(tries) >= MOST_ATTEMPTS:
        raise NotPayable(_("Đơn này đã thử trả quá nhiều lần; xin đặt lại đơn mới."))
    return _open(group, gateway, at, alone)


def open_first(*, group: OrderGroup, gateway: str, at: datetime) -> Payment:
    """The first attempt, in the transaction that has just written the order.

    Where producers are paid straight, the first of each order; that of the first order is given.
    """
    if not is_straight():
        _refuse_gateway(group.total, gateway)
        return _open(group, gateway, at)
    orders = list(group.orders.select_related("producer").order_by("pk"))
    for one in orders:
        _refuse_gateway(one.total, gateway)
    first, *_others = [_open(group, gateway, at, one) for one in orders]
    return first


def start(*, payment: Payment, at: datetime) -> Payment:
    """Ask the gateway to begin, and keep what it says.

    Raises ``Unavailable`` (the payment stays as it was: try again) or ``Refused`` (it has failed).
    The network is spoken to between two transactions; inside one this is a ``RuntimeError``.
    """
    if payment.state == Payment.State.PENDING:  # it began when it was opened
        return payment
    payment = _to_start(payment, at)
    if payment.state != Payment.State.STARTED:
        return payment
    try:
        begun = registry.gateway(payment.gateway).start(_charge(payment, at))
    except Refused:
        _keep_refusal(payment)
        raise
    return _keep_start(payment, begun, at)


def _refuse_unpayable(orders: Sequence[Order], gateway: str) -> None:
    if not all(o.state == Order.State.AWAITING_PAYMENT for o in orders):
        raise NotPayable(_("Đơn này không còn chờ thanh toán."))
    _refuse_gateway(sum(one.total for one in orders), gateway)


def _refuse_gateway(amount: int, gateway: str) -> None:
    if gateway not in registry.names():
        raise NotPayable(_("Cách trả tiền này hiện không dùng được."))
    if not registry.may_take(gateway, amount):
        raise NotPayable(_("Cách trả tiền này không nhận được số tiền của đơn."))


def _open(group: OrderGroup, gateway: str, at: datetime, alone: Order | None = None) -> Payment:
    ends = at + registry.hold_time(gateway)
    if ends > group.held_until:
        group.held_until = ends
        group.save(update_fields=["held_until"])
    payment = Payment(
        group=group,
        order=alone,
        gateway=gateway,
        reference=memo.mint(),
        amount=alone.total if alone else group.total,
        started_at=at,
        expires_at=group.held_until,
    )
    if registry.gateway(gateway).capabilities.starts_alone:
        with suppress(Unavailable):  # whoever goes on to pay asks again, and hears why
            _write_down(payment, registry.gateway(gateway).start(_charge(payment, at)), at)
    return insert_one(payment)


@transaction.atomic(durable=True)
def _to_start(payment: Payment, at: datetime) -> Payment:
    """The payment as it is now. Durable: nobody may call a gateway from inside a transaction."""
    payment = Payment.objects.select_related("group", "order__producer").get(pk=payment.pk)
    if payment.state == Payment.State.STARTED and payment.expires_at <= at:
        raise NotPayable(_("Thời gian giữ hàng đã hết."))
    return payment


def _charge(payment: Payment, at: datetime) -> Charge:
    page = settings.SITE_URL + reverse("payments:pay", args=[payment.reference])
    back = f"{page}?{BACK}=1"
    return Charge(
        reference=payment.reference,
        amount=payment.amount,
        description=_("Đơn hàng %(code)s") % {"code": payment.code},
        return_url=back,
        cancel_url=back,
        opened_at=payment.started_at,
        expires_at=payment.expires_at,
        payee=_payee(payment.order, at) if payment.order else None,
    )


def _payee(order: Order, at: datetime) -> Payee:
    """Its producer's own account, of which somebody has looked whose it is."""
    account = queries.producer_account(order.producer_id, at=at, is_confirmed=True)
    if account is None:
        said = _("%(stall)s chưa có tài khoản nhận tiền nên chưa bán được.")
        raise NotPayable(said % {"stall": order.producer.name})
    return Payee(bank=account.bank, account=account.number, holder=account.holder)


@transaction.atomic
def _keep_start(payment: Payment, begun: Start, at: datetime) -> Payment:
    """Write down how to pay; when the money was quicker than this, it keeps its state."""
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    _write_down(payment, begun, at)
    payment.save(update_fields=["external_id", "redirect_url", "transfer", "state", "ask_again_at"])
    return payment


def _write_down(payment: Payment, begun: Start, at: datetime) -> None:
    payment.external_id = begun.external_id
    payment.redirect_url = begun.redirect_url
    payment.transfer = {
        "qr": begun.qr,
        "bank": begun.bank,
        "account": begun.account,
        "holder": begun.holder,
        "memo": begun.memo,
    }
    if payment.state == Payment.State.STARTED:
        payment.state = Payment.State.PENDING
        if registry.gateway(payment.gateway).capabilities.query:
            payment.ask_again_at = at + asking.FIRST_PAUSE


@transaction.atomic
def _keep_refusal(payment: Payment) -> None:
    started = Payment.objects.filter(pk=payment.pk, state=Payment.State.STARTED)
    started.update(state=Payment.State.FAILED)
