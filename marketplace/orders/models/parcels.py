"""Parcels: which items left, with whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.orders import Line, Order
from traceability.models import ItemCode


class Parcel(models.Model):
    """One of the parcels an order leaves in: packed, handed to a carrier, there, or back again.

    ``attempt`` counts how often it set out: a parcel that came back may be sent once more.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="parcels")
    number = models.PositiveSmallIntegerField(_("kiện số"), default=1)
    carrier = models.CharField(_("bên giao hàng"), max_length=80, blank=True)
    tracking = models.CharField(_("mã vận đơn"), max_length=60, blank=True)
    attempt = models.PositiveSmallIntegerField(_("lần gửi"), default=1)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    opened_at = models.DateTimeField(_("bắt đầu đóng lúc"))
    handed_over_at = models.DateTimeField(_("bàn giao lúc"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("tới nơi lúc"), null=True, blank=True)
    returned_at = models.DateTimeField(_("bị trả về lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("kiện hàng")
        verbose_name_plural = _("kiện hàng")
        ordering = ["number"]
        constraints = [
            UniqueConstraint(fields=["order", "number"], name="order_numbers_its_parcels"),
            CheckConstraint(condition=Q(number__gte=1), name="parcels_are_counted_from_one"),
            CheckConstraint(
                condition=Q(arrived_at__isnull=True, returned_at__isnull=True)
                | Q(handed_over_at__isnull=False),
                name="only_a_parcel_that_left_arrives_or_comes_back",
            ),
            CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(returned_at__isnull=True),
                name="a_parcel_is_there_or_back",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What stands on its label: the order's code and which of its parcels it is."""
        return f"{self.order.code}-{self.number}"

    @property
    def is_open(self) -> bool:
        """Still here, to be packed."""
        return self.handed_over_at is None


class PackedItem(models.Model):
    """One coded item in a parcel; an item leaves once."""

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="items")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="items")
    code = models.OneToOneField(ItemCode, on_delete=models.PROTECT, related_name="packed_item")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.code)
