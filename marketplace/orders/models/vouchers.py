"""Vouchers that a checkout was placed with: what each took off, and who bears it."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.groups import OrderGroup
from marketplace.vouchers.models import Voucher


class VoucherUse(models.Model):
    """One voucher of one checkout; ``kind`` and ``bearer`` are kept as they were then."""

    class State(models.TextChoices):
        HELD = "held", _("đang giữ")
        SPENT = "spent", _("đã dùng")
        RETURNED = "returned", _("đã trả lại")

    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="voucher_uses")
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="voucher_uses")
    kind = models.CharField(_("loại"), max_length=8, choices=Voucher.Kind)
    bearer = models.CharField(_("ai chịu"), max_length=9, choices=Voucher.Bearer)
    amount = models.PositiveBigIntegerField(_("đã giảm (đồng)"))
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.HELD)

    class Meta:
        verbose_name = _("lượt dùng mã")
        verbose_name_plural = _("lượt dùng mã")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["group", "kind"], name="group_uses_one_voucher_of_a_kind"),
            CheckConstraint(condition=Q(amount__gte=1), name="voucher_use_takes_something_off"),
        ]

    def __str__(self) -> str:
        return f"{self.voucher} · {self.group}"
