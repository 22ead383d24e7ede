"""What a stall sold, added up once and kept: a day's sums do not grow with the years before."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer


class Tally(models.Model):
    """A day's or a month's sums of a stall; of people only how many, and from which province.

    ``packs`` says packs and đồng by the key of a pack, ``provinces`` orders and ``places`` looks by
    the code of a province («» where nobody said). What has nothing to say has no row.
    """

    class Span(models.TextChoices):
        DAY = "day", _("ngày")
        MONTH = "month", _("tháng")

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="tallies")
    span = models.CharField(max_length=5, choices=Span)
    begins_on = models.DateField(_("ngày đầu"))
    orders = models.PositiveIntegerField(_("đơn"), default=0)
    returning = models.PositiveIntegerField(_("đơn của khách cũ"), default=0)
    claims = models.PositiveIntegerField(_("khiếu nại"), default=0)
    packs = models.JSONField(_("gói"), default=dict)
    provinces = models.JSONField(_("đơn theo tỉnh"), default=dict)
    places = models.JSONField(_("lượt quét theo tỉnh"), default=dict)

    class Meta:
        verbose_name = _("số đã cộng của gian hàng")
        verbose_name_plural = _("số đã cộng của gian hàng")
        ordering = ["begins_on"]
        constraints = [
            UniqueConstraint(
                fields=["producer", "span", "begins_on"], name="stall_has_one_tally_of_a_span"
            ),
            CheckConstraint(
                condition=Q(returning__lte=F("orders")), name="who_comes_back_has_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer_id} {self.begins_on} {self.span}"


class Tallied(models.Model):
    """Up to which day a stall's tallies are kept; later days are counted when asked for."""

    producer = models.OneToOneField(
        Producer, on_delete=models.CASCADE, related_name="tallied", primary_key=True
    )
    until = models.DateField(_("đến trước ngày"))

    def __str__(self) -> str:
        return f"{self.producer_id} < {self.until}"
