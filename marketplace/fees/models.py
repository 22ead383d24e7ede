"""Commission and withholding: dated rates, each with its legal basis or contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Commune, Pack, Producer, Province, Shelf

if TYPE_CHECKING:
    from datetime import date

FIRST, MIDDLE = 1, 100
SCOPE = ("kind", "producer_kind", "producer", "pack", "shelf", "commune", "province")
"""What a rate is for: of two rows for the same thing only one is in force on a day."""


class RateQuerySet(models.QuerySet["Rate"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(valid_from__lte=on).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        )

    def beside(self, rate: Rate) -> Self:
        """Other rows for the same thing that are in force on one of its days."""
        same = self.filter(**{name: getattr(rate, name) for name in SCOPE if getattr(rate, name)})
        same = same.filter(
            **{f"{name}__isnull": True for name in SCOPE[2:] if not getattr(rate, name)}
        )
        same = same.filter(producer_kind=rate.producer_kind).exclude(pk=rate.pk)
        if rate.valid_until:
            same = same.filter(valid_from__lt=rate.valid_until)
        return same.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=rate.valid_from))


class Rate(models.Model):
    """Ten-thousandths taken from the goods' value of a sale.

    Of the commission rows that fit a sale the first by ``position`` counts; every empty field fits
    all. Taxes know kinds of producers alone. ``legal_basis`` names the law, the market's rules or
    the contract; ``verified_by`` is who has read the text in force and found the rate there.
    """

    class Kind(models.TextChoices):
        COMMISSION = "commission", _("phí sàn")
        VAT = "vat", _("thuế GTGT khấu trừ")
        PIT = "pit", _("thuế TNCN khấu trừ")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(
        _("thứ tự"), default=MIDDLE, help_text=_("Số nhỏ xét trước; dòng khớp đầu tiên được dùng.")
    )
    producer_kind = models.CharField(
        _("áp dụng cho"), max_length=12, choices=Producer.Kind, blank=True
    )
    producer = models.ForeignKey(
        Producer,
        on_delete=models.PROTECT,
        related_name="rates",
        null=True,
        blank=True,
        verbose_name=_("riêng chủ thể"),
    )
    pack = models.ForeignKey(
        Pack,
        on_delete=models.PROTECT,
        related_name="rates",
        null=True,
        blank=True,
        verbose_name=_("riêng quy cách"),
    )
    shelf = models.ForeignKey(
        Shelf,
        on_delete=models.PROTECT,
        related_name="rates",
        null=True,
        blank=True,
        verbose_name=_("riêng kệ hàng"),
    )
    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        related_name="rates",
        null=True,
        blank=True,
        verbose_name=_("riêng xã, phường của chủ thể"),
    )
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="rates",
        null=True,
        blank=True,
        verbose_name=_("riêng tỉnh của chủ thể"),
    )
    basis_points = models.PositiveIntegerField(_("phần vạn"))
    legal_basis = models.CharField(_("căn cứ"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người đã đối chiếu văn bản"),
    )
    verified_at = models.DateTimeField(_("đối chiếu lúc"), null=True, blank=True)

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = _("tỷ lệ phí, thuế")
        verbose_name_plural = _("tỷ lệ phí, thuế")
        constraints = [
            CheckConstraint(
                condition=Q(basis_points__lte=10_000), name="rate_takes_no_more_than_all"
            ),
            CheckConstraint(
                condition=Q(kind="commission")
                | Q(
                    producer__isnull=True,
                    pack__isnull=True,
                    shelf__isnull=True,
                    commune__isnull=True,
                    province__isnull=True,
                ),
                name="taxes_know_kinds_of_producers_alone",
                violation_error_message=_("Thuế chỉ theo loại hình chủ thể, không riêng ai."),
            ),
            CheckConstraint(
                condition=Q(kind="commission") | Q(producer_kind__in=["household", "individual"]),
                name="only_households_and_individuals_are_withheld",
                violation_error_message=_("Chỉ khấu trừ thuế của hộ kinh doanh và cá nhân."),
            ),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=models.F("valid_from")),
                name="rate_lasts_a_day",
                violation_error_message=_("Ngày hết hiệu lực nằm sau ngày bắt đầu."),
            ),
            CheckConstraint(
                condition=Q(verified_by__isnull=True, verified_at__isnull=True)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="verified_rate_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.basis_points / 100:g} %"

    def clean(self) -> None:
        """Two rows for the same thing on the same day are refused, here and by the table."""
        if self.valid_from and (other := Rate.objects.beside(self).first()):
            raise ValidationError(
                _("Dòng «%(rate)s» từ %(day)s đã áp dụng cho cùng việc này trong những ngày ấy."),
                params={"rate": other, "day": other.valid_from},
            )
