"""The rooms of whoever runs the market, beside one another, as their pages show them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

CLAIMS, RECEIPTS, REFUNDS = "goods_claims:desk", "payments:desk", "payments:refunds"
STATEMENT, DISPUTES = "reconciliation:statement", "disputes:desk"
PAYOUTS, TAXES, INVOICES = "payouts:runs", "payouts:taxes", "invoices:desk"
DIFFERENCES, CASHLESS = "reconciliation:desk", "figures:cashless"
VOICES = "voices:moderation"


def frame(here: str) -> dict[str, Any]:
    """What the layout of a desk needs; ``here`` is the address of the room one is in."""
    rooms = (
        (_("Khiếu nại"), CLAIMS, "shield-alert"),
        (_("Đánh giá & hỏi đáp"), VOICES, "users"),
        (_("Tiền đến"), RECEIPTS, "wallet"),
        (_("Nhập sao kê"), STATEMENT, "upload"),
        (_("Tiền hoàn chờ chuyển"), REFUNDS, "undo"),
        (_("Tranh chấp thẻ"), DISPUTES, "card"),
        (_("Chi trả"), PAYOUTS, "banknote"),
        (_("Thuế và phí"), TAXES, "landmark"),
        (_("Hoá đơn điện tử"), INVOICES, "document"),
        (_("Đối soát"), DIFFERENCES, "shield-check"),
        (_("Không tiền mặt"), CASHLESS, "chart"),
    )
    nav = [
        {"label": label, "url": reverse(name), "icon": icon, "current": name == here}
        for label, name, icon in rooms
    ]
    return {"jurisdiction": {"name": _("Người điều hành"), "place": ""}, "nav": nav}
