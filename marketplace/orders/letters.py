"""What a buyer is told about an order, in the language of the market."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import outbox
from catalog.money import dong

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.models import Order, OrderGroup, Parcel


def link(group: OrderGroup) -> str:
    """The address that opens this order without signing in: for its buyer only."""
    return f"{settings.SITE_URL}{group.get_absolute_url()}?{urlencode({'k': group.token})}"


def tell_paid(group: OrderGroup, *, at: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _tell(
            group,
            key=f"paid:{group.pk}",
            subject=_("Đơn %(code)s đã thanh toán xong") % {"code": group.code},
            body=_(
                "Cảm ơn bạn! Đơn %(code)s đã thanh toán xong %(total)s. "
                "Người bán sẽ xác nhận và đóng gói. Xem đơn: %(link)s"
            )
            % {"total": dong(group.total), "code": group.code, "link": link(group)},
            at=at,
        )


def tell_shipped(order: Order, parcel: Parcel, *, at: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _tell(
            order.group,
            key=f"shipped:{order.pk}",
            subject=_("Đơn %(code)s đang trên đường tới bạn") % {"code": order.code},
            body=_(
                "%(producer)s đã giao kiện hàng %(code)s cho %(carrier)s, mã vận đơn %(tracking)s. "
                "Xem từng món đến từ lô nào: %(link)s"
            )
            % {
                "producer": order.producer,
                "code": order.code,
                "carrier": parcel.carrier,
                "tracking": parcel.tracking,
                "link": link(order.group),
            },
            at=at,
        )


def tell_stray(group: OrderGroup, *, key: str, at: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _tell(
            group,
            key=f"stray:{key}",
            subject=_("Về khoản tiền của đơn %(code)s") % {"code": group.code},
            body=_(
                "Tiền của bạn cho đơn %(code)s đã đến nhưng đơn không còn chờ khoản này. "
                "Chợ Gốc sẽ gọi cho bạn để hoàn lại khoản này. Xem đơn: %(link)s"
            )
            % {"code": group.code, "link": link(group)},
            at=at,
        )


def _tell(group: OrderGroup, *, key: str, subject: str, body: str, at: datetime) -> None:
    outbox.tell(
        key=key,
        phone=group.buyer_phone,
        email=group.buyer_email,
        subject=subject,
        body=body,
        at=at,
    )
