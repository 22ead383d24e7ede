"""A month's commission, where buyers pay producers straight: drawn up once, paid at a bank."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind, Leg
from marketplace.payments.terms import BILL_DAYS, term
from marketplace.payouts import letters
from marketplace.payouts.models import Bill
from marketplace.payouts.queries.runs import PAYABLE
from marketplace.payouts.queries.taxes import month_from
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


FIRST_DAYS = 5


class NotPaid(Exception):
    """The bill cannot be paid so; the message says why."""


def draw_up_last_month(*, at: datetime) -> int:
    """The bills of the month before, in a month's first days; says how many are new.

    Only where producers are paid straight. An operator draws up what was missed.
    """
    today = localdate(at)
    if not is_straight() or today.day > FIRST_DAYS:
        return 0
    return len(draw_up(month=today.replace(day=1) - timedelta(days=1), at=at))


@transaction.atomic
def draw_up(*, month: date, at: datetime) -> list[Bill]:
    """What each producer owed at the end of a month beyond its bills of before; again, no more."""
    first = month.replace(day=1)
    until = month_from(first).until
    assert until is not None  # noqa: S101 (a month has an end)
    billed = dict(Bill.objects.filter(month=first).values_list("producer", "pk"))
    before = Bill.objects.filter(month__lt=first).unpaid(at=until).values("producer")
    asked = dict(before.annotate(n=Sum("amount")).values_list("producer", "n").order_by())
    due_on = localdate(until) + timedelta(days=term(BILL_DAYS, on=first).days - 1)
    wanted = {
        producer: owed - asked.get(producer, 0)
        for producer, owed in _owed(until).items()
        if producer not in billed and owed > asked.get(producer, 0)
    }
    made = Bill.objects.bulk_create(
        Bill(producer_id=producer, month=first, amount=amount, due_on=due_on, drawn_at=at)
        for producer, amount in sorted(wanted.items())
    )
    for bill in made:
        letters.tell_billed(bill, at=at)
    return made


@transaction.atomic
def pay(
    *, bill: Bill, reference: str, by: User, at: datetime, moved_at: datetime | None = None
) -> Bill:
    """The bank's statement shows it, under this number; the same said twice changes nothing.

    Raises :class:`NotPaid` for a number used before, and for a bill that is paid.
    """
    found = Bill.objects.select_for_update(of=("self",)).get(pk=bill.pk)
    reference = reference.upper()
    if found.paid_at:
        if found.reference == reference:
            return found
        raise NotPaid(_("Phiếu này đã trả rồi."))
    found.paid_at, found.reference, found.confirmed_by = moved_at or at, reference, by
    try:
        with transaction.atomic():
            found.save(update_fields=["paid_at", "reference", "confirmed_by"])
    except IntegrityError as used:
        raise NotPaid(_("Mã giao dịch này đã ghi cho một phiếu khác.")) from used
    payable = chart.payable(found.producer_id)
    post(
        key=f"bill:{found.pk}:paid",
        kind=Kind.COMMISSION_PAID,
        legs={chart.BANK: found.amount, payable: -found.amount},
        reference=reference,
        at=found.paid_at,
    )
    journal.record(actor=by, verb="paid", subject=found, at=at, amount=found.amount)
    return found


def _owed(until: datetime) -> dict[int, int]:
    """Đồng that producers (by key) owed the market at a moment. One query."""
    legs = Leg.objects.filter(
        account__code__startswith=PAYABLE, transaction__happened_at__lt=until
    ).values_list("account__code")
    sums = legs.annotate(n=Sum("amount")).order_by()
    return {int(code.removeprefix(PAYABLE)): n for code, n in sums if n > 0}
