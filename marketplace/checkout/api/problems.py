"""What may be in the way of an order: each refusal of the action as a problem of the API."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, Throttled

from accounts.problems import Problem
from marketplace.checkout import actions
from marketplace.checkout.access import TRIES_WITHIN
from marketplace.delivery.queries import NotDelivered as Refused
from marketplace.orders.actions import caps
from marketplace.payments.actions import opening
from marketplace.vouchers.discounts import Reason
from marketplace.vouchers.discounts import Refused as NoVoucher
from traceability.actions.stock import OutOfStock


class BasketEmpty(Problem):
    status_code = 409
    kind = "basket-empty"
    title = _("Giỏ hàng trống")
    default_detail = _("Xin bỏ hàng vào giỏ trước.")


class TotalChanged(Problem):
    """``total`` is what the order comes to now."""

    status_code = 409
    kind = "total-changed"
    title = _("Tổng tiền đã đổi")
    default_detail = _("Xin xem lại tổng tiền mới rồi đặt lại với expected_total mới.")


class OutOfStockNow(Problem):
    """``shortages`` names every pack of which there is too little."""

    status_code = 409
    kind = "out-of-stock"
    title = _("Không đủ hàng")
    default_detail = _("Có món không còn đủ; chưa có gì được đặt.")


class AgeNotConfirmed(Problem):
    status_code = 409
    kind = "age-not-confirmed"
    title = _("Hàng dành cho người đủ tuổi")
    default_detail = _(
        "Trong giỏ có hàng hạn tuổi; xin gửi is_adult là true nếu người mua đủ tuổi."
    )


class NotDelivered(Problem):
    """``refused`` names the packs that do not go there, each with its reason."""

    status_code = 409
    kind = "not-delivered"
    title = _("Chưa giao đến đó được")
    default_detail = _("Có món không giao tới nơi này, hoặc không bằng cách đã chọn.")


class NotPayable(Problem):
    status_code = 409
    kind = "not-payable"
    title = _("Không trả được bằng cách này")
    default_detail = _("Cách trả tiền này không dùng được cho đơn này.")


class VoucherRefused(Problem):
    """``voucher`` names the kind, ``reason`` why not, ``least_spend`` what goods must come to."""

    status_code = 409
    kind = "voucher-refused"
    title = _("Mã giảm giá không dùng được")
    default_detail = _("Có mã không dùng được cho đơn này; chưa có gì được đặt.")


class StreetMissing(Problem):
    status_code = 409
    kind = "street-missing"
    title = _("Thiếu số nhà, đường")
    default_detail = _("Có món giao tận nơi; xin ghi số nhà, đường của người nhận.")


class HoldsTooMuch(Problem):
    status_code = 409
    kind = "holds-too-much"
    title = _("Còn đơn chưa trả tiền")
    default_detail = _("Có nhiều đơn chưa trả tiền quá; trả hoặc huỷ bớt rồi đặt tiếp.")


class KeyUsedOtherwise(Problem):
    status_code = 422
    kind = "key-used-otherwise"
    title = _("Mã Idempotency-Key đã dùng")
    default_detail = _("Mã này đã dùng cho một đơn khác nội dung; xin dùng mã mới cho đơn mới.")


PROBLEMS: dict[type[Exception], type[Problem]] = {
    actions.EmptyBasket: BasketEmpty,
    actions.PriceChanged: TotalChanged,
    actions.TooYoung: AgeNotConfirmed,
    actions.NoStreet: StreetMissing,
    NoVoucher: VoucherRefused,
    OutOfStock: OutOfStockNow,
    Refused: NotDelivered,
    opening.NotPayable: NotPayable,
    caps.HoldsTooMuch: HoldsTooMuch,
}


def problem(refusal: Exception) -> APIException:
    """The problem that a refusal of ``actions.place_order`` is; guessing codes is one of haste."""
    if isinstance(refusal, NoVoucher) and refusal.reason is Reason.TOO_OFTEN:
        return Throttled(wait=TRIES_WITHIN.total_seconds())
    return PROBLEMS[type(refusal)](**_members(refusal))


def _members(refusal: Exception) -> dict[str, Any]:
    """What the problem says in numbers."""
    if isinstance(refusal, actions.PriceChanged):
        return {"total": refusal.total}
    if isinstance(refusal, OutOfStock):
        short = [
            {"pack": one.pack_id, "wanted": one.wanted, "available": one.free}
            for one in refusal.shortages
        ]
        return {"shortages": short}
    if isinstance(refusal, Refused):
        refused = [{"pack": pack, "reason": why.value} for pack, why in refusal.refused.items()]
        return {"refused": refused}
    if isinstance(refusal, NoVoucher):
        told = {"voucher": refusal.kind.value, "reason": refusal.reason.value}
        return told | ({"least_spend": refusal.least} if refusal.least else {})
    return {}
