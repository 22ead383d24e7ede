"""What a producer tells of its work, with pictures; an officer may hide it with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer

if TYPE_CHECKING:
    from accounts.models import User

MOST_LETTERS = 4000
MOST_REASON = 300


class TaleQuerySet(models.QuerySet["Tale"]):
    def public(self) -> Self:
        """Neither taken back by its producer nor hidden by an officer."""
        return self.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)

    def overseen_by(self, user: User) -> Self:
        """Those of producers in an officer's area that are not taken back."""
        overseen = Producer.objects.overseen_by(user)
        return self.filter(producer__in=overseen, withdrawn_at__isnull=True)


class Tale(models.Model):
    """Written for a stall by somebody who acts for it. Nobody approves it beforehand."""

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="tales")
    title = models.CharField(_("tên câu chuyện"), max_length=100)
    text = models.TextField(_("câu chuyện"), max_length=MOST_LETTERS)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(_("viết lúc"))
    changed_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("cất đi lúc"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("bị ẩn lúc"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    hidden_because = models.CharField(_("ẩn vì"), max_length=MOST_REASON, blank=True)

    objects = TaleQuerySet.as_manager()

    class Meta:
        verbose_name = _("câu chuyện")
        verbose_name_plural = _("câu chuyện")
        ordering = ["-written_at", "-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True, hidden_because="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_because="")),
                name="tale_is_hidden_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('storefront:producer', args=[self.producer.slug])}#chuyen-{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None and self.hidden_at is None


class TalePhoto(models.Model):
    """A picture of a tale: drawn anew, without what the camera wrote; its key is its address."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    tale = models.ForeignKey(Tale, on_delete=models.CASCADE, related_name="photos")
    small = models.FileField(upload_to="tales/")
    large = models.FileField(upload_to="tales/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.key)
