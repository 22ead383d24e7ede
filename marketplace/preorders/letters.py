"""What a buyer is told when a harvest comes in smaller, or later, than was hoped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.money import dong
from marketplace.orders.letters import link, tell_buyer

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.models import Preorder


def tell_short(one: Preorder, missing: int, *, at: datetime) -> None:
    """One letter for each line that went short, ever."""
    group = one.line.order.group
    words = {"code": group.code, "link": link(group)}
    with speaking(group.language):
        tell_buyer(
            group,
            kind=Kind.SHORT,
            key=f"short:{one.pk}",
            subject=_("Mùa này thiếu hàng cho đơn %(code)s") % words,
            body=_body(one, missing),
            short=_("Chợ Gốc: mùa này thiếu hàng cho đơn %(code)s. %(link)s") % words,
            at=at,
        )


def tell_moved(one: Preorder, *, at: datetime) -> None:
    """One letter for each line and each day it was moved to."""
    group, day = one.line.order.group, one.planned.ship_by
    with speaking(group.language):
        words = {
            "code": group.code,
            "goods": one.line.name,
            "day": date_format(day, "SHORT_DATE_FORMAT"),
            "link": link(group),
        }
        tell_buyer(
            group,
            kind=Kind.ORDER,
            key=f"moved:{one.pk}:{day}",
            subject=_("Đơn %(code)s dời ngày giao") % words,
            body=_(
                "«%(goods)s» bạn đặt trước sẽ về muộn hơn đã hẹn: giao trước ngày %(day)s. Bạn chờ "
                "được thì không phải làm gì. Không chờ nữa thì mở đơn, bấm «Không chờ nữa» để được "
                "hoàn tiền phần chưa có hàng. Xem đơn: %(link)s"
            )
            % words,
            short=_("Chợ Gốc: đơn %(code)s dời ngày giao sang trước %(day)s. %(link)s") % words,
            at=at,
        )


def _body(one: Preorder, missing: int) -> str:
    order = one.line.order
    words = {
        "goods": one.line.name,
        "missing": localize(missing),
        "sum": dong(one.line.paid_for(missing)),
        "link": link(order.group),
    }
    if not order.is_paid:
        return (
            _(
                "Mùa này thu được ít hơn mong đợi, không đủ «%(goods)s» cho đơn bạn chưa trả tiền, "
                "nên đơn đã được huỷ. Đừng chuyển tiền cho đơn này. Xem đơn: %(link)s"
            )
            % words
        )
    return (
        _(
            "Mùa này thu được ít hơn mong đợi: «%(goods)s» bạn đặt trước thiếu %(missing)s gói. "
            "Ai đặt trước nhận trước; phần thiếu chúng tôi đang chuẩn bị hoàn %(sum)s cho bạn. "
            "Xin lỗi bạn! Xem đơn: %(link)s"
        )
        % words
    )
