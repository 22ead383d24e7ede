"""What a claim may be about, and which goods the rules tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from catalog.models import CriteriaSet

CONSUMED = (1, 2, 3)  # food, drinks, medicinal herbs: groups of Decision 148/QĐ-TTg
LIVING = 5


class Kind(models.TextChoices):
    """The last two withdraw from the purchase: by law where the page misled, else by a rule."""

    NOT_ARRIVED = "not_arrived", _("Hàng chưa tới")
    DAMAGED = "damaged", _("Hàng vỡ, hỏng lúc giao")
    NOT_AS_DESCRIBED = "not_described", _("Hàng không đúng như đã đặt")
    QUALITY = "quality", _("Chất lượng không tốt")
    MISINFORMED = "misinformed", _("Trang bán ghi sai hoặc thiếu, tôi không mua nữa")
    WITHDRAWAL = "withdrawal", _("Tôi đổi ý, hàng còn nguyên")

    @property
    def withdraws(self) -> bool:
        return self in {Kind.MISINFORMED, Kind.WITHDRAWAL}

    @property
    def takes_delivery_too(self) -> bool:
        """Whether the delivery fee goes back too, with all of an order."""
        return self in {Kind.NOT_ARRIVED, Kind.MISINFORMED}

    @property
    def is_waited_for(self) -> bool:
        """Whether an order is not complete before the time for it is over."""
        return self in {Kind.DAMAGED, Kind.NOT_AS_DESCRIBED, Kind.QUALITY, Kind.WITHDRAWAL}

    @property
    def outlives_completion(self) -> bool:
        """Whether the law gives it even when the order is complete."""
        return self is Kind.MISINFORMED


class Goods(models.TextChoices):
    ANY = "any", _("mọi loại hàng")
    FRESH = "fresh", _("hàng tươi")
    CONSUMED = "consumed", _("đồ ăn, đồ uống, dược liệu đóng gói")
    LIVING = "living", _("sinh vật cảnh")


def goods_of(criteria_set: CriteriaSet, *, is_fresh: bool) -> Goods:
    """Which of them a product is, by the criteria set it was judged by."""
    if is_fresh:
        return Goods.FRESH
    if criteria_set.group_id == LIVING:
        return Goods.LIVING
    return Goods.CONSUMED if criteria_set.group_id in CONSUMED else Goods.ANY
