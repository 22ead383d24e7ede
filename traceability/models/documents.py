"""Documents that stand behind a fact: certificates, test reports, declarations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer, Product
from traceability.models.lots import Lot


class Document(models.Model):
    """A file with its issuer, number and dates; known by the hash of its bytes."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("giấy chứng nhận")
        TEST_REPORT = "test_report", _("phiếu kiểm nghiệm")
        DECLARATION = "declaration", _("bản công bố")
        OTHER = "other", _("giấy tờ khác")

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="documents")
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="documents", null=True, blank=True
    )
    lot = models.ForeignKey(
        Lot, on_delete=models.PROTECT, related_name="documents", null=True, blank=True
    )
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    title = models.CharField(_("tên giấy tờ"), max_length=160)
    issuer = models.CharField(_("nơi cấp"), max_length=160)
    number = models.CharField(_("số hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày cấp"), null=True, blank=True)
    valid_until = models.DateField(_("có giá trị đến trước ngày"), null=True, blank=True)
    file = models.FileField(_("tệp"), upload_to="documents/")
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("giấy tờ")
        verbose_name_plural = _("giấy tờ")
        ordering = ["-issued_on", "pk"]

    def __str__(self) -> str:
        return self.title
