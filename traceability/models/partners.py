"""Documents in which a trading partner tells what happened to goods before they came here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from traceability.models.epcis import CaptureJob


class PartnerDocument(models.Model):
    """An EPCIS document as a partner sent it. Its events are written once its reader says so.

    They are the partner's word, known by a document: nothing of the producer's own lots, stock
    or pages follows from them.
    """

    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, related_name="partner_documents"
    )
    teller = models.CharField(_("ai gửi"), max_length=160)
    name = models.CharField(_("tên tệp"), max_length=120)
    sha256 = models.CharField(max_length=64)
    document = models.JSONField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField(_("nhận lúc"))
    job = models.OneToOneField(
        CaptureJob, on_delete=models.PROTECT, related_name="told_in", null=True, blank=True
    )

    class Meta:
        verbose_name = _("tài liệu của đối tác")
        verbose_name_plural = _("tài liệu của đối tác")
        ordering = ["-received_at", "-pk"]
        constraints = [
            UniqueConstraint(
                fields=["producer", "sha256"], name="partner_document_is_received_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.teller}: {self.name}"

    @property
    def is_written(self) -> bool:
        return self.job_id is not None
