"""What people saw that seemed wrong with a code or the goods that carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from traceability.models.codes import ItemCode
from traceability.models.lots import Lot

if TYPE_CHECKING:
    from accounts.models import User


class CodeReportQuerySet(models.QuerySet["CodeReport"]):
    def open(self) -> Self:
        return self.filter(settled_at__isnull=True)

    def overseen_by(self, user: User) -> Self:
        """Those about goods of producers in this officer's area."""
        return self.filter(lot__producer__in=Producer.objects.overseen_by(user))


class CodeReport(models.Model):
    """A «phản ánh» about a code; ``written`` is the code as it was read, issued or not.

    The phone number is for whoever looks into it and for nobody else.
    """

    class What(models.TextChoices):
        OTHER_GOODS = "goods", _("Hàng bên trong khác với trang này nói")
        LABEL = "label", _("Tem bị bóc, dán chồng hoặc trông lạ")
        SEEN_BEFORE = "seen", _("Tôi mới mở lần đầu mà mã đã bị quét nhiều")
        UNKNOWN = "unknown", _("Mã này không có trong sổ")
        OTHER = "other", _("Điều khác")

    written = models.CharField(_("mã trên tem"), max_length=80)
    code = models.ForeignKey(
        ItemCode, on_delete=models.PROTECT, related_name="reports", null=True, blank=True
    )
    lot = models.ForeignKey(
        Lot, on_delete=models.PROTECT, related_name="reports", null=True, blank=True
    )
    what = models.CharField(_("chuyện gì"), max_length=8, choices=What)
    note = models.TextField(_("kể thêm"), max_length=1000, blank=True)
    phone = models.CharField(_("số điện thoại"), max_length=20, blank=True)
    photo = models.FileField(_("ảnh"), upload_to="reports/", blank=True)
    made_at = models.DateTimeField(_("gửi lúc"))
    settled_at = models.DateTimeField(_("xem xong lúc"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answer = models.TextField(_("kết quả"), max_length=1000, blank=True)

    objects = CodeReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("phản ánh về mã")
        verbose_name_plural = _("phản ánh về mã")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.written} · {self.get_what_display()}"
