"""What a buyer is told about an order, in the language it was placed in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.money import dong

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from marketplace.orders.models import Order, OrderGroup, Parcel


def link(group: OrderGroup) -> str:
    """The address that opens this order without signing in: for its buyer only."""
    return f"{settings.SITE_URL}{group.get_absolute_url()}?{urlencode({'k': group.token})}"


def tell_buyer(
    group: OrderGroup,
    *,
    kind: Kind,
    key: str,
    subject: str,
    body: str,
    at: datetime,
    short: str = "",
    words: Mapping[str, str] | None = None,
) -> None:
    """A message to who placed an order; written while ``speaking(group.language)``.

    Whoever was erased since is not there to be told.
    """
    if group.is_nobodys:
        return
    outbox.tell(
        kind=kind,
        key=key,
        phone=group.buyer_phone,
        email=group.buyer_email,
        subject=subject,
        body=body,
        short=short,
        words=words,
        at=at,
    )


def tell_paid(group: OrderGroup, *, at: datetime, order: Order | None = None) -> None:
    """Of a checkout, or of the one order of it that was paid alone."""
    of = order or group
    words = {"code": of.code, "total": dong(of.total), "link": link(group)}
    with speaking(group.language):
        tell_buyer(
            group,
            kind=Kind.PAID,
            key=f"paid:{group.pk}:{order.pk}" if order else f"paid:{group.pk}",
            subject=_("Đơn %(code)s đã thanh toán xong") % words,
            body=_(
                "Cảm ơn bạn! Đơn %(code)s đã thanh toán xong %(total)s. "
                "Người bán sẽ xác nhận và đóng gói. Xem đơn: %(link)s"
            )
            % words,
            short=_("Chợ Gốc: đơn %(code)s đã trả tiền. %(link)s") % words,
            words=words,
            at=at,
        )


def tell_receipt(order: Order, *, at: datetime) -> None:
    """Of what was sold at a stall, to who left a number there; once."""
    group = order.group
    words = {
        "producer": order.producer.name,
        "code": order.code,
        "total": dong(order.total),
        "link": link(group),
    }
    with speaking(group.language):
        tell_buyer(
            group,
            kind=Kind.PAID,
            key=f"receipt:{order.pk}",
            subject=_("Biên nhận mua hàng ở %(producer)s") % words,
            body=_(
                "Cảm ơn bạn đã mua hàng ở quầy của %(producer)s: %(total)s, mã %(code)s. "
                "Xem từng món đến từ lô nào, và báo lại nếu có gì chưa ổn: %(link)s"
            )
            % words,
            short=_("Chợ Gốc: biên nhận %(total)s mua ở %(producer)s. %(link)s") % words,
            words=words,
            at=at,
        )


def tell_shipped(order: Order, parcel: Parcel, *, at: datetime) -> None:
    words = {
        "producer": order.producer.name,
        "code": order.code,
        "carrier": parcel.carrier,
        "tracking": parcel.tracking,
        "link": link(order.group),
    }
    with speaking(order.group.language):
        tell_buyer(
            order.group,
            kind=Kind.SHIPPED,
            key=_shipped(parcel),
            subject=_("Đơn %(code)s đang trên đường tới bạn") % words,
            body=_(
                "%(producer)s đã giao kiện hàng %(code)s cho %(carrier)s, mã vận đơn %(tracking)s. "
                "Xem từng món đến từ lô nào: %(link)s"
            )
            % words,
            short=_("Chợ Gốc: kiện %(code)s đã gửi đi. %(link)s") % words,
            words=words,
            at=at,
        )


def _shipped(parcel: Parcel) -> str:
    """One letter for each time a parcel sets out."""
    if (parcel.number, parcel.attempt) == (1, 1):
        return f"shipped:{parcel.order_id}"
    return f"shipped:{parcel.order_id}:{parcel.number}:{parcel.attempt}"


def tell_stray(group: OrderGroup, *, key: str, at: datetime, code: str = "") -> None:
    words = {"code": code or group.code, "link": link(group)}
    with speaking(group.language):
        tell_buyer(
            group,
            kind=Kind.STRAY_MONEY,
            key=f"stray:{key}",
            subject=_("Về khoản tiền của đơn %(code)s") % words,
            body=_(
                "Tiền của bạn cho đơn %(code)s đã đến nhưng đơn không còn chờ khoản này. "
                "Chợ Gốc hoàn lại khoản này cho bạn và nhắn khi xong. Xem đơn: %(link)s"
            )
            % words,
            short=_("Chợ Gốc sẽ hoàn tiền đến muộn của đơn %(code)s. %(link)s") % words,
            at=at,
        )


def tell_link(group: OrderGroup, *, key: str, at: datetime) -> None:
    """The way to see an order in full, to the telephone that placed it and nowhere else."""
    words = {"code": group.code, "link": link(group)}
    with speaking(group.language):
        tell_buyer(
            group,
            kind=Kind.ORDER_LINK,
            key=f"order-link:{key}",
            subject=_("Xem đơn %(code)s") % words,
            body=_("Mở liên kết này để xem đủ đơn %(code)s: %(link)s. Đừng đưa cho ai khác.")
            % words,
            short=_("Chợ Gốc: xem đơn %(code)s ở %(link)s") % words,
            words=words,
            at=at,
        )
