"""Where a producer is paid, and who has looked whose account that is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Producer
from marketplace.payments.models import BankAccount
from marketplace.payouts import letters

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


@transaction.atomic
def tell_account(
    *, producer: Producer, bank: str, number: str, holder: str, by: User | None, at: datetime
) -> BankAccount:
    """The producer wants its money there; the same account told again stays as it is.

    Its first counts at once. Another counts after ``ACCOUNT_COOLING_DAYS``, in place of one that
    still cools off, and whoever could be robbed by it is told; the one in force told again stops
    the change. The journal has no number.
    """
    Producer.objects.select_for_update(no_key=True).get(pk=producer.pk)
    mine, told = BankAccount.objects.filter(producer=producer), (bank, number, holder)
    known, cooling = mine.in_force(at=at).first(), mine.cooling(at=at).first()
    if cooling and _same(cooling, told):
        return cooling
    if cooling:
        _stop(cooling, by, at)
    if known and _same(known, told):
        return known
    made = BankAccount.objects.create(
        producer=producer,
        bank=bank,
        number=number,
        holder=holder,
        told_by=by,
        told_at=at,
        valid_from=at + timedelta(days=settings.ACCOUNT_COOLING_DAYS) if known else at,
        replaces=known,
    )
    journal.record(
        actor=by, verb="told its account", subject=producer, at=at, on_behalf_of=producer
    )
    if known:
        letters.tell_account_changed(made, was=known, at=at)
    return made


class TooLate(Exception):
    """The account counts already; the message says what to do."""


@transaction.atomic
def stop_account(*, account: BankAccount, by: User, at: datetime) -> BankAccount:
    """A change does not happen, and the old account stays; again changes nothing.

    Raises :class:`TooLate` once the change counts.
    """
    Producer.objects.select_for_update(no_key=True).get(pk=account.producer_id)
    account = BankAccount.objects.select_related("producer").get(pk=account.pk)
    if account.stopped_at:
        return account
    if account.valid_from <= at:
        raise TooLate(_("Tài khoản mới đã dùng rồi. Muốn dùng lại tài khoản cũ thì báo lại."))
    return _stop(account, by, at)


def _same(account: BankAccount, told: tuple[str, str, str]) -> bool:
    return (account.bank, account.number, account.holder) == told


def _stop(account: BankAccount, by: User | None, at: datetime) -> BankAccount:
    account.stopped_by, account.stopped_at = by, at
    account.save(update_fields=["stopped_by", "stopped_at"])
    producer = account.producer
    journal.record(
        actor=by, verb="stopped its account", subject=producer, at=at, on_behalf_of=producer
    )
    return account


class NotConfirmed(Exception):
    """That person cannot say so of this account; the message says why."""


@transaction.atomic
def confirm_account(*, account: BankAccount, by: User, at: datetime) -> BankAccount:
    """An operator has seen that the name at the bank is the producer's; again changes nothing.

    Raises :class:`NotConfirmed` for whoever told the account, or acts for its producer, and for an
    account that does not count yet, or never will.
    """
    found = BankAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if found.confirmed_at:
        return found
    is_theirs = Producer.objects.run_by(by).filter(pk=found.producer_id).exists()
    if is_theirs or found.told_by_id == by.pk:
        raise NotConfirmed(_("Tài khoản của nhà mình thì người khác phải đối chiếu."))
    if found.stopped_at or found.valid_from > at:
        raise NotConfirmed(_("Tài khoản này chưa dùng, hoặc gian hàng đã dừng không đổi nữa."))
    found.confirmed_by, found.confirmed_at = by, at
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(actor=by, verb="confirmed its account", subject=found.producer, at=at)
    return found
