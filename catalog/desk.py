"""What lies on an officer's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import (
    Amendment,
    Claim,
    Officer,
    Producer,
    Product,
    Recognition,
    SellerPaper,
)

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from accounts.models import User


class Figure(TypedDict):
    label: str
    value: int
    url: str


LATE_REFUNDS = {
    "partner": (),
    "direct": (("payments:refunds_late", gettext_lazy("Hoàn tiền chậm"), "undo"),),
}
"""Where producers send refunds themselves, somebody looks whether they do."""


def frame(post: Officer, current: str) -> dict[str, object]:
    """What ``layouts/officer.html`` needs; ``current`` is the URL name one is in."""
    rooms = (
        ("officer:home", _("Việc hôm nay"), "home"),
        ("officer:papers", _("Giấy tờ người bán"), "document"),
        ("officer:amendments", _("Sửa hàng đang bán"), "edit"),
        ("officer:recognitions", _("Sao cần xác minh"), "star"),
        ("oversight:lots", _("Lô hàng"), "lot"),
        ("oversight:pleas", _("Xin vượt mức"), "chart"),
        ("recalls:officer_mine", _("Thu hồi"), "undo"),
        ("oversight:reports", _("Phản ánh về mã"), "flag"),
        ("goods_claims:desk", _("Khiếu nại"), "shield-alert"),
        ("voices:moderation", _("Đánh giá & hỏi đáp"), "help"),
        ("officer:synonyms", _("Từ cùng nghĩa"), "search"),
        ("collections:desk", _("Bộ sưu tập"), "tag"),
        ("tales:desk", _("Chuyện nhà làm"), "edit"),
        ("figures:cashless", _("Không tiền mặt"), "chart"),
        ("merits:desk", _("Chỉ số số hoá"), "chart"),
        *LATE_REFUNDS[settings.SETTLEMENT],
    )
    return {
        "jurisdiction": {"name": post.office, "place": str(post.commune or post.province)},
        "nav": [
            {"label": label, "url": reverse(name), "icon": icon, "current": name == current}
            for name, label, icon in rooms
        ],
    }


def claims_waiting(user: User) -> QuerySet[Claim]:
    """Claims in this officer's area, the oldest first."""
    overseen = Producer.objects.overseen_by(user)
    waiting = Claim.objects.pending().filter(producer__in=overseen)
    return waiting.select_related("producer__commune", "claimant").order_by("filed_at", "pk")


def papers_waiting(user: User) -> QuerySet[SellerPaper]:
    """Sellers' papers in this officer's area, the oldest first."""
    waiting = SellerPaper.objects.waiting().filter(producer__in=Producer.objects.overseen_by(user))
    return waiting.select_related("producer", "product").order_by("submitted_at", "pk")


def papers_approved(user: User) -> QuerySet[SellerPaper]:
    """Those that were approved, the newest first: one of them may have to be taken back."""
    overseen = Producer.objects.overseen_by(user)
    approved = SellerPaper.objects.approved().filter(producer__in=overseen)
    return approved.select_related("producer", "product").order_by("-decided_at", "-pk")


def amendments_waiting(user: User) -> QuerySet[Amendment]:
    """Changes of goods on sale that producers of this officer's area propose, the oldest first."""
    overseen = Producer.objects.overseen_by(user)
    waiting = Amendment.objects.waiting().filter(product__producer__in=overseen)
    return waiting.select_related("product__producer", "asked_by").order_by("asked_at", "pk")


def recognitions_reported(user: User) -> QuerySet[Recognition]:
    """Stars that a source reports and no decision proves yet."""
    overseen = Producer.objects.overseen_by(user)
    reported = Recognition.objects.filter(verified_at__isnull=True, product__producer__in=overseen)
    return reported.select_related("product__producer").order_by("-stars", "product__name", "pk")


def figures(user: User, *, on: date) -> list[Figure]:
    """Counts for the officer's area on that day."""
    producers = Producer.objects.overseen_by(user)
    products = Product.objects.listed().filter(producer__in=producers)
    reported = reverse("officer:recognitions")
    papers, changes = reverse("officer:papers"), reverse("officer:amendments")
    rows = (
        (_("Chủ thể"), producers.count(), ""),
        (_("Đã nhận gian hàng"), producers.filter(claimed_at__isnull=False).count(), ""),
        (_("Sản phẩm đang bày"), products.count(), ""),
        (_("Có sao còn hiệu lực"), products.starred(on=on).count(), ""),
        (_("Sao cần xác minh"), recognitions_reported(user).count(), reported),
        (_("Giấy tờ chờ duyệt"), papers_waiting(user).count(), papers),
        (_("Đề nghị sửa hàng"), amendments_waiting(user).count(), changes),
    )
    return [Figure(label=label, value=value, url=url) for label, value, url in rows]
