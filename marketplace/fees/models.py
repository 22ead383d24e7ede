"""Commission and withholding: dated rates, each with its legal basis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer

if TYPE_CHECKING:
    from datetime import date


class RateQuerySet(models.QuerySet["Rate"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(valid_from__lte=on).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        )


class Rate(models.Model):
    """Ten-thousandths taken from the goods' value of a sale."""

    class Kind(models.TextChoices):
        COMMISSION = "commission", _("phí sàn")
        VAT = "vat", _("thuế GTGT khấu trừ")
        PIT = "pit", _("thuế TNCN khấu trừ")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    producer_kind = models.CharField(
        _("áp dụng cho"), max_length=12, choices=Producer.Kind, blank=True
    )
    basis_points = models.PositiveIntegerField(_("phần vạn"))
    legal_basis = models.CharField(_("căn cứ"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = _("tỷ lệ phí, thuế")
        verbose_name_plural = _("tỷ lệ phí, thuế")
        constraints = [
            CheckConstraint(
                condition=Q(basis_points__lte=10_000), name="rate_takes_no_more_than_all"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.basis_points / 100:g} %"
