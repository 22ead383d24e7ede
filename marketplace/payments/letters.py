"""What a buyer is told of money on its way back, in the language of the market."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import outbox
from catalog.money import dong
from marketplace.orders.letters import link

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.models import OrderGroup
    from marketplace.payments.models import Refund


def tell_refunded(refund: Refund, *, at: datetime) -> None:
    """The money is there; once a refund, whichever way it went."""
    group = refund.payment.group
    with translation.override(settings.LANGUAGE_CODE):
        words = {"sum": dong(refund.amount), "code": group.code, "link": link(group)}
        _tell(
            group,
            key=f"refunded:{refund.pk}",
            subject=_("Đã hoàn %(sum)s cho đơn %(code)s") % words,
            body=_(
                "Chợ Gốc đã hoàn %(sum)s của đơn %(code)s cho bạn. Tuỳ ngân hàng, tiền hiện trong "
                "tài khoản ngay hoặc sau vài ngày. Xem đơn: %(link)s"
            )
            % words,
            at=at,
        )


def tell_account_wanted(refund: Refund, *, at: datetime) -> None:
    """The money cannot go back by itself: its buyer is asked where to."""
    group = refund.payment.group
    with translation.override(settings.LANGUAGE_CODE):
        words = {"sum": dong(refund.amount), "code": group.code, "link": account_link(group)}
        _tell(
            group,
            key=f"refund-account:{refund.pk}",
            subject=_("Bạn muốn nhận %(sum)s tiền hoàn ở đâu?") % words,
            body=_(
                "Chợ Gốc hoàn %(sum)s của đơn %(code)s cho bạn bằng chuyển khoản. Báo số tài khoản "
                "nhận tiền ở đây: %(link)s. Chúng tôi không bao giờ hỏi mật khẩu hay mã OTP."
            )
            % words,
            at=at,
        )


def account_link(group: OrderGroup) -> str:
    """The page that asks where the money shall go, opened without signing in: its buyer's only."""
    page = reverse("payments:refund_account", args=[group.code])
    return f"{settings.SITE_URL}{page}?{urlencode({'k': group.token})}"


def _tell(group: OrderGroup, *, key: str, subject: str, body: str, at: datetime) -> None:
    outbox.tell(
        key=key, phone=group.buyer_phone, email=group.buyer_email, subject=subject, body=body, at=at
    )
