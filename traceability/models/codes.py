"""Item codes: what a buyer scans, and the runs they were issued in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from traceability.models.lots import Lot


class LabelRun(models.Model):
    """Codes issued for a lot in one go; all runs of a lot together never pass its packs."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="runs")
    count = models.PositiveIntegerField(_("số tem"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    issued_at = models.DateTimeField(_("cấp lúc"))

    class Meta:
        verbose_name = _("đợt cấp tem")
        verbose_name_plural = _("đợt cấp tem")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(condition=Q(count__gte=1), name="label_run_issues_something")
        ]

    def __str__(self) -> str:
        return f"{self.lot} × {self.count}"


class ItemCode(models.Model):
    """The code on one item. Its serial is random and resolves for ever."""

    class State(models.TextChoices):
        ISSUED = "issued", _("đã cấp")
        PACKED = "packed", _("đã đóng vào kiện")
        SOLD = "sold", _("đã giao cho người mua")
        VOID = "void", _("đã huỷ")

    serial = models.CharField(_("mã"), max_length=20, unique=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="codes")
    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="codes")
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.ISSUED)
    recalled_at = models.DateTimeField(_("riêng món này bị thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mã sản phẩm")
        verbose_name_plural = _("mã sản phẩm")
        ordering = ["pk"]
        indexes = [models.Index(fields=["lot", "state"], name="code_by_lot_and_state")]
        constraints = [
            CheckConstraint(
                condition=Q(recalled_at__isnull=True) | ~Q(state="packed"),
                name="recalled_item_waits_in_no_parcel",
            )
        ]

    def __str__(self) -> str:
        return self.serial
