"""What producers owe the market for a month, where buyers pay them straight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from marketplace.payments import memo

if TYPE_CHECKING:
    from datetime import date, datetime


class BillQuerySet(models.QuerySet["Bill"]):
    def unpaid(self, *, at: datetime | None = None) -> Self:
        """Those not paid now, or not yet at a moment."""
        still = Q(paid_at__isnull=True)
        return self.filter(still | Q(paid_at__gte=at) if at else still)

    def overdue(self, *, on: date) -> Self:
        return self.unpaid().filter(due_on__lt=on)


class Bill(models.Model):
    """The market's commission of a month, less what the market owes the producer for vouchers.

    Drawn up once after the month's end, from what the ledger says; paid when a line of the bank's
    statement (``reference``) shows it.
    """

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="bills")
    month = models.DateField(_("tháng"))
    amount = models.PositiveBigIntegerField(_("số tiền"))
    due_on = models.DateField(_("hạn trả"))
    drawn_at = models.DateTimeField(_("lập lúc"))
    paid_at = models.DateTimeField(_("trả lúc"), null=True, blank=True)
    reference = models.CharField(_("mã giao dịch ngân hàng"), max_length=60, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = BillQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu phí sàn")
        verbose_name_plural = _("phiếu phí sàn")
        ordering = ["-month", "pk"]
        constraints = [
            UniqueConstraint(fields=["producer", "month"], name="producer_is_billed_once_a_month"),
            CheckConstraint(condition=Q(amount__gte=1), name="bill_asks_for_something"),
            CheckConstraint(condition=Q(month__day=1), name="bill_is_of_a_month"),
            CheckConstraint(
                condition=Q(paid_at__isnull=True, confirmed_by__isnull=True, reference="")
                | (Q(paid_at__isnull=False, confirmed_by__isnull=False) & ~Q(reference="")),
                name="paid_bill_says_who_saw_it_where",
            ),
            UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="a_line_of_a_statement_pays_one_bill",
            ),
        ]

    def __str__(self) -> str:
        return self.memo

    @property
    def memo(self) -> str:
        """What the producer writes beside the transfer."""
        return memo.of_bill(f"{self.month:%y%m}", self.producer_id)
