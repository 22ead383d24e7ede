"""Movements of stock: why a lot holds what it holds. The table only grows."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from traceability.models.lots import Lot


class Movement(models.Model):
    """So many packs of a lot came, went, were promised or let go of.

    ``on_hand`` and ``reserved`` are what is added to the lot's own counts, or taken off: over all
    movements of a lot they add up to them. ``cause`` is the code of the checkout, or one of
    :class:`Cause`; never anything about a person.
    """

    class Kind(models.TextChoices):
        PACKED = "packed", _("đóng gói xong")
        HELD = "held", _("giữ cho đơn")
        RELEASED = "released", _("nhả ra")
        SOLD = "sold", _("đã bán")
        RETURNED = "returned", _("hàng trở lại")
        DESTROYED = "destroyed", _("đã bỏ")
        RECOUNTED = "recounted", _("đếm lại")
        SET_ASIDE = "set_aside", _("để riêng vì thu hồi")

    class Cause(models.TextChoices):
        BROKEN = "broken", _("Vỡ, hỏng bao bì")
        SPOILED = "spoiled", _("Hư, mốc, không đạt")
        EXPIRED = "expired", _("Hết hạn dùng")
        SAMPLE = "sample", _("Cho thử, biếu")
        MISSING = "missing", _("Thiếu, không rõ vì sao")
        MISCOUNTED = "miscounted", _("Lần trước đếm nhầm")

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(_("việc"), max_length=10, choices=Kind)
    on_hand = models.IntegerField(_("thêm bớt trong kho"), default=0)
    reserved = models.IntegerField(_("thêm bớt đã giữ"), default=0)
    cause = models.CharField(_("vì"), max_length=20, blank=True)
    moved_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần xuất nhập")
        verbose_name_plural = _("lần xuất nhập")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["cause"], name="movement_by_cause")]
        constraints = [
            CheckConstraint(
                condition=Q(kind="packed", on_hand__gte=0, reserved=0)
                | Q(kind="held", on_hand=0, reserved__gt=0)
                | Q(kind="released", on_hand=0, reserved__lt=0)
                | Q(kind="sold", on_hand__lt=0, reserved=F("on_hand"))
                | Q(kind="sold", on_hand__lt=0, reserved=0)
                | Q(kind="returned", on_hand__gt=0, reserved=0)
                | Q(kind="destroyed", on_hand__lt=0, reserved=0)
                | Q(kind="recounted", reserved=0)
                | Q(kind="set_aside", on_hand__lt=0, reserved=0),
                name="movement_goes_the_way_of_its_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lot} · {self.get_kind_display()}"

    @property
    def reason(self) -> str:
        """Why, in words; a checkout's code as it is."""
        known = dict(self.Cause.choices)
        return str(known.get(self.cause, self.cause))
