"""Parcels: which items left, with whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.orders import Line, Order
from traceability.models import ItemCode


class Parcel(models.Model):
    """What was packed for an order and handed to a carrier."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="parcel")
    carrier = models.CharField(_("bên giao hàng"), max_length=80, blank=True)
    tracking = models.CharField(_("mã vận đơn"), max_length=60, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    opened_at = models.DateTimeField(_("bắt đầu đóng lúc"))
    handed_over_at = models.DateTimeField(_("bàn giao lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("kiện hàng")
        verbose_name_plural = _("kiện hàng")

    def __str__(self) -> str:
        return f"{self.order} · {self.tracking or '—'}"


class PackedItem(models.Model):
    """One coded item in a parcel; an item leaves once."""

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="items")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="items")
    code = models.OneToOneField(ItemCode, on_delete=models.PROTECT, related_name="packed_item")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.code)
