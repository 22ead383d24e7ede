"""Why a proof is refused, and what its facts are called, for pages, files and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from traceability.models import Event

if TYPE_CHECKING:
    from django.utils.functional import Promise

REFUSED: dict[str, Promise] = {
    "unreadable": _("Tệp bằng chứng bị cắt cụt hoặc không đọc được."),
    "wrong_key": _("Mốc không phải do khoá của sổ này ký: khoá khác, hoặc sổ khác."),
    "signature": _("Chữ ký của sổ không khớp: mốc đã bị sửa sau khi ký."),
    "stale": _("Mốc đi kèm không cùng lúc với bằng chứng: mốc cũ hơn, hoặc đã bị tráo."),
    "place": _("Dòng này không nằm ở chỗ ấy trong sổ: dòng đã bị sửa hoặc bị tráo."),
    "text": _("Nội dung sự kiện không khớp với mã băm trong sổ: nội dung đã bị sửa."),
    "row": _("Chi tiết của dòng (ngày, căn cứ, người ghi) không khớp với sổ: bị sửa hoặc tráo."),
    "told": _("Các phần của dòng này nói khác nhau."),
    "statement": _("Chữ ký xác nhận không khớp: bị sửa, hoặc người ký không có quyền ấy."),
    "shown": _(
        "Trang hiện khác với điều đã ghi trong sổ. Hãy tải lại trang; nếu vẫn thế, xin báo cho chợ."
    ),
    "unsupported": _("Trình duyệt này không cho tính toán an toàn (cần https hoặc mở từ tệp)."),
}
"""By the names of ``traceability.proofs.check.REASONS``, and two that only a browser knows."""


def words() -> dict[str, Any]:
    """For templates/proofs/_words.html."""
    return {
        "reasons": [{"name": name, "words": said} for name, said in REFUSED.items()],
        "stages": [{"name": stage.value, "words": stage.label} for stage in Event.Stage],
    }
