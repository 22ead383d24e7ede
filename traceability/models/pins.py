"""Numbers under a scratch layer: whoever opens it first can tell."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from traceability.models.codes import ItemCode, LabelRun


class PinRun(models.Model):
    """A label run whose labels carry a number under a scratch layer, and the salt of its marks."""

    run = models.OneToOneField(
        LabelRun, on_delete=models.PROTECT, related_name="pins", primary_key=True
    )
    digits = models.PositiveSmallIntegerField(_("số chữ số"))
    salt = models.CharField(max_length=32)
    made_at = models.DateTimeField(_("làm lúc"))

    class Meta:
        verbose_name = _("đợt tem có lớp cào")
        verbose_name_plural = _("đợt tem có lớp cào")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digits__gte=4, digits__lte=6), name="pin_has_4_to_6_digits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run} ({self.digits})"


class ScratchPin(models.Model):
    """The keyed hash of one code's number, and when it was first told right."""

    code = models.OneToOneField(
        ItemCode, on_delete=models.PROTECT, related_name="pin", primary_key=True
    )
    digest = models.CharField(max_length=64)
    revealed_at = models.DateTimeField(_("mở lần đầu lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("số dưới lớp cào")
        verbose_name_plural = _("số dưới lớp cào")

    def __str__(self) -> str:
        return str(self.code_id)
