"""A producer is told that its money has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.models import Membership
from catalog.money import dong

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.payouts.models import Payout


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
