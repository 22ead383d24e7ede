"""What producers jot down on a phone, with or without a network, and the work that comes again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from traceability.models.events import Event
from traceability.models.places import Place

if TYPE_CHECKING:
    from datetime import date


class Jotting(models.Model):
    """One entry of one person's phone that is in the book; sent again, it is found here.

    ``key`` was made by the phone when the entry was written. ``digest`` is of what it says: the
    same key with other words is refused, not passed over. The position is rounded to about one
    kilometre before it leaves the phone. Two phones that say the same have one event.
    """

    key = models.UUIDField(default=uuid.uuid4)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jottings"
    )
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="jottings")
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="jottings", null=True, blank=True
    )
    digest = models.CharField(max_length=64)
    jotted_at = models.DateTimeField(_("ghi trên máy lúc"))
    heard_at = models.DateTimeField(_("tới chợ lúc"))
    latitude = models.DecimalField(
        _("vĩ độ"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("kinh độ"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    small = models.ImageField(_("ảnh nhỏ"), upload_to="private/diary/", blank=True)
    large = models.ImageField(_("ảnh lớn"), upload_to="private/diary/", blank=True)

    class Meta:
        verbose_name = _("việc ghi từ điện thoại")
        verbose_name_plural = _("việc ghi từ điện thoại")
        ordering = ["-heard_at", "-pk"]
        constraints = [
            UniqueConstraint(fields=["by", "key"], name="phone_tells_an_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key}"


class ChoreQuerySet(models.QuerySet["Chore"]):
    def standing(self) -> Self:
        """Those that go on."""
        return self.filter(ended_at__isnull=True)

    def due(self, *, on: date) -> Self:
        return self.standing().filter(next_on__lte=on)


class Chore(models.Model):
    """Care of a place that comes again every so many days; ``last`` is the event of the last time.

    ``facts`` are those of such an event: ``treatment``, ``substance``, ``dose``, ``waitingDays``.
    """

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="chores")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="chores", verbose_name=_("ở đâu")
    )
    facts = models.JSONField(default=dict)
    every_days = models.PositiveSmallIntegerField(_("mấy ngày một lần"))
    next_on = models.DateField(_("lần tới"))
    last = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    begun_at = models.DateTimeField(_("đặt ra lúc"))
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)

    objects = ChoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc lặp lại")
        verbose_name_plural = _("việc lặp lại")
        ordering = ["next_on", "pk"]
        constraints = [
            CheckConstraint(
                condition=Q(every_days__gte=1, every_days__lte=366),
                name="chore_comes_again_within_a_year",
            ),
        ]

    def __str__(self) -> str:
        return str(self.facts.get("substance") or self.pk)
