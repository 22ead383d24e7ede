"""Words about one order between its two sides, pictures with them, and what either has not read."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models import Order

MOST_LETTERS = 1000


class Side(models.TextChoices):
    """Who speaks: the buyer, or whoever acts for the stall."""

    BUYER = "buyer", _("Người mua")
    STALL = "stall", _("Người bán")

    @property
    def other(self) -> Side:
        return Side.STALL if self == Side.BUYER else Side.BUYER


class Remark(models.Model):
    """One message about an order. ``key`` is its form's: sent twice, it is kept once.

    ``by`` is never shown. Words are not «only growing»: whoever is erased takes them along.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="remarks")
    key = models.UUIDField(default=uuid4, editable=False)
    side = models.CharField(max_length=5, choices=Side)
    words = models.TextField(_("lời"), max_length=MOST_LETTERS, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    said_at = models.DateTimeField(_("viết lúc"))

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            UniqueConstraint(fields=["order", "key"], name="form_is_one_remark"),
            CheckConstraint(condition=Q(side__in=Side.values), name="remark_is_of_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.get_side_display()}"


class RemarkPhoto(models.Model):
    """A picture sent with a remark, for the two sides; its key is its address."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="photos")
    large = models.FileField(upload_to="private/talks/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return str(self.key)


class TalkSide(models.Model):
    """How much of an order's talk one side has not read, since when, and when it was last told so.

    ``spoken_at`` is the last remark of either side.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="talk_sides")
    side = models.CharField(max_length=5, choices=Side)
    unread = models.PositiveIntegerField(_("chưa đọc"), default=0)
    unread_since = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(_("báo tin lúc"), null=True, blank=True)
    spoken_at = models.DateTimeField(_("lời cuối lúc"))

    class Meta:
        ordering: ClassVar[list[str]] = ["-spoken_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["order"], condition=Q(unread__gt=0), name="talk_unread_by_order")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            UniqueConstraint(fields=["order", "side"], name="order_has_a_side_once"),
            CheckConstraint(condition=Q(side__in=Side.values), name="talk_has_two_sides"),
            CheckConstraint(
                condition=Q(unread=0, unread_since__isnull=True)
                | Q(unread__gt=0, unread_since__isnull=False),
                name="what_is_unread_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.get_side_display()}"
