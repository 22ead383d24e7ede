"""What a buyer is told when a harvest came in smaller than was hoped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import localize
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
