"""Stars: dated decisions of a council about one product of one producer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

VALID_FOR_YEARS = 3  # 36 months: Decision 148/QĐ-TTg


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def in_force(self, *, on: date) -> Self:
        """Verified, begun and not ended on that day: the only ones that show as stars."""
        return self.filter(verified_at__isnull=False, valid_from__lte=on, valid_until__gt=on)


class Recognition(models.Model):
    """One decision: this product holds these stars until that day.

    What the register only reports (a newspaper's year, no decision number) stays unverified and
    shows as «cần xác minh», never as a star.
    """

    class Level(models.TextChoices):
        DISTRICT = "district", _("huyện")
        PROVINCE = "province", _("tỉnh")
        CENTRAL = "central", _("trung ương")

    class Standing(models.TextChoices):
        IN_FORCE = "in_force", _("còn hiệu lực")
        UNVERIFIED = "unverified", _("cần xác minh")
        EXPIRED = "expired", _("đã hết hạn")

    product = models.ForeignKey(
        "catalog.Product", on_delete=models.CASCADE, related_name="recognitions"
    )
    stars = models.PositiveSmallIntegerField(_("số sao"))
    level = models.CharField(_("cấp công nhận"), max_length=10, choices=Level, blank=True)
    decision = models.CharField(_("số quyết định"), max_length=80, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=160, blank=True)
    reported_year = models.PositiveSmallIntegerField(_("năm (theo nguồn)"), null=True, blank=True)
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    evidence = models.CharField(_("bằng chứng"), max_length=40, blank=True)
    source_url = models.URLField(_("nguồn"), max_length=500, blank=True)
    verified_at = models.DateTimeField(_("xác minh lúc"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết định công nhận")
        verbose_name_plural = _("quyết định công nhận")
        ordering = ["-valid_from", "-reported_year", "-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(stars__gte=3, stars__lte=5), name="recognition_gives_3_to_5_stars"
            ),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="recognition_ends_after_it_starts",
            ),
            CheckConstraint(
                condition=Q(verified_at__isnull=True)
                | (~Q(decision="") & Q(valid_from__isnull=False) & Q(valid_until__isnull=False)),
                name="verified_recognition_has_decision_and_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision or self.reported_year or '?'}: {self.stars}★"

    def standing(self, *, on: date) -> Recognition.Standing:
        """What may be said of it on that day; a year alone expires when its last day must have."""
        ended = self.valid_until is not None and self.valid_until <= on
        year = self.reported_year
        if ended or (
            year is not None and year + VALID_FOR_YEARS < on.year and not self.verified_at
        ):
            return self.Standing.EXPIRED
        begun = self.valid_from is not None and self.valid_from <= on
        if self.verified_at and begun:
            return self.Standing.IN_FORCE
        return self.Standing.UNVERIFIED
