"""Files with everything that is kept of somebody, and the wish to be forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

KEPT_FOR = timedelta(days=3)
"""So long a copy can be fetched."""


class ExportQuerySet(models.QuerySet["Export"]):
    def kept(self) -> Self:
        return self.filter(dropped_at__isnull=True)

    def fetchable(self, *, at: datetime) -> Self:
        return self.kept().filter(ready_at__isnull=False, expires_at__gt=at)

    def overdue(self, *, at: datetime) -> Self:
        return self.kept().filter(expires_at__lte=at)


class Export(models.Model):
    """One ZIP, made by the worker, for its owner alone; the file is dropped when it expires."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports"
    )
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.FileField(upload_to="private/exports/", blank=True)
    asked_at = models.DateTimeField(_("xin lúc"))
    ready_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    expires_at = models.DateTimeField(_("giữ đến"))
    dropped_at = models.DateTimeField(_("đã bỏ lúc"), null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản sao dữ liệu")
        verbose_name_plural = _("bản sao dữ liệu")
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint(
                fields=["user"],
                condition=Q(dropped_at__isnull=True),
                name="person_has_one_export_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.key)


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def standing(self) -> Self:
        """Neither taken back nor done."""
        return self.filter(withdrawn_at__isnull=True, done_at__isnull=True)

    def due(self, *, at: datetime) -> Self:
        return self.standing().filter(due_at__lte=at)


class Erasure(models.Model):
    """Somebody wants to be forgotten; until ``due_at`` they may think better of it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erasures"
    )
    asked_at = models.DateTimeField(_("xin lúc"))
    due_at = models.DateTimeField(_("làm từ"))
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("xoá tài khoản")
        verbose_name_plural = _("xoá tài khoản")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                fields=["user"],
                condition=Q(withdrawn_at__isnull=True, done_at__isnull=True),
                name="person_is_erased_once_at_a_time",
            ),
            CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(done_at__isnull=True),
                name="erasure_is_withdrawn_or_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
