"""What is to be paid back to buyers, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.orders import Line, Order
from marketplace.selling.models import PlannedLot
from traceability.models import Lot, Recall


class RefundDue(models.Model):
    """Đồng owed to a buyer: for ``packs`` of a line, or, without a line, of the delivery fee.

    Written by :mod:`marketplace.orders.actions.refunds` alone, paid by whoever pays refunds.
    ``key`` says what it is for, once an order. ``lot`` is known where a recall took the packs.
    """

    class Reason(models.TextChoices):
        RECALL = "recall", _("thu hồi")
        SHORTFALL = "shortfall", _("thu hoạch thiếu")
        CANCELLED = "cancelled", _("huỷ đơn")
        SHORT_SHIPPED = "short_shipped", _("giao thiếu")
        WEIGHT = "weight", _("cân lại nhẹ hơn")
        SUBSTITUTED = "substituted", _("đổi hàng rẻ hơn")
        CLAIM = "claim", _("khiếu nại")
        WITHDRAWAL = "withdrawal", _("trả hàng")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds_due")
    reason = models.CharField(_("vì sao"), max_length=13, choices=Reason)
    key = models.CharField(max_length=80)
    recall = models.ForeignKey(
        Recall, on_delete=models.PROTECT, related_name="refunds_due", null=True
    )
    planned = models.ForeignKey(
        PlannedLot, on_delete=models.PROTECT, related_name="refunds_due", null=True
    )
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="refunds_due", null=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+", null=True)
    packs = models.PositiveIntegerField(default=0)
    amount = models.PositiveBigIntegerField(_("số tiền"))
    prepared_at = models.DateTimeField(_("chuẩn bị lúc"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["order", "key"], name="refund_is_owed_once"),
            UniqueConstraint(
                fields=["order"],
                condition=Q(line__isnull=True),
                name="delivery_fee_is_refunded_once",
            ),
            CheckConstraint(condition=Q(amount__gte=1), name="refund_is_worth_something"),
            CheckConstraint(
                condition=Q(reason="recall", recall__isnull=False)
                | (~Q(reason="recall") & Q(recall__isnull=True)),
                name="refund_for_a_recall_names_it",
            ),
            CheckConstraint(
                condition=Q(reason="shortfall", planned__isnull=False)
                | (~Q(reason="shortfall") & Q(planned__isnull=True)),
                name="refund_for_a_harvest_names_it",
            ),
            CheckConstraint(
                condition=Q(line__isnull=False) | Q(lot__isnull=True, packs=0),
                name="refund_of_delivery_has_no_packs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.amount}"
