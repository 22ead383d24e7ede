"""What a recall means to orders: which lines it found, and who is told."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.groups import OrderGroup
from marketplace.orders.models.orders import Line
from traceability.models import Recall


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
