"""A producer is told that its money has arrived, and what it owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from accounts.models import User
from catalog.models import Membership
from catalog.money import dong

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.payments.models import BankAccount
    from marketplace.payouts.models import Bill, Payout


def tell_billed(bill: Bill, *, at: datetime) -> None:
    """Once a bill, to each owner in their language."""
    producer = bill.producer
    page = settings.SITE_URL + reverse("payouts:money", args=[producer.slug])
    owners = Membership.objects.active().filter(producer=producer, role=Membership.Role.OWNER)
    for owner in owners.select_related("user"):
        with speaking(owner.user.language):
            words = {
                "sum": dong(bill.amount),
                "month": f"{bill.month:%m/%Y}",
                "day": f"{bill.due_on:%d/%m/%Y}",
                "page": page,
            }
            outbox.tell(
                kind=Kind.ORDER,
                key=f"bill:{bill.pk}:owner:{owner.pk}",
                phone=owner.user.phone,
                email=owner.user.email,
                subject=_("Phí sàn tháng %(month)s: %(sum)s") % words,
                body=_(
                    "Phí sàn tháng %(month)s của gian hàng là %(sum)s, xin trả trước hết ngày "
                    "%(day)s. Mã QR và từng khoản: %(page)s"
                )
                % words,
                at=at,
            )


def tell_account_changed(account: BankAccount, *, was: BankAccount, at: datetime) -> None:
    """To each owner and to whoever told the old account: others may hold the owner's telephone."""
    producer = account.producer
    page = settings.SITE_URL + reverse("payouts:money", args=[producer.slug])
    owners = Membership.objects.active().filter(producer=producer, role=Membership.Role.OWNER)
    told = Q(pk__in=owners.values("user")) | Q(pk=was.told_by_id)
    for person in User.objects.filter(told, is_active=True):
        with speaking(person.language):
            words = {
                "stall": producer.name,
                "old": was.masked,
                "new": account.masked,
                "day": f"{localtime(account.valid_from):%H:%M %d/%m/%Y}",
                "page": page,
            }
            outbox.tell(
                kind=Kind.ACCOUNT,
                key=f"account:{account.pk}:person:{person.pk}",
                phone=person.phone,
                email=person.email,
                subject=_("%(stall)s đổi tài khoản nhận tiền") % words,
                body=_(
                    "Có người báo đổi tài khoản nhận tiền của %(stall)s từ %(old)s sang %(new)s, "
                    "dùng từ %(day)s. Đến lúc ấy tiền vẫn về tài khoản cũ. Nếu không phải bạn, "
                    "dừng ngay ở: %(page)s"
                )
                % words,
                at=at,
            )


def tell_arrived(payout: Payout, *, at: datetime) -> None:
    """Once a payout, to each owner in their language; of the account its last digits alone."""
    producer = payout.producer
    page = settings.SITE_URL + reverse("payouts:money", args=[producer.slug])
    owners = Membership.objects.active().filter(producer=producer, role=Membership.Role.OWNER)
    for owner in owners.select_related("user"):
        with speaking(owner.user.language):
            words = {
                "sum": dong(payout.amount),
                "stall": producer.name,
                "account": payout.account.masked,
                "page": page,
            }
            outbox.tell(
                kind=Kind.ORDER,
                key=f"payout:{payout.pk}:owner:{owner.pk}",
                phone=owner.user.phone,
                email=owner.user.email,
                subject=_("Đã chuyển %(sum)s cho %(stall)s") % words,
                body=_(
                    "Chợ Gốc đã chuyển %(sum)s tiền bán hàng vào tài khoản %(account)s của "
                    "%(stall)s. Xem từng khoản: %(page)s"
                )
                % words,
                at=at,
            )
