"""Steps of trade in words, for events that other people's programs wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from traceability.epcis.vocabulary import bare
from traceability.models import Event

if TYPE_CHECKING:
    from traceability.epcis.events import Json

STEPS = {
    "accepting": _("Nhận hàng"),
    "arriving": _("Hàng tới nơi"),
    "collecting": _("Thu gom"),
    "commissioning": _("Cấp mã, bắt đầu lô"),
    "creating_class_instance": _("Làm ra lô mới"),
    "departing": _("Hàng rời đi"),
    "destroying": _("Tiêu huỷ"),
    "inspecting": _("Kiểm tra"),
    "loading": _("Chất lên xe"),
    "packing": _("Đóng gói"),
    "receiving": _("Nhận hàng"),
    "retail_selling": _("Bán lẻ"),
    "sampling": _("Lấy mẫu"),
    "shipping": _("Giao đi"),
    "staging_outbound": _("Chờ giao"),
    "stocking": _("Xếp lên kệ"),
    "storing": _("Nhập kho"),
    "transporting": _("Vận chuyển"),
    "unloading": _("Dỡ hàng"),
}


def step_words(event: Json) -> str:
    """What was done: the step in words, else its name; without one, the kind of event."""
    step = bare(event.get("bizStep") or "", "BizStep")
    kind = event.get("type", "")
    if step:
        return str(STEPS.get(step, step[:60]))
    return str(Event.Kind(kind).label) if kind in Event.Kind.values else str(kind)[:60]
