"""Codes that a person scanned while signed in; a guest's are kept in the session alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _


class OwnScan(models.Model):
    """``path`` is of the code's page, ``lo/<code>`` or ``ma/<serial>``: no count is made of it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_scans"
    )
    path = models.CharField(_("mã"), max_length=40)
    scanned_at = models.DateTimeField(_("quét lúc"))

    class Meta:
        verbose_name = _("mã đã quét")
        verbose_name_plural = _("mã đã quét")
        ordering = ["-scanned_at", "-pk"]
        constraints = [UniqueConstraint(fields=["user", "path"], name="person_keeps_a_code_once")]

    def __str__(self) -> str:
        return self.path
