"""How a sale stands, what waits at a till, and what money came to it without a sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from marketplace.orders.actions.on_the_spot import CAN_BE_GIVEN
from marketplace.orders.models import Order
from marketplace.payments import memo, napas, registry
from marketplace.payments.actions.opening import NotPayable
from marketplace.payments.gateways.contract import Payee
from marketplace.payments.models import Payment, Receipt
from marketplace.payments.queries import payload_of, producer_account, standing
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from catalog.models import Producer

LOOSE_FOR = timedelta(days=2)
"""So long money that came by the printed code is offered to a sale; then it is the desk's alone."""

MOST_LOOSE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One sale as its seller reads it: ``stands`` in one word, and the money so far.

    ``known`` changes when there is news; ``loose`` is money without a sale that would just fit.
    """

    order: Order
    payment: Payment
    stands: str
    excess: int
    loose: list[Receipt]

    @property
    def is_open(self) -> bool:
        """Whether its money is still waited for."""
        return self.stands == "waiting"

    @property
    def known(self) -> str:
        loose = "-".join(str(one.pk) for one in self.loose)
        return f"{self.stands}-{self.payment.received}-{loose}"

    @property
    def payload(self) -> str:
        """The VietQR for what is missing."""
        return payload_of(self.payment)


def sale(order: Order, *, at: datetime) -> Sale:
    """A sale as it stands now. Four queries, one more while it waits."""
    tries = Payment.objects.of(order).select_related("order__producer", "group")
    payment = tries.prefetch_related("group__orders", "receipts").order_by("-started_at", "-pk")[0]
    stands = _stands(order, payment, at)
    return Sale(
        order=order,
        payment=payment,
        stands=stands,
        excess=sum(receipt.excess for receipt in payment.receipts.all()),
        loose=_fitting(order, payment, at) if stands == "waiting" else [],
    )


def _stands(order: Order, payment: Payment, at: datetime) -> str:
    """As payments have it, but for goods that were paid and not given, or given up again."""
    if order.is_paid and order.state in CAN_BE_GIVEN:
        return "late"
    if order.is_paid and order.state in {Order.State.CANCELLED, Order.State.REFUNDED}:
        return "returned"
    return str(standing(payment, at=at))


def sold_by_key(producer: Producer, typed: str) -> Order | None:
    """What this press of the button has sold already: its items are nobody else's by now."""
    try:
        key = UUID(typed)
    except ValueError:
        return None
    return Order.objects.at_stalls().filter(producer=producer, group__idempotency_key=key).first()


def waiting(producer: Producer, *, at: datetime) -> list[Order]:
    """Sales whose money is not there, and paid ones whose goods were not given; newest first."""
    mine = Order.objects.at_stalls().filter(producer=producer).select_related("group")
    unpaid = mine.filter(state=Order.State.AWAITING_PAYMENT, group__held_until__gt=at)
    paid = mine.filter(state__in=CAN_BE_GIVEN, paid_at__isnull=False)
    return list((unpaid | paid).order_by("-pk"))


def loose(producer: Producer, *, at: datetime) -> list[Receipt]:
    """What came by the code printed for this stall's table and belongs to no sale yet."""
    named = memo.of_till(producer.pk).rsplit(" ", 1)[-1]
    found: QuerySet[Receipt] = Receipt.objects.for_people().filter(
        payment__isnull=True,
        reason=Receipt.Reason.UNMATCHED,
        text__icontains=named,
        heard_at__gt=at - LOOSE_FOR,
    )
    return [one for one in found[:MOST_LOOSE] if memo.till(one.text) == producer.pk]


def receipt_of(producer: Producer, pk: int, *, at: datetime) -> Receipt | None:
    """One of these."""
    return next((one for one in loose(producer, at=at) if one.pk == pk), None)


def _fitting(order: Order, payment: Payment, at: datetime) -> list[Receipt]:
    found = loose(order.producer, at=at)
    return [one for one in found if (one.gateway, one.amount) == (payment.gateway, payment.missing)]


def payee(producer: Producer, *, at: datetime) -> Payee | None:
    """To whom the printed code sends money: the market's account, or straight to the producer's."""
    if not is_straight():
        return registry.own_account()
    account = producer_account(producer.pk, at=at, is_confirmed=True)
    if account is None:
        return None
    return Payee(bank=account.bank, account=account.number, holder=account.holder)


def printed(producer: Producer, *, at: datetime) -> tuple[Payee, str]:
    """Whose account the printed code names, and its payload; the payer says how much."""
    to = payee(producer, at=at)
    if to is None:
        raise NotPayable
    asked = napas.Transfer(bank=to.bank, account=to.account, memo=memo.of_till(producer.pk))
    return to, napas.encode(asked)
