"""Where buyers pay the demo's stalls straight: refunds their owners send, commissions they owe."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from marketplace.demo.actions.orders import key_of, place_purchases
from marketplace.demo.actions.payouts import earn
from marketplace.demo.orders import STRAIGHT
from marketplace.demo.payouts import REFUNDED, SENT
from marketplace.demo.queries import owner, person, stall
from marketplace.demo.stalls import STALLS
from marketplace.orders.models import OrderGroup
from marketplace.payments.actions import sending
from marketplace.payments.banks import DEMO
from marketplace.payments.models import Refund, RefundAccount
from marketplace.payouts.actions import billing
from marketplace.payouts.models import Bill
from marketplace.payouts.queries.bills import last_month
from marketplace.payouts.queries.taxes import month_from
from marketplace.reconciliation.models import Reconciliation
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

WANTED, SENT_AFTER = timedelta(hours=5), timedelta(hours=20)
"""After a refund was opened: the buyer says where to, the producer sends it."""

MORNING, PAID_AFTER = timedelta(hours=8), timedelta(days=3, hours=2)
PAYER = "na-lang"
"""Who has paid last month's commission; the others have not yet."""


def settle_straight(*, at: datetime) -> int:
    """What is not there yet of bills and of refunds on their way; say how much."""
    if not is_straight():
        return 0
    added = place_purchases(at=at, cards=STRAIGHT) + _send_back()
    if not Bill.objects.exists():
        added += _bill(at)
        earn(at)
    return added


def _send_back() -> int:
    return sum(_want_back(purchase, *account) for purchase, account in REFUNDED.items())


def _want_back(purchase: str, number: str, holder: str) -> int:
    group = OrderGroup.objects.get(idempotency_key=key_of(purchase))
    waiting = Refund.objects.for_people().of_group(group).order_by("pk")
    if not waiting or RefundAccount.objects.filter(group=group).exists():
        return 0
    told_at = waiting[0].opened_at + WANTED
    told = {"bank": DEMO.bin, "number": number, "holder": holder}
    sending.tell_account(group=group, **told, at=told_at)
    for one in waiting if purchase in SENT else ():
        by, sent_at = _seller(one), one.opened_at + SENT_AFTER
        sending.note_sent(refund=one, bank_reference=f"MAUHOAN{one.pk:04d}", by=by, at=sent_at)
    return 1


def _seller(refund: Refund) -> User:
    assert refund.payment.order  # noqa: S101 (what is paid straight is of one order)
    name = refund.payment.order.producer.name
    return owner(next(key for key, card in STALLS.items() if card.name == name))


def _bill(at: datetime) -> int:
    """The commission of last month, drawn up on the first morning of this one."""
    month = last_month(localdate(at))
    until = month_from(month).until
    assert until is not None  # noqa: S101 (a month has an end)
    earn(until - timedelta(minutes=1))
    made = billing.draw_up(month=month, at=min(at, until + MORNING))
    is_reported = Reconciliation.objects.exists()
    paid_at = at if is_reported else until + PAID_AFTER  # reports of days gone by are whole
    for bill in made:
        if bill.producer == stall(PAYER) and paid_at <= at:
            number = f"MAUPHI{bill.pk:04d}"
            billing.pay(bill=bill, reference=number, by=person("treasurer"), at=paid_at)
    return len(made)
