"""How standings, parts and steps are said, on pages and in dossiers alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.merits.queries.assessment import Standing
from marketplace.merits.scoring import Effort

if TYPE_CHECKING:
    from marketplace.merits.queries.assessment import Assessment, Row

STANDINGS = {
    Standing.KNOWN: gettext_lazy("Sổ chợ cho thấy"),
    Standing.CLAIMED: gettext_lazy("Tự khai"),
    Standing.HINTED: gettext_lazy("Chờ xác nhận"),
    Standing.MISSING: gettext_lazy("Chưa có gì"),
}
TONES = {
    Standing.KNOWN: "good",
    Standing.CLAIMED: "info",
    Standing.HINTED: "wait",
    Standing.MISSING: "plain",
}
SHORT = ("ATTP", "(ATTP)")
EFFORTS = {
    Effort.CONFIRM: gettext_lazy("Chỉ cần xác nhận"),
    Effort.AT_THE_STALL: gettext_lazy("Làm ngay ở gian hàng"),
    Effort.ELSEWHERE: gettext_lazy("Cần giấy tờ, việc ngoài chợ"),
}


def softened(words: str) -> str:
    """Headings that a decision wrote in capitals, as sentences are; short forms stay."""
    number, point, rest = words.partition(". ")
    if not point or not number.isdigit():
        return words
    told = [word if word in SHORT or not word.isupper() else word.lower() for word in rest.split()]
    said = " ".join(told)
    return f"{number}. {said[:1].upper()}{said[1:]}"


def shown_by(row: Row) -> str:
    """What stands behind the points of an item, in one line."""
    if row.words:
        return row.words
    if row.mark is None:
        return row.hint_words
    paper = row.mark.document.title if row.mark.document else ""
    sent = _("có tệp kèm") if row.mark.file else ""
    return " · ".join(filter(None, (row.mark.note, paper, sent)))


def stars_in_words(found: Assessment) -> str:
    """The class of the sum, and what is mandatory where it bars that class."""
    score = found.score
    if score.reached == score.stars:
        return _("ở mức %(n)s sao") % {"n": score.stars}
    return _("đủ điểm %(n)s sao, nhưng thiếu mục bắt buộc nên mới ở mức %(reached)s sao") % {
        "n": score.stars,
        "reached": score.reached,
    }
