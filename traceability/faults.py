"""What is wrong with a document or a question, in words: the place, the rule, what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import Promise

    from traceability.epcis.conditions import NotAQuestion
    from traceability.epcis.validity import Fault

SECURITY = frozenset({"not_yours", "unknown_gtin", "strange", "two_producers", "no_producer"})
"""Rules about who may say what; all others are about how it is said."""

RULES: dict[str, Promise] = {
    "required": gettext_lazy("thiếu trường %(wanted)s"),
    "type": gettext_lazy("sai kiểu dữ liệu; cần %(wanted)s"),
    "enum": gettext_lazy("không phải từ chuẩn cho phép ở đây"),
    "anyOf": gettext_lazy("không phải từ của CBV, cũng không phải URI; hoặc thiếu phần bắt buộc"),
    "propertyNames": gettext_lazy("có trường lạ; trường riêng phải có tiền tố, như «vd:ten»"),
    "additionalProperties": gettext_lazy("có trường mà chuẩn không cho phép ở đây"),
    "pattern": gettext_lazy("viết không đúng mẫu của chuẩn"),
    "minItems": gettext_lazy("danh sách không được để trống"),
    "uniqueItems": gettext_lazy("danh sách không được lặp lại"),
    "future": gettext_lazy("thời điểm này chưa tới"),
    "negative": gettext_lazy("số lượng không được âm"),
    "too_much": gettext_lazy("số lượng quá lớn, không ghi được"),
    "parent": gettext_lazy("phải nêu vật chứa (parentID) khi gắn vào hay tháo ra"),
    "kind": gettext_lazy("chỉ nhận năm loại sự kiện của EPCIS 2.0"),
    "too_long": gettext_lazy("dài quá %(wanted)s chữ"),
    "not_yours": gettext_lazy("thuộc về chủ thể khác; chỉ được ghi về hàng của mình"),
    "unknown_gtin": gettext_lazy("GTIN này không có trong các quy cách của chủ thể"),
    "strange": gettext_lazy("Chợ Gốc chưa từng cấp địa chỉ này"),
    "two_producers": gettext_lazy("một sự kiện chỉ được nói về hàng của một chủ thể"),
    "no_producer": gettext_lazy("không rõ ghi cho chủ thể nào; hãy thêm ?producer= vào địa chỉ"),
    "making": gettext_lazy("việc này nằm trong sổ của lô; hãy sửa ở trang lô hàng"),
    "own_thing": gettext_lazy("là hàng của chính mình; việc của hàng mình thì ghi trong sổ lô"),
    "own_place": gettext_lazy("là nơi của chính mình; việc ở nơi của mình thì ghi trong sổ lô"),
    "own_event": gettext_lazy("là việc mình đã ghi; đối tác không báo sai thay mình được"),
    "neighbours": gettext_lazy("thuộc về một chủ thể khác ở Chợ Gốc; chủ thể ấy tự ghi"),
    "not_for_us": gettext_lazy("giao cho nơi khác, không phải cho mình"),
    "duplicate": gettext_lazy("sự kiện mang mã này đã được ghi rồi"),
}
FORMATS: dict[str, Promise] = {
    "date-time": gettext_lazy(
        "phải là ngày giờ ISO 8601 có múi giờ, như 2026-11-21T08:00:00+07:00"
    ),
    "uri": gettext_lazy("phải là một URI"),
}
QUESTIONS: dict[str, Promise] = {
    "unknown": gettext_lazy("không có tham số này"),
    "empty": gettext_lazy("chưa có giá trị"),
    "values": gettext_lazy("giá trị phải là chữ, số hoặc danh sách chữ"),
    "once": gettext_lazy("chỉ nhận một giá trị"),
    "number": gettext_lazy("phải là một số"),
    "moment": gettext_lazy("phải là ngày giờ có múi giờ, như 2026-11-21T08:00:00+07:00"),
    "choice": gettext_lazy("chỉ nhận: %(wanted)s"),
    "count": gettext_lazy("phải là số nguyên từ 1 đến %(wanted)s"),
    "pattern": gettext_lazy("chỉ hỏi được mẫu có dấu * ở phần sê-ri"),
    "exclusive": gettext_lazy("không dùng cùng với %(wanted)s"),
    "needs": gettext_lazy("chỉ dùng cùng với %(wanted)s"),
    "too_complex": gettext_lazy("quá nhiều; nhiều nhất là %(wanted)s"),
    "too_long": gettext_lazy("dài quá %(wanted)s chữ"),
    "page": gettext_lazy("mã trang này không đọc được, hết hạn, hoặc của một câu hỏi khác"),
}


def sentence(fault: Fault) -> str:
    """`epcisBody.eventList[0].eventTime (2026-11-21): phải là ngày giờ …`."""
    where = fault.field or _("toàn tài liệu")
    told = f"{where} ({fault.value})" if fault.value else where
    return f"{told}: {rule(fault)}."


def rule(fault: Fault) -> str:
    """The rule alone."""
    if fault.rule == "format" and fault.wanted in FORMATS:
        return str(FORMATS[fault.wanted])
    words = RULES.get(fault.rule) or gettext_lazy("không theo lược đồ EPCIS 2.0 của GS1")
    return str(words) % {"wanted": fault.wanted}


def sentences(faults: Sequence[Fault]) -> str:
    """The first fault, and how many more there are."""
    first = sentence(faults[0])
    if len(faults) == 1:
        return first
    return _("%(first)s Còn %(n)s chỗ nữa.") % {"first": first, "n": len(faults) - 1}


def question(refusal: NotAQuestion) -> str:
    """`EQ_action: chỉ nhận: ADD, OBSERVE, DELETE.`."""
    words = str(QUESTIONS[refusal.rule]) % {"wanted": refusal.wanted}
    return f"{refusal.name or _('Câu hỏi')}: {words}."
