"""How orders end otherwise than by being sent: given up by a side, and when they are over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.orders import Order

if TYPE_CHECKING:
    from datetime import date


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


class CompletionTermQuerySet(models.QuerySet["CompletionTerm"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)


class CompletionTerm(models.Model):
    """How many days after delivery an order is over by itself; fresh goods keep less long."""

    is_fresh = models.BooleanField(_("hàng tươi"))
    days = models.PositiveSmallIntegerField(_("số ngày"))
    basis = models.CharField(_("căn cứ"), max_length=300)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = CompletionTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("hạn tự hoàn tất đơn")
        verbose_name_plural = _("hạn tự hoàn tất đơn")
        ordering = ["valid_from", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["is_fresh", "valid_from"], name="completion_term_begins_once_a_day"
            ),
            CheckConstraint(condition=Q(days__range=(1, 60)), name="completion_takes_some_days"),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=models.F("valid_from")),
                name="completion_term_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} · {self.basis}"
