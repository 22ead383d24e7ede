"""Sending money back by hand: where its buyer wants it, and who sent it under which number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.orders.actions import states
from marketplace.payments import letters
from marketplace.payments.actions import booking
from marketplace.payments.models import Refund, RefundAccount

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.orders.models import OrderGroup


class NothingToSend(Exception):
    """Nothing of this order waits for a person to send it."""


class NotSent(Exception):
    """A refund cannot be noted as sent; the message says why."""


@transaction.atomic
def tell_account(
    *, group: OrderGroup, bank: str, number: str, holder: str, at: datetime
) -> RefundAccount:
    """Where the buyer wants the money; told again, the newer word counts.

    Raises :class:`NothingToSend`: an account nobody needs is not kept.
    """
    group = states.lock_group(group)
    if not Refund.objects.for_people().of_group(group).exists():
        raise NothingToSend(_("Đơn này không có khoản nào cần chuyển vào tài khoản."))
    told = {"bank": bank, "number": number, "holder": holder, "told_at": at}
    return RefundAccount.objects.update_or_create(group=group, defaults=told)[0]


@transaction.atomic
def note_sent(*, refund: Refund, bank_reference: str, by: User, at: datetime) -> Refund:
    """A person sent it at a bank, under this number; the same said twice changes nothing.

    When nothing else of the order is to be sent, the buyer's account is forgotten. Raises
    :class:`NotSent` for a number used before, without an account, or when it is there already.
    """
    group = states.lock_group(refund.payment.group)
    found = Refund.objects.select_for_update(of=("self",)).get(pk=refund.pk)
    reference = bank_reference.upper()
    if found.state == Refund.State.DONE and found.bank_reference == reference:
        return found
    _refuse_unfit(found, group)
    found.state, found.done_at = Refund.State.DONE, at
    found.paid_by, found.bank_reference = by, reference
    try:
        with transaction.atomic():
            found.save(update_fields=["state", "done_at", "paid_by", "bank_reference"])
    except IntegrityError as used:
        raise NotSent(_("Mã giao dịch này đã ghi cho một khoản hoàn khác.")) from used
    journal.record(actor=by, verb="refund sent", subject=found.payment, at=at, amount=found.amount)
    if not Refund.objects.for_people().of_group(group).exists():
        RefundAccount.objects.filter(group=group).delete()
    booking.book_refund(refund=found, at=at)
    letters.tell_refunded(found, at=at)
    return found


def _refuse_unfit(refund: Refund, group: OrderGroup) -> None:
    if not refund.needs_a_person:
        raise NotSent(_("Khoản này không chờ chuyển bằng tay."))
    if not RefundAccount.objects.filter(group=group).exists():
        raise NotSent(_("Người mua chưa báo tài khoản nhận tiền."))
