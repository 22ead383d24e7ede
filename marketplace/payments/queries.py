"""How a payment stands, and what came: as their pages say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When
from django.utils.timezone import get_default_timezone, localdate

from catalog.models import Producer
from marketplace.orders.models import Order
from marketplace.payments import banks, napas
from marketplace.payments.gateways import contract
from marketplace.payments.models import BankAccount, Notice, Payment, Proposal, Receipt, Refund
from marketplace.payments.terms import REFUND_DAYS, term

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from marketplace.orders.models import OrderGroup
    from marketplace.payments.models import RefundAccount


LONGEST_SUM = 15


class Standing(StrEnum):
    """What the buyer wants to know: whether it is paid, and if not, what now."""

    PAID = "paid"
    WAITING = "waiting"
    NOT_STARTED = "not_started"
    FAILED = "failed"
    OVER = "over"
    STRAY = "stray"


BY_STATE = {
    Payment.State.STARTED: Standing.NOT_STARTED,
    Payment.State.PENDING: Standing.WAITING,
    Payment.State.PAID: Standing.PAID,
    Payment.State.FAILED: Standing.FAILED,
    Payment.State.EXPIRED: Standing.FAILED,
    Payment.State.STRAY: Standing.STRAY,
}


def standing(payment: Payment, *, at: datetime) -> Standing:
    """How it stands now; an order paid another way is paid, one out of time is over."""
    orders = payment.orders
    if orders and all(order.is_paid for order in orders):
        return Standing.PAID
    if payment.state == Payment.State.STRAY:
        return Standing.STRAY
    is_waiting = all(order.state == Order.State.AWAITING_PAYMENT for order in orders)
    if not is_waiting or payment.group.held_until <= at:
        return Standing.OVER
    return BY_STATE[Payment.State(payment.state)]


def producer_account(
    producer: int, *, at: datetime, is_confirmed: bool = False
) -> BankAccount | None:
    """Where a producer (key) is paid at that moment; straight, only where somebody has looked."""
    accounts = BankAccount.objects.in_force(at=at).filter(producer=producer)
    return (accounts.confirmed() if is_confirmed else accounts).first()


def owner_of(account: str) -> int | None:
    """The producer (key) whose own account that number is, or was."""
    rows = BankAccount.objects.filter(number=account).order_by("-pk")
    return rows.values_list("producer", flat=True).first()


def beside(payment: Payment) -> list[Payment]:
    """All that pays its checkout now: itself, or of each order of it the one that counts.

    That is the one with the money, else the one asked about, else the latest.
    """
    if not payment.is_straight:
        return [payment]
    tries = payment.group.payments.select_related("order__producer", "group").prefetch_related(
        "group__orders"
    )
    best: dict[int, Payment] = {}
    for one in tries.filter(order__isnull=False).order_by("started_at", "pk"):
        known = best.get(one.order_id or 0)
        is_settled = known and (known.state in Payment.WITH_MONEY or known.pk == payment.pk)
        if not is_settled or one.state in Payment.WITH_MONEY:
            best[one.order_id or 0] = one
    return [best[key] for key in sorted(best)]


def payload_of(payment: Payment) -> str:
    """The VietQR for what is missing; "" where nobody pays by transfer, or nothing is missing."""
    payload = str(payment.transfer.get("qr", ""))
    if not payload or not payment.received:
        return payload
    if not payment.missing:
        return ""
    return napas.encode(replace(napas.decode(payload), amount=payment.missing))


def receipts(
    *,
    words: str = "",
    state: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Receipt]:
    """What came, those first that wait for people; by sum or words, and by day of Vietnam."""
    found = Receipt.objects.select_related("payment__group").order_by(
        Case(When(state=Receipt.State.HELD, then=0), default=1), "-heard_at", "-pk"
    )
    if state:
        found = found.filter(state=state)
    if since:
        found = found.filter(came_at__gte=midnight(since))
    if until:
        found = found.filter(came_at__lt=midnight(until + timedelta(days=1)))
    return found.filter(_said(words)) if words else found


def _said(words: str) -> Q:
    """A sum as people write it, an order, or anything the bank or a colleague wrote."""
    anywhere = Q(text__icontains=words) | Q(note__icontains=words)
    named = Q(bank_reference__icontains=words) | Q(payment__reference__iexact=words)
    orders = Q(payment__group__code__iexact=words)
    digits = words.rstrip("\u20ab\u0111 ").replace(".", "").replace(",", "")
    if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_SUM:
        return anywhere | named | orders | Q(amount=int(digits))
    return anywhere | named | orders


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=get_default_timezone())


def sources_of(receipt: Receipt) -> list[Notice]:
    """Who told of it, in turn."""
    return list(receipt.notices.order_by("pk").only("source", "external_id", "received_at"))


def proposals_open() -> QuerySet[Proposal]:
    """What waits for a second person."""
    related = ("payment__group", "receipt", "proposed_by")
    return Proposal.objects.open().select_related(*related)


def waits_for_two(payment: Payment) -> Proposal | None:
    return payment.proposals.open().filter(kind=Proposal.Kind.BY_HAND).first()


def payment_called(name: str, *, gateway: str) -> Payment | None:
    """The latest attempt by that gateway, by its own code, or by the code of its order."""
    code = name.strip().upper()
    of_group = Q(order__isnull=True, group__orders__code__iexact=code)
    by_order = Q(group__code__iexact=code) | of_group | Q(order__code__iexact=code)
    found = Payment.objects.filter(Q(reference=code) | by_order, gateway=gateway)
    return found.select_related("group", "order").order_by("-started_at", "-pk").first()


def would_take(*, gateway: str, told: contract.Notice, at: datetime) -> contract.Heard:
    """Whether an order waits for this sum, for a gateway that asks before it takes money."""
    found = Payment.objects.filter(gateway=gateway, reference=told.reference)
    payment = found.select_related("group").first()
    if payment is None or standing(payment, at=at) != Standing.WAITING:
        return contract.Heard.NOBODYS
    if (told.currency, told.amount) != (contract.DONG, payment.amount):
        return contract.Heard.WRONG_SUM
    return contract.Heard.NEWS


def refunds_to_watch(*, at: datetime) -> QuerySet[Refund]:
    """What waits for a person at a bank, or for a gateway's word for a day; the oldest first."""
    waiting = Refund.objects.of_the_market().watched(at=at)
    return waiting.select_related("payment__group__refund_account", "due__order")


def refunds_of_stall(producer: Producer) -> QuerySet[Refund]:
    """What a producer is to send, or has sent; what waits first, the longest waiting first."""
    mine = Refund.objects.of_stall(producer).select_related(
        "payment__group__refund_account", "payment__order", "due__line", "receipt"
    )
    return mine.order_by(Case(When(state=Refund.State.DONE, then=1), default=0), "opened_at", "pk")


def refunds_late(*, at: datetime, user: User) -> QuerySet[Refund]:
    """What producers ought to have sent by now: an officer's of their area, an operator's all."""
    late = Refund.objects.late(at=at, days=term(REFUND_DAYS, on=localdate(at)).days)
    if not user.is_staff:
        late = late.filter(payment__order__producer__in=Producer.objects.overseen_by(user))
    return late.select_related("payment__order__producer", "payment__group__refund_account")


def payments_of_stall(producer: Producer, *, at: datetime) -> QuerySet[Payment]:
    """Of a producer's orders that wait for their money on its own account."""
    mine = Payment.objects.filter(order__producer=producer, expires_at__gt=at)
    mine = mine.filter(state__in=Payment.OPEN, order__state=Order.State.AWAITING_PAYMENT)
    return mine.select_related("order", "group").order_by("expires_at", "pk")


def refunds_for_account(group: OrderGroup) -> QuerySet[Refund]:
    """What of an order is to be sent to an account of its buyer's choice."""
    return Refund.objects.for_people().of_group(group)


def account_of(refund: Refund) -> RefundAccount | None:
    return getattr(refund.payment.group, "refund_account", None)


def transfer_of(refund: Refund) -> str:
    """A VietQR that sends a refund to where its buyer wants it.

    "" without an account, and for a sum that no such transfer takes.
    """
    account = account_of(refund)
    if account is None or refund.amount >= napas.TRANSFER_LIMIT:
        return ""
    memo = f"HOAN {refund.payment.group.code}"
    return napas.encode(
        napas.Transfer(bank=account.bank, account=account.number, amount=refund.amount, memo=memo)
    )


def bank_name(account: RefundAccount | None) -> str:
    return banks.name_of(account.bank) if account else ""
