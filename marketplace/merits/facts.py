"""What shows that an option of a score sheet holds: by the market's records, or by hearsay of them.

A fact is **known** when the records alone settle the option. It is only **hinted** when they point
to it and a person must still look (whether a label is beautiful, what a certificate covers).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Producer
from marketplace.merits.queries.known import STEADY_MONTHS, YEAR
from traceability.models import Document

if TYPE_CHECKING:
    from marketplace.merits.queries.known import Known

TOLD_LETTERS = 80
"""An introduction is at least so long."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the records say, in words that may stand in a dossier."""

    words: str
    is_known: bool = True


Fact = Callable[["Known"], Found | None]
MEASURED = ("commune_", "province_")
"""Facts that are a figure: a claim above it contradicts the lot book."""


def find(fact: str, known: Known) -> Found | None:
    """What shows this fact; None where nothing does."""
    look = FACTS.get(fact)
    return look(known) if look else None


def is_measured(fact: str) -> bool:
    return fact.startswith(MEASURED)


def _local(of: str, least: int) -> Fact:
    def look(known: Known) -> Found | None:
        share = known.local
        if share is None or getattr(share, of) < least:
            return None
        said = (
            _("Sổ lô: %(percent)s %% làm từ trong xã, tính trên %(n)s lô trong 12 tháng")
            if of == "commune"
            else _(
                "Sổ lô: %(percent)s %% nguyên liệu trong tỉnh, tính trên %(n)s lô trong 12 tháng"
            )
        )
        return Found(said % {"percent": getattr(share, of), "n": share.lots})

    return look


def _cooperative(known: Known) -> Found | None:
    return _kind(known, Producer.Kind.COOPERATIVE)


def _household(known: Known) -> Found | None:
    return _kind(known, Producer.Kind.HOUSEHOLD)


def _kind(known: Known, kind: str) -> Found | None:
    producer = known.producer
    if producer.kind != kind or producer.identity_verified_at is None:
        return None
    words = _("Hồ sơ gian hàng: %(kind)s, cán bộ đã xác minh")
    return Found(words % {"kind": producer.get_kind_display()})


def _online(known: Known) -> Found | None:
    """Six months running with orders, under the terms that the stall was opened by."""
    if known.running < STEADY_MONTHS or known.producer.claimed_at is None:
        return None
    told = {
        "n": known.running,
        "orders": sum(month.orders for month in known.months[: known.running]),
        "day": f"{known.producer.claimed_at:%d/%m/%Y}",
    }
    words = _(
        "Chợ Gốc: %(n)s tháng liền có đơn đã trả tiền, %(orders)s đơn; "
        "bán theo quy chế của chợ từ %(day)s"
    )
    return Found(words % told)


def _label(known: Known) -> Found | None:
    if not known.labels:
        return None
    words = _(
        "Đã cấp %(n)s tem, chỉ cấp khi lô đủ thông tin luật yêu cầu; nhãn in còn phải xác nhận"
    )
    return Found(words % {"n": known.labels}, is_known=False)


def _label_traced(known: Known) -> Found | None:
    if not known.labels or not known.has_story:
        return None
    words = _(
        "Đã cấp %(n)s tem có mã truy xuất điện tử, quét ra hành trình và câu chuyện; "
        "nhãn đẹp hay chưa thì hội đồng xem"
    )
    return Found(words % {"n": known.labels}, is_known=False)


def _told(known: Known) -> Found | None:
    if len(known.product.description.strip()) < TOLD_LETTERS:
        return None
    return Found(_("Trang sản phẩm có bài giới thiệu"))


def _story(known: Known) -> Found | None:
    if not known.has_story:
        return None
    if known.tales:
        said = ngettext(
            "%(n)s chuyện kể trên trang nhà", "%(n)s chuyện kể trên trang nhà", known.tales
        )
        return Found(said % {"n": known.tales})
    return Found(_("Câu chuyện viết ở hồ sơ gian hàng"))


def _story_shown(known: Known) -> Found | None:
    if not known.has_story or not known.labels or not known.product.is_listed:
        return None
    words = _(
        "Câu chuyện có trên trang web, tem quét ra trang ấy; tờ rơi hay nhãn in còn phải xác nhận"
    )
    return Found(words, is_known=False)


def _story_pictured(known: Known) -> Found | None:
    if not known.photos or _story_shown(known) is None:
        return None
    words = _("Câu chuyện trên trang web có %(n)s ảnh; tờ rơi hay nhãn in còn phải xác nhận")
    return Found(words % {"n": known.photos}, is_known=False)


def _sold_by_market(known: Known) -> Found | None:
    if not known.months:
        return None
    words = _("Đơn, kho, lô chạy trên Chợ Gốc; có bộ phận phụ trách hay không còn phải xác nhận")
    return Found(words, is_known=False)


def _shown(known: Known) -> Found | None:
    return Found(_("Đang bày trên Chợ Gốc")) if known.product.is_listed else None


def _invoiced(known: Known) -> Found | None:
    if not known.invoices:
        return None
    words = _("Đã ký %(n)s hoá đơn điện tử; sổ kế toán còn phải xác nhận")
    return Found(words % {"n": known.invoices}, is_known=False)


def _standard(known: Known) -> Found | None:
    standard = known.product.standard
    return Found(_("Tiêu chuẩn áp dụng: %(name)s") % {"name": standard}) if standard else None


def _declared(known: Known) -> Found | None:
    papers = known.papers_of(Document.Kind.DECLARATION)
    if papers:
        return Found(_("Bản công bố: %(paper)s") % {"paper": _named(papers[0])})
    number = known.product.declaration_number
    return Found(_("Số công bố %(number)s") % {"number": number}) if number else None


def _tested(known: Known) -> Found | None:
    reports = known.papers_of(Document.Kind.TEST_REPORT)
    fresh = [one for one in reports if one.issued_on and one.issued_on > known.on - YEAR]
    if not fresh:
        return None
    words = _("Phiếu kiểm nghiệm trong 12 tháng: %(paper)s; đủ chỉ tiêu hay chưa còn phải xác nhận")
    return Found(words % {"paper": _named(fresh[0])}, is_known=False)


def _traced(known: Known) -> Found | None:
    if not known.lots:
        return None
    words = _(
        "%(lots)s lô đủ hồ sơ trong 12 tháng, %(events)s lần ghi công đoạn; "
        "bản kế hoạch kiểm soát còn phải xác nhận"
    )
    return Found(words % {"lots": len(known.lots), "events": known.events}, is_known=False)


def _certified(known: Known) -> Found | None:
    papers = known.papers_of(Document.Kind.CERTIFICATE)
    return _paper(papers)


def _trademark(known: Known) -> Found | None:
    return _paper(known.papers_named("nhan hieu", "so huu tri tue"))


def _environment(known: Known) -> Found | None:
    return _paper(known.papers_named("moi truong"))


def _paper(papers: list[Document]) -> Found | None:
    """Somebody has to read whether it is the right one."""
    if not papers:
        return None
    words = _("Giấy tờ đã gửi: %(paper)s; đúng loại hay chưa còn phải xác nhận")
    return Found(words % {"paper": _named(papers[0])}, is_known=False)


def _guide(known: Known) -> Found | None:
    has_any = known.product.usage or known.product.storage
    return Found(_("Trang sản phẩm có cách dùng, cách bảo quản")) if has_any else None


def _guide_full(known: Known) -> Found | None:
    if not (known.product.usage and known.product.storage):
        return None
    words = _(
        "Trang sản phẩm có đủ cách dùng và cách bảo quản; đủ chi tiết hay chưa còn phải xác nhận"
    )
    return Found(words, is_known=False)


def _named(paper: Document) -> str:
    number = _("số %(number)s") % {"number": paper.number} if paper.number else ""
    return ", ".join(filter(None, (paper.title, number, paper.issuer)))


FACTS: dict[str, Fact] = {
    **{
        f"{of}_{least}": _local(of, least)
        for of in ("commune", "province")
        for least in (0, 50, 75)
    },
    "cooperative": _cooperative,
    "household": _household,
    "online": _online,
    "label": _label,
    "label_traced": _label_traced,
    "told": _told,
    "story": _story,
    "story_shown": _story_shown,
    "story_pictured": _story_pictured,
    "sold_by_market": _sold_by_market,
    "shown": _shown,
    "invoiced": _invoiced,
    "standard": _standard,
    "declared": _declared,
    "tested": _tested,
    "traced": _traced,
    "certified": _certified,
    "trademark": _trademark,
    "environment": _environment,
    "guide": _guide,
    "guide_full": _guide_full,
}
ROOMS: dict[str, str] = {
    **dict.fromkeys(("commune_0", "commune_50", "commune_75"), "traceability:lots"),
    **dict.fromkeys(("province_0", "province_50", "province_75"), "traceability:materials"),
    **dict.fromkeys(("cooperative", "household"), "workspace:stall"),
    **dict.fromkeys(("online", "sold_by_market", "shown"), "workspace:products"),
    **dict.fromkeys(("label", "label_traced", "traced"), "traceability:lots"),
    **dict.fromkeys(("story", "story_shown", "story_pictured"), "tales:mine"),
    **dict.fromkeys(("told", "guide", "guide_full", "standard"), "workspace:products"),
    "invoiced": "invoices:mine",
    **dict.fromkeys(
        ("declared", "tested", "certified", "trademark", "environment"), "traceability:lots"
    ),
}
"""The room of the stall in which each fact comes to be."""
