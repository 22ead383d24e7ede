"""Looks at codes: every one, what they come to for each code and each day, and who wrote them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from traceability.models.codes import ItemCode
from traceability.models.lots import Lot


class Scan(models.Model):
    """One look at a code by a person. Append-only; holds no address and no name.

    ``province`` is a code of two digits, empty where nobody said; ``state`` is what the book said
    of the item then. A row that is no look only says, later, where the one before it was.
    """

    code = models.ForeignKey(
        ItemCode, on_delete=models.PROTECT, related_name="scans", null=True, blank=True
    )
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="scans")
    at = models.DateTimeField()
    province = models.CharField(_("tỉnh"), max_length=2, blank=True, default="")
    state = models.CharField(max_length=8, choices=ItemCode.State, blank=True, default="")
    is_look = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("lượt quét")
        verbose_name_plural = _("lượt quét")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["code", "at"], name="scan_by_code")]

    def __str__(self) -> str:
        return f"{self.lot} {self.at:%Y-%m-%d %H:%M}"


class CodeHistory(models.Model):
    """What the looks at one item's code come to; its row is made by the first of them.

    ``early`` looks came before the book had the item leave, ``late`` ones on or after its expiry.
    A leap is two looks in provinces too far apart for the time between; the last is told.
    """

    code = models.OneToOneField(
        ItemCode, on_delete=models.PROTECT, related_name="history", primary_key=True
    )
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="histories")
    first_at = models.DateTimeField(_("lần đầu"))
    last_at = models.DateTimeField(_("lần cuối"))
    last_on = models.DateField()
    times = models.PositiveIntegerField(_("số lần"), default=1)
    days = models.PositiveIntegerField(_("số ngày"), default=1)
    early = models.PositiveIntegerField(_("trước khi giao"), default=0)
    late = models.PositiveIntegerField(_("sau hạn dùng"), default=0)
    void = models.PositiveIntegerField(_("sau khi huỷ"), default=0)
    provinces = models.CharField(max_length=102, blank=True, default="")
    placed_in = models.CharField(max_length=2, blank=True, default="")
    placed_at = models.DateTimeField(null=True, blank=True)
    leaps = models.PositiveIntegerField(_("hai nơi quá xa"), default=0)
    leap_from = models.CharField(max_length=2, blank=True, default="")
    leap_to = models.CharField(max_length=2, blank=True, default="")
    leap_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("lịch sử quét của một mã")
        verbose_name_plural = _("lịch sử quét của các mã")
        ordering = ["-last_at", "pk"]
        indexes = [models.Index(fields=["lot", "-times"], name="history_by_lot")]
        constraints = [
            CheckConstraint(condition=Q(times__gte=1), name="history_begins_with_a_scan"),
            CheckConstraint(condition=Q(times__gte=F("days")), name="history_has_a_scan_each_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code_id} × {self.times}"


class ScanDay(models.Model):
    """How often a lot and its items were looked at on one day in one province («» unknown)."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="scan_days")
    on = models.DateField(_("ngày"))
    province = models.CharField(_("tỉnh"), max_length=2, blank=True)
    times = models.IntegerField(_("số lần"))

    class Meta:
        verbose_name = _("lượt quét trong ngày")
        verbose_name_plural = _("lượt quét trong ngày")
        ordering = ["on", "province"]
        constraints = [
            UniqueConstraint(fields=["lot", "on", "province"], name="scan_day_is_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.on} {self.province or '–'}: {self.times}"


class DrainedSpool(models.Model):
    """A spool file whose looks are in the tables: written with them, gone once the file is."""

    name = models.CharField(max_length=80, primary_key=True)

    def __str__(self) -> str:
        return self.name
