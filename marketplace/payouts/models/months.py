"""What each month of a stall's money came to, kept so that no page adds up all years again."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer


class MoneyMonth(models.Model):
    """Sums of a month by what they are for, as ``files.rows.Sums`` names them, in đồng.

    They are those of ``booked`` transactions of the ledger between ``first`` and ``last`` (keys),
    none after what :class:`MoneyKept` says: later ones are read from the ledger itself.
    """

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="money_months")
    begins_on = models.DateField(_("tháng"))
    goods = models.BigIntegerField(_("tiền hàng"))
    discount = models.BigIntegerField(_("nhà mình giảm giá"))
    commission = models.BigIntegerField(_("phí sàn"))
    vat = models.BigIntegerField(_("thuế GTGT khấu trừ"))
    pit = models.BigIntegerField(_("thuế TNCN khấu trừ"))
    delivery = models.BigIntegerField(_("tiền giao hàng"))
    paid_out = models.BigIntegerField(_("chuyển vào tài khoản"))
    straight = models.BigIntegerField(_("người mua đã trả thẳng"))
    fee_paid = models.BigIntegerField(_("phí sàn đã trả"))
    other = models.BigIntegerField(_("khác"))
    booked = models.PositiveIntegerField(_("số bút toán"))
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        verbose_name = _("tiền của một tháng")
        verbose_name_plural = _("tiền của từng tháng")
        ordering = ["begins_on"]
        constraints = [
            UniqueConstraint(fields=["producer", "begins_on"], name="stall_has_one_sum_a_month"),
            CheckConstraint(
                condition=Q(first__lte=F("last"), booked__gte=1), name="kept_month_has_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer_id} {self.begins_on:%Y-%m}"


class MoneyKept(models.Model):
    """The key of the ledger's last transaction that a stall's kept months know; when it was."""

    producer = models.OneToOneField(
        Producer, on_delete=models.CASCADE, related_name="money_kept", primary_key=True
    )
    upto = models.BigIntegerField(default=0)
    kept_on = models.DateField(_("ngày cộng"))

    def __str__(self) -> str:
        return f"{self.producer_id} ≤ {self.upto}"
