"""What a buyer is told when a harvest came in smaller than was hoped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts import outbox
from catalog.money import dong
from marketplace.orders.letters import link

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.models import Preorder


def tell_short(one: Preorder, missing: int, *, at: datetime) -> None:
    """One letter for each line that went short, ever."""
    order = one.line.order
    with translation.override(settings.LANGUAGE_CODE):
        outbox.tell(
            key=f"short:{one.pk}",
            phone=order.group.buyer_phone,
            email=order.group.buyer_email,
            subject=_("Mùa này thiếu hàng cho đơn %(code)s") % {"code": order.group.code},
            body=_body(one, missing),
            at=at,
        )


def _body(one: Preorder, missing: int) -> str:
    order = one.line.order
    words = {
        "goods": one.line.name,
        "missing": localize(missing),
        "sum": dong(missing * one.line.unit_price),
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
