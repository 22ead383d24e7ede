"""Every kind of message the market sends, named once: what it is about and how pressing it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Family(TextChoices):
    """What people may choose by. Only what is not essential can be left."""

    ACCOUNT = "account", _("Tài khoản và gian hàng")
    ORDERS = "orders", _("Đơn hàng và tiền")
    SAFETY = "safety", _("Thu hồi, an toàn")
    SHIPPING = "shipping", _("Hàng đang trên đường")
    VOICES = "voices", _("Đánh giá và câu hỏi")
    WISHES = "wishes", _("Hàng bạn nhờ báo khi có")


LEAVABLE = (Family.SHIPPING, Family.VOICES, Family.WISHES)


class Kind(TextChoices):
    """What one message tells; ``ORDER`` is for news of an order that has no kind of its own."""

    CODE = "code", _("Mã xác nhận")
    ACCOUNT = "account", _("Về tài khoản")
    CONSENT = "consent", _("Mã đồng ý cho làm thay")
    MEMBER = "member", _("Mời cùng làm")
    CLAIM_DECIDED = "claim_decided", _("Duyệt nhận gian hàng")
    RENEWAL = "renewal", _("Sao OCOP sắp hết hạn")
    PAPER = "paper", _("Duyệt giấy tờ, sửa hàng")
    ORDER = "order", _("Về đơn hàng")
    ORDER_LINK = "order_link", _("Liên kết xem đơn")
    PAID = "paid", _("Đã thanh toán")
    STRAY_MONEY = "stray_money", _("Tiền đến lạc")
    SHORT = "short", _("Mùa thiếu hàng")
    SHIPPED = "shipped", _("Hàng đã gửi đi")
    RECALL = "recall", _("Thu hồi, cho người mua")
    RECALL_MAKER = "recall_maker", _("Thu hồi, cho người làm")
    REVIEW_LINK = "review_link", _("Liên kết viết đánh giá")
    REVIEW_ANSWERED = "review_answered", _("Đánh giá được trả lời")
    REVIEW_HIDDEN = "review_hidden", _("Đánh giá bị ẩn")
    REVIEW_SETTLED = "review_settled", _("Xét lại đánh giá")
    QUESTION_ANSWERED = "question_answered", _("Câu hỏi được trả lời")
    BACK_IN_STOCK = "back_in_stock", _("Có hàng lại")


@dataclass(frozen=True, slots=True)
class Trait:
    """``is_urgent``: at once, also at night, and through the next channel without waiting.

    ``by_phone_only``: it proves that somebody holds the number, or may not go elsewhere. After
    ``good_for`` nobody has any use for it.
    """

    family: Family
    is_urgent: bool = False
    by_phone_only: bool = False
    good_for: timedelta | None = None

    @property
    def is_essential(self) -> bool:
        return self.family not in LEAVABLE


TRAITS: dict[str, Trait] = {
    Kind.CODE: Trait(
        Family.ACCOUNT, is_urgent=True, by_phone_only=True, good_for=timedelta(minutes=10)
    ),
    Kind.ACCOUNT: Trait(Family.ACCOUNT),
    Kind.CONSENT: Trait(
        Family.ACCOUNT, is_urgent=True, by_phone_only=True, good_for=timedelta(minutes=10)
    ),
    Kind.MEMBER: Trait(Family.ACCOUNT),
    Kind.CLAIM_DECIDED: Trait(Family.ACCOUNT),
    Kind.RENEWAL: Trait(Family.ACCOUNT),
    Kind.PAPER: Trait(Family.ACCOUNT),
    Kind.ORDER: Trait(Family.ORDERS),
    Kind.ORDER_LINK: Trait(Family.ORDERS, is_urgent=True, by_phone_only=True),
    Kind.PAID: Trait(Family.ORDERS),
    Kind.STRAY_MONEY: Trait(Family.ORDERS),
    Kind.SHORT: Trait(Family.ORDERS),
    Kind.SHIPPED: Trait(Family.SHIPPING),
    Kind.RECALL: Trait(Family.SAFETY, is_urgent=True),
    Kind.RECALL_MAKER: Trait(Family.SAFETY, is_urgent=True),
    Kind.REVIEW_LINK: Trait(Family.ORDERS, is_urgent=True, by_phone_only=True),
    Kind.REVIEW_ANSWERED: Trait(Family.VOICES),
    Kind.REVIEW_HIDDEN: Trait(Family.ORDERS),
    Kind.REVIEW_SETTLED: Trait(Family.ORDERS),
    Kind.QUESTION_ANSWERED: Trait(Family.VOICES),
    Kind.BACK_IN_STOCK: Trait(Family.WISHES),
}


def trait(kind: str) -> Trait:
    """How a kind behaves; one that is no longer named here is a plain word about an order."""
    return TRAITS.get(kind, TRAITS[Kind.ORDER])
