"""Selling face to face: goods held and a code to pay them by, until the money is there or not.

A sale is an order like any other, placed by its one writer; only nobody sends it anywhere. Paid, it
is handed over in the transaction of the money (:mod:`marketplace.orders.actions.on_the_spot`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.models import Producer
from catalog.money import dong, split
from marketplace.orders.actions import on_the_spot
from marketplace.orders.actions.placing import Buyer, FaceToFace, Wanted, place_orders
from marketplace.orders.actions.states import lock_group, record
from marketplace.orders.models import Order
from marketplace.orders.models.groups import AT_STALL, NOBODYS
from marketplace.payments import registry
from marketplace.payments.actions import matching
from marketplace.payments.actions.lapsing import release_overdue
from marketplace.payments.actions.opening import NotPayable, open_first
from marketplace.payments.models import Payment, Receipt
from marketplace.preorders.actions import serve_waiting
from marketplace.selling.queries import packs_on_sale
from marketplace.till.wares import ages_of
from marketplace.vouchers.discounts import Off

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from accounts.models import User
    from catalog.models import Pack
    from marketplace.till.wares import Chosen

MOST_OPEN = 20
"""Sales of one stall that wait for their money at a time."""


class NotSold(Exception):
    """It cannot be sold so; the message says why and what to do."""


def sell(*, producer: Producer, chosen: Chosen, key: UUID, by: User, at: datetime) -> Order:
    """Hold what was chosen and open a payment for it; the same ``key`` gives the same sale.

    Nothing is kept when this raises :class:`NotSold`, ``stock.OutOfStock``, ``WrongItem`` or
    ``opening.NotPayable``.
    """
    packs = sorted(chosen.wanted)
    release_overdue(at=at, packs=packs)
    serve_waiting(packs=packs, at=at)
    with transaction.atomic(durable=True):
        _take_turns(producer)
        known = Order.objects.filter(producer=producer, group__idempotency_key=key).first()
        if known is not None:
            return known
        _refuse_too_many(producer, at)
        wanted = _wanted(producer, chosen, at)
        gateway = _gateway()
        group = place_orders(
            buyer=_somebody(wanted),
            wanted=[wanted],
            key=key,
            held_until=at + registry.hold_time(gateway),
            at=at,
            stall=FaceToFace(seller=by, lots=chosen.of_lots),
        )
        order = group.orders.get()
        order.group = group
        on_the_spot.lay_ready(order=order, items=chosen.items, by=by, at=at)
        if wanted.off.total:
            record(order, "took off at the stall", by, at, amount=wanted.off.total)
        open_first(group=group, gateway=gateway, at=at)
    return order


@transaction.atomic
def assign(*, receipt: Receipt, order: Order, by: User, at: datetime) -> None:
    """Money that came by the stall's printed code is what this sale waits for.

    Only all that is missing, to the đồng, and below what takes two people. :class:`NotSold`.
    """
    lock_group(order.group)
    tries = Payment.objects.select_for_update(of=("self",)).of(order)
    payment = tries.filter(state__in=Payment.OPEN).first()
    found = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if payment is None or not found.is_held or found.payment_id:
        raise NotSold(_("Khoản này đã được tính rồi, hoặc lần bán này không còn chờ tiền."))
    if found.amount != payment.missing or found.amount >= settings.FOUR_EYES_FROM:
        raise NotSold(_("Số tiền không khớp: nhờ người của chợ xem giúp."))
    payment.group = order.group
    try:
        matching.attach(receipt=found, payment=payment, by=by, at=at)
    except matching.NotTheirs as refusal:
        raise NotSold(str(refusal)) from refusal
    record(order, "assigned money", by, at, amount=found.amount)


def _take_turns(producer: Producer) -> None:
    """One sale of a stall at a time; whoever only refers to the stall (a checkout) does not wait.

    Before its lots, as nobody else locks a stall while holding lots.
    """
    Producer.objects.select_for_update(no_key=True).get(pk=producer.pk)


def _refuse_too_many(producer: Producer, at: datetime) -> None:
    waiting = Order.objects.at_stalls().filter(
        producer=producer, state=Order.State.AWAITING_PAYMENT, group__held_until__gt=at
    )
    if waiting.count() >= MOST_OPEN:
        raise NotSold(_("Đang có quá nhiều mã chờ tiền: thôi bớt những mã khách không trả nữa."))


def _wanted(producer: Producer, chosen: Chosen, at: datetime) -> Wanted:
    packs = packs_on_sale(on=localdate(at)).filter(product__producer=producer)
    found = packs.select_related("product__producer", "product__commune")
    numbers = chosen.wanted
    kinds = list(found.filter(pk__in=numbers).order_by("pk"))
    if not numbers or len(kinds) < len(numbers):
        raise NotSold(_("Chưa chọn món nào, hoặc có món đang không được bán."))
    _refuse_young(kinds, chosen, at)
    parcel = Wanted(
        producer=producer,
        packs=[(pack, numbers[pack.pk]) for pack in kinds],
        delivery_fee=0,
        is_fetched=True,
        off=Off(),
    )
    return _at_asked(parcel, chosen.asked)


def _refuse_young(packs: Sequence[Pack], chosen: Chosen, at: datetime) -> None:
    ages = ages_of({pack.product.criteria_set_id for pack in packs}, on=localdate(at))
    if ages and not chosen.is_adult:
        told = {"age": max(ages.values())}
        raise NotSold(
            _("Có món chỉ bán cho người từ %(age)s tuổi: xem giấy tờ rồi đánh dấu.") % told
        )


def _at_asked(parcel: Wanted, asked: int | None) -> Wanted:
    """What is asked below the listed prices the producer takes off and bears; never above them."""
    listed = parcel.goods_total
    if asked is None or asked == listed:
        return parcel
    if asked > listed:
        told = {"listed": dong(listed)}
        raise NotSold(_("Không bán cao hơn giá niêm yết: các món này là %(listed)s.") % told)
    parts = split(listed - asked, parcel.prices)
    return Wanted(
        producer=parcel.producer,
        packs=parcel.packs,
        delivery_fee=0,
        is_fetched=True,
        off=Off(lines=parts, own=parts),
    )


def _gateway() -> str:
    """The way by which a code on the telephone is paid."""
    for name in registry.names():
        if registry.gateway(name).capabilities.straight:
            return name
    raise NotPayable(_("Chợ chưa mở cách trả bằng mã VietQR nên chưa bán tại quầy được."))


def _somebody(parcel: Wanted) -> Buyer:
    """Who stands there: nobody asks their name, and nothing is sent anywhere."""
    place = parcel.producer.commune or parcel.packs[0][0].product.commune
    if place is None:
        raise NotSold(_("Gian hàng chưa ghi ở xã nào: ghi địa chỉ rồi bán."))
    return Buyer(name=AT_STALL, phone=NOBODYS, commune=place, street="")
