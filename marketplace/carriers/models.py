"""Parcels given to carriers, what carriers tell about them, and prices they told."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Commune
from marketplace.carriers.adapters.contract import Kind
from marketplace.orders.models import Parcel


class KeptQuote(models.Model):
    """What a carrier asked for a way and a weight, for as long as it may be believed."""

    carrier = models.CharField(max_length=20)
    sender = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="+")
    grams = models.PositiveIntegerField()
    goods_total = models.PositiveBigIntegerField()
    fee = models.PositiveBigIntegerField()
    good_until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["carrier", "sender", "receiver", "grams", "goods_total"],
                name="carrier_asks_one_fee_for_a_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.fee}"


class Consignment(models.Model):
    """A parcel with a carrier, each time it sets out: its number there, and the newest it told."""

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="consignments")
    attempt = models.PositiveSmallIntegerField(_("lần gửi"), default=1)
    carrier = models.CharField(_("hãng"), max_length=20)
    tracking = models.CharField(_("mã vận đơn"), max_length=60)
    state = models.CharField(
        _("hãng báo"), max_length=12, choices=[(k.value, k.value) for k in Kind], blank=True
    )
    told_at = models.DateTimeField(_("báo lúc"), null=True, blank=True)
    booked_at = models.DateTimeField(_("nhận chở lúc"))

    class Meta:
        verbose_name = _("vận đơn")
        verbose_name_plural = _("vận đơn")
        constraints = [
            UniqueConstraint(fields=["carrier", "tracking"], name="carrier_numbers_a_parcel_once"),
            UniqueConstraint(fields=["parcel", "attempt"], name="a_parcel_is_booked_once_a_time"),
            CheckConstraint(condition=~Q(tracking=""), name="consignment_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking}"


class TrackingNotice(models.Model):
    """What a carrier told us, word for word: the inbox. Heard twice, kept once."""

    class Outcome(models.TextChoices):
        NOTED = "noted", _("đã ghi")
        DELIVERED = "delivered", _("đã giao")
        OLD = "old", _("cũ hơn điều đã biết")
        TOO_EARLY = "too_early", _("đơn chưa tới bước này")
        UNMATCHED = "unmatched", _("không tìm thấy vận đơn")
        IGNORED = "ignored", _("không liên quan")

    carrier = models.CharField(max_length=20)
    external_id = models.CharField(max_length=120)
    body = models.BinaryField()
    kind = models.CharField(max_length=12)
    consignment = models.ForeignKey(
        Consignment, on_delete=models.PROTECT, related_name="notices", null=True, blank=True
    )
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tin của hãng vận chuyển")
        verbose_name_plural = _("tin của hãng vận chuyển")
        ordering = ["-received_at", "-pk"]
        constraints = [
            UniqueConstraint(
                fields=["carrier", "external_id"], name="tracking_notice_is_heard_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.external_id}"
