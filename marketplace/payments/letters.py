"""What a buyer is told of money on its way back, in the language of the order."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.money import dong
from marketplace.orders.letters import link, tell_buyer

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.models import OrderGroup
    from marketplace.payments.models import Receipt, Refund


def tell_refunded(refund: Refund, *, at: datetime) -> None:
    """The money is there; once a refund, whichever way it went."""
    group = refund.payment.group
    with speaking(group.language):
        words = {"sum": dong(refund.amount), "code": group.code, "link": link(group)}
        words["who"] = _who(refund)
        tell_buyer(
            group,
            kind=Kind.ORDER,
            key=f"refunded:{refund.pk}",
            subject=_("Đã hoàn %(sum)s cho đơn %(code)s") % words,
            body=_(
                "%(who)s đã hoàn %(sum)s của đơn %(code)s cho bạn. Tuỳ ngân hàng, tiền hiện trong "
                "tài khoản ngay hoặc sau vài ngày. Xem đơn: %(link)s"
            )
            % words,
            at=at,
        )


def tell_account_wanted(refund: Refund, *, at: datetime) -> None:
    """The money cannot go back by itself: its buyer is asked where to."""
    group = refund.payment.group
    with speaking(group.language):
        words = {"sum": dong(refund.amount), "code": group.code, "link": account_link(group)}
        words["who"] = _who(refund)
        tell_buyer(
            group,
            kind=Kind.ORDER,
            key=f"refund-account:{refund.pk}",
            subject=_("Bạn muốn nhận %(sum)s tiền hoàn ở đâu?") % words,
            body=_(
                "%(who)s hoàn %(sum)s của đơn %(code)s cho bạn bằng chuyển khoản. Báo số tài khoản "
                "nhận tiền ở đây: %(link)s. Chúng tôi không bao giờ hỏi mật khẩu hay mã OTP."
            )
            % words,
            at=at,
        )


def tell_underpaid(receipt: Receipt, *, at: datetime) -> None:
    """A part came: how much is missing, and where it can be sent."""
    payment = receipt.payment
    assert payment is not None  # noqa: S101 (a part is a part of something)
    group = payment.group
    with speaking(group.language):
        words = {
            "came": dong(receipt.amount),
            "missing": dong(payment.missing),
            "code": group.code,
            "link": link(group),
        }
        tell_buyer(
            group,
            kind=Kind.ORDER,
            key=f"underpaid:{receipt.pk}",
            subject=_("Đơn %(code)s còn thiếu %(missing)s") % words,
            body=_(
                "Chợ Gốc đã nhận %(came)s cho đơn %(code)s, còn thiếu %(missing)s. Mở đơn để "
                "chuyển nốt, mã QR ghi sẵn số còn thiếu: %(link)s. Không chuyển nốt thì hết giờ "
                "giữ hàng, phần đã chuyển được hoàn lại cho bạn."
            )
            % words,
            at=at,
        )


def _who(refund: Refund) -> str:
    """Who sends it."""
    order = refund.payment.order
    return order.producer.name if order else "Chợ Gốc"


def account_link(group: OrderGroup) -> str:
    """The page that asks where the money shall go, opened without signing in: its buyer's only."""
    page = reverse("payments:refund_account", args=[group.code])
    return f"{settings.SITE_URL}{page}?{urlencode({'k': group.token})}"
