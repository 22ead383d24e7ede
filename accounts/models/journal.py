"""The journal: who did what, for whom, and when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User


class Entry(models.Model):
    """One line of the journal: who did what to which thing, for whom, and when.

    ``subject`` and ``on_behalf_of`` are labels such as ``catalog.Producer:7``; ``detail`` holds
    no personal data.
    """

    actor = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="entries",
        null=True,
        blank=True,
        verbose_name=_("người làm"),
    )
    verb = models.CharField(_("việc"), max_length=64)
    subject = models.CharField(_("với"), max_length=128, db_index=True)
    on_behalf_of = models.CharField(_("thay cho"), max_length=128, blank=True, db_index=True)
    detail = models.JSONField(_("chi tiết"), default=dict, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"


def label(thing: models.Model | None) -> str:
    """How the journal points at a row: ``label(producer)`` is ``"catalog.Producer:7"``."""
    return "" if thing is None else f"{thing._meta.label}:{thing.pk}"
