"""The rules of digital readiness in words: what each looks at, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from marketplace.merits import digital

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from marketplace.merits.digital import Facts


class Words(NamedTuple):
    """``room`` is the address name of the page where it is done."""

    name: Promise
    looks_at: Promise
    next: Promise
    room: str
    icon: str


WORDS: dict[str, Words] = {
    "identity": Words(
        _("Danh tính"),
        _("Cán bộ đã xác minh chủ thể là ai."),
        _("Nhận gian hàng với giấy tờ, rồi chờ cán bộ duyệt."),
        "workspace:beginning",
        "shield-check",
    ),
    "profile": Words(
        _("Hồ sơ gian hàng"),
        _("Có địa chỉ cơ sở và có câu chuyện: mỗi điều một nửa."),
        _("Ghi địa chỉ cơ sở, viết vài câu về nhà mình."),
        "workspace:address",
        "home",
    ),
    "listing": Words(
        _("Bày hàng"),
        _("Bao nhiêu sản phẩm đang bày, bao nhiêu có ảnh chụp thật: mỗi điều một nửa."),
        _("Chụp ảnh từng món và đưa lên kệ."),
        "workspace:products",
        "camera",
    ),
    "traced": Words(
        _("Lô có hồ sơ"),
        _("Bao nhiêu lô mở quá một tuần, trong 12 tháng, đã đủ hồ sơ."),
        _("Mở các lô còn dở và ghi nốt công đoạn."),
        "traceability:lots",
        "lot",
    ),
    "labels": Words(
        _("Tem truy xuất"),
        _("Bao nhiêu lô đủ hồ sơ, trong 12 tháng, đã được cấp tem."),
        _("In tem cho các lô đã đủ hồ sơ."),
        "traceability:lots",
        "qr-code",
    ),
    "in_time": Words(
        _("Ghi kịp lúc"),
        _("Bao nhiêu lần ghi, trong 12 tháng, không muộn quá 2 ngày sau khi việc xảy ra."),
        _("Ghi nhật ký ngay tại vườn, mất mạng vẫn ghi được."),
        "diary:home",
        "edit",
    ),
    "selling": Words(
        _("Bán đều trên chợ"),
        _("Bao nhiêu trong 6 tháng gần đây, kể cả tháng này, có đơn đã trả tiền."),
        _("Giữ hàng có sẵn và báo khách quen đặt trên chợ."),
        "workspace:orders",
        "package",
    ),
    "account": Words(
        _("Nhận tiền qua ngân hàng"),
        _("Có tài khoản nhận tiền."),
        _("Ghi tài khoản nhận tiền."),
        "payouts:money",
        "card",
    ),
    "invoices": Words(
        _("Hoá đơn điện tử"),
        _("Bao nhiêu đơn đã giao, trong 12 tháng, có hoá đơn đã ký."),
        _("Ký các hoá đơn đang chờ."),
        "invoices:mine",
        "document",
    ),
    "answers": Words(
        _("Trả lời khách"),
        _("Bao nhiêu câu hỏi, trong 12 tháng, đã được trả lời. Chưa ai hỏi thì tính đủ."),
        _("Trả lời các câu hỏi đang chờ."),
        "workspace:voices",
        "help",
    ),
    "papers": Words(
        _("Giấy tờ"),
        _("Bao nhiêu sản phẩm đang bày có giấy tờ còn giá trị."),
        _("Gửi giấy chứng nhận, phiếu kiểm nghiệm, bản công bố ở trang lô."),
        "traceability:lots",
        "certificate",
    ),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule of a stall: what it gives of its weight, counted from so many of so many."""

    rule: str
    words: Words
    points: int
    weight: int
    done: int
    of: int

    @property
    def is_whole(self) -> bool:
        return self.points == self.weight

    @property
    def percent(self) -> int:
        return 100 * self.points // self.weight


def judged(facts: Facts) -> list[Judged]:
    """Rule by rule, those first that leave most to win."""
    given, nothing = digital.points(facts), digital.Part(0, 0)
    rows = [
        Judged(rule, WORDS[rule], given[rule], weight, part.done, part.of)
        for rule, weight in digital.WEIGHTS.items()
        for part in (facts.get(rule, nothing),)
    ]
    return sorted(rows, key=lambda row: row.points - row.weight)


def published() -> list[tuple[int, Words]]:
    """Each rule with its weight, the heaviest first: what the public page says."""
    rows = [(weight, WORDS[rule]) for rule, weight in digital.WEIGHTS.items()]
    return sorted(rows, key=lambda row: -row[0])
