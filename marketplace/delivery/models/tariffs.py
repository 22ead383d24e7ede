"""Delivery tariffs: dated rows, by zone and weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date


class TariffQuerySet(models.QuerySet["Tariff"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(valid_from__lte=on).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        )


class Tariff(models.Model):
    """What a parcel costs in one zone: the first grams for one fee, then a fee for each step."""

    class Zone(models.TextChoices):
        SAME_PROVINCE = "same", _("trong tỉnh")
        OTHER_PROVINCE = "other", _("ngoài tỉnh")

    zone = models.CharField(_("vùng"), max_length=8, choices=Zone)
    first_grams = models.PositiveIntegerField(_("gam đầu"))
    first_fee = models.PositiveBigIntegerField(_("phí đầu (đồng)"))
    step_grams = models.PositiveIntegerField(_("mỗi nấc (gam)"))
    step_fee = models.PositiveBigIntegerField(_("phí mỗi nấc (đồng)"))
    basis = models.CharField(_("căn cứ"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = TariffQuerySet.as_manager()

    class Meta:
        verbose_name = _("biểu phí giao hàng")
        verbose_name_plural = _("biểu phí giao hàng")
        constraints = [
            CheckConstraint(
                condition=Q(first_grams__gte=1, step_grams__gte=1), name="tariff_steps_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_zone_display()} {self.valid_from}"

    def fee_for(self, grams: int) -> int:
        """Đồng for a parcel of that gross weight in grams."""
        beyond = max(0, grams - self.first_grams)
        return self.first_fee + -(-beyond // self.step_grams) * self.step_fee
