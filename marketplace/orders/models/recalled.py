"""What a recall means to orders: which lines it found, who is told; and what is to be paid back."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.groups import OrderGroup
from marketplace.orders.models.orders import Line, Order
from marketplace.selling.models import PlannedLot
from traceability.models import Lot, Recall


class RecalledLine(models.Model):
    """So many packs of a line come out of recalled lots, and what became of them."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("đang xử lý")
        OUT = "out", _("đã giao đi")
        REPLACED = "replaced", _("đã đổi sang lô khác")
        WITHDRAWN = "withdrawn", _("không giao nữa, hoàn tiền")
        CANCELLED = "cancelled", _("chưa trả tiền, đã huỷ")

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="recalled_lines")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="recalled")
    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="recalled_lines")
    packs = models.PositiveIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome)
    returned = models.PositiveIntegerField(_("số gói đã nhận lại"), default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["recall", "outcome"], name="recalled_line_by_outcome")]
        constraints = [
            UniqueConstraint(fields=["recall", "line"], name="recall_finds_a_line_once"),
            CheckConstraint(condition=Q(packs__gte=1), name="recalled_line_has_packs"),
            CheckConstraint(
                condition=Q(returned__lte=F("packs")), name="no_more_comes_back_than_went_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recall} · {self.line}"


class RecallLetter(models.Model):
    """One buyer's order to be told of one recall, once; and when its buyer said to have read it."""

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="letters")
    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="recall_letters")
    told_at = models.DateTimeField(_("đã báo lúc"), null=True, blank=True)
    read_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["recall", "told_at"], name="recall_letter_by_telling")]
        constraints = [
            UniqueConstraint(fields=["recall", "group"], name="recall_tells_an_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.recall} · {self.group}"


class RefundDue(models.Model):
    """Đồng to be paid back because of a recall, or of a harvest that came in smaller.

    Prepared here, paid by whoever pays refunds. For ``packs`` of a line, out of one lot if they
    were recalled; without a line it is the order's delivery fee.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("đã chuẩn bị")

    recall = models.ForeignKey(
        Recall, on_delete=models.PROTECT, related_name="refunds_due", null=True
    )
    planned = models.ForeignKey(
        PlannedLot, on_delete=models.PROTECT, related_name="refunds_due", null=True
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds_due")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="refunds_due", null=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+", null=True)
    packs = models.PositiveIntegerField(default=0)
    amount = models.PositiveBigIntegerField(_("số tiền"))
    state = models.CharField(max_length=8, choices=State, default=State.PREPARED)
    prepared_at = models.DateTimeField(_("chuẩn bị lúc"))

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["line", "lot"], name="refund_by_line_and_lot")]
        constraints = [
            UniqueConstraint(fields=["recall", "line", "lot"], name="recall_refunds_a_line_once"),
            UniqueConstraint(fields=["planned", "line"], name="shortfall_refunds_a_line_once"),
            UniqueConstraint(
                fields=["order"],
                condition=Q(line__isnull=True),
                name="delivery_fee_is_refunded_once",
            ),
            CheckConstraint(
                condition=Q(recall__isnull=False) ^ Q(planned__isnull=False),
                name="refund_has_one_reason",
            ),
            CheckConstraint(
                condition=Q(
                    line__isnull=False, lot__isnull=False, recall__isnull=False, packs__gte=1
                )
                | Q(line__isnull=False, lot__isnull=True, planned__isnull=False, packs__gte=1)
                | Q(line__isnull=True, lot__isnull=True, packs=0),
                name="refund_is_for_packs_or_for_delivery",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.amount}"
