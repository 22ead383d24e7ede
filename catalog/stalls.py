"""The frame around a producer's pages: whose stall it is, and the way to its rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from catalog.models import Producer


class Room(TypedDict):
    label: str
    url: str
    icon: str
    current: bool


class Chip(TypedDict):
    name: str
    url: str
    place: str
    kind: str


class Frame(TypedDict):
    stall: Producer
    producer: Chip
    nav: list[Room]


def frame(producer: Producer, current: str) -> Frame:
    """What ``layouts/workspace.html`` needs; ``current`` is the URL name one is in."""
    rooms = (
        ("workspace:stall", _("Hôm nay"), "home"),
        ("workspace:orders", _("Đơn hàng"), "package"),
        ("traceability:lots", _("Lô hàng"), "lot"),
        ("traceability:materials", _("Nguyên liệu"), "wheat"),
        ("workspace:stock", _("Kho"), "store"),
        ("workspace:products", _("Sản phẩm"), "tag"),
        ("workspace:delivery", _("Giao hàng"), "truck"),
        ("payouts:money", _("Tiền"), "banknote"),
        ("workspace:vouchers", _("Mã giảm giá"), "wallet"),
        ("traceability:places", _("Địa điểm"), "place"),
        ("invoices:mine", _("Hoá đơn"), "document"),
        ("goods_claims:mine", _("Khiếu nại"), "shield-alert"),
        ("workspace:voices", _("Đánh giá & hỏi đáp"), "help"),
        ("recalls:mine", _("Thu hồi"), "undo"),
        ("workspace:members", _("Người cùng làm"), "users"),
    )
    return Frame(
        stall=producer,
        producer=Chip(
            name=producer.name,
            url=reverse("storefront:producer", args=[producer.slug]),
            place=str(producer.commune or producer.province or ""),
            kind=producer.get_kind_display(),
        ),
        nav=[
            Room(
                label=label,
                url=reverse(name, args=[producer.slug]),
                icon=icon,
                current=name == current,
            )
            for name, label, icon in rooms
        ],
    )
