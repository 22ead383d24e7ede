"""How orders end otherwise than by being sent: given up by a side."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.orders import Order


class Cancellation(models.Model):
    """One side no longer wants a paid order: done at once, or a request the producer answers."""

    class Side(models.TextChoices):
        BUYER = "buyer", _("người mua")
        PRODUCER = "producer", _("người bán")
        MARKET = "market", _("chợ")

    class Reason(models.TextChoices):
        CHANGED_MIND = "changed_mind", _("đổi ý, không mua nữa")
        WRONG_ORDER = "wrong_order", _("đặt nhầm hàng, nhầm số hoặc nhầm địa chỉ")
        TOO_SLOW = "too_slow", _("chờ lâu quá")
        NO_GOODS = "no_goods", _("không còn đủ hàng tốt để gửi")
        NO_WAY = "no_way", _("không gửi tới nơi nhận được")
        BUYER_ASKED = "buyer_asked", _("người mua gọi xin huỷ")
        NO_ANSWER = "no_answer", _("người mua không trả lời lời mời đổi hàng")
        OTHER = "other", _("lý do khác")

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("chờ người bán trả lời")
        DONE = "done", _("đã huỷ")
        REFUSED = "refused", _("người bán không đồng ý")
        LAPSED = "lapsed", _("hàng đã gửi đi")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="cancellations")
    side = models.CharField(_("ai huỷ"), max_length=8, choices=Side)
    reason = models.CharField(_("vì sao"), max_length=12, choices=Reason)
    words = models.CharField(_("nói thêm"), max_length=300, blank=True)
    outcome = models.CharField(_("kết quả"), max_length=8, choices=Outcome)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    asked_at = models.DateTimeField(_("xin huỷ lúc"))
    ended_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                fields=["order"],
                condition=Q(outcome__in=["waiting", "done"]),
                name="order_is_cancelled_once",
            ),
            CheckConstraint(
                condition=Q(outcome="waiting", ended_at__isnull=True, side="buyer")
                | (~Q(outcome="waiting") & Q(ended_at__isnull=False)),
                name="only_a_buyer_waits_for_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.outcome}"
