"""Links that lead from a product to somebody else's page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Product


class ExternalLink(models.Model):
    """A page elsewhere about a product, such as its entry in a province's trace system.

    ``link_type`` is a short name of GS1's vocabulary. Whoever scans or reads the linkset sees it.
    """

    class Language(models.TextChoices):
        UNSAID = "", _("không rõ, hoặc nhiều thứ tiếng")
        VIETNAMESE = "vi", _("tiếng Việt")
        ENGLISH = "en", _("tiếng Anh")
        CHINESE = "zh", _("tiếng Trung")
        KOREAN = "ko", _("tiếng Hàn")
        JAPANESE = "ja", _("tiếng Nhật")
        FRENCH = "fr", _("tiếng Pháp")

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="external_links")
    link_type = models.CharField(_("loại liên kết"), max_length=40)
    url = models.URLField(_("địa chỉ"), max_length=500)
    title = models.CharField(_("tên trang"), max_length=120)
    language = models.CharField(
        _("trang viết bằng"), max_length=2, choices=Language, default=Language.UNSAID, blank=True
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        verbose_name = _("liên kết ra ngoài")
        verbose_name_plural = _("liên kết ra ngoài")
        ordering = ["link_type", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["product", "link_type", "url"], name="external_link_is_given_once"
            ),
            CheckConstraint(
                condition=Q(url__startswith="https://"), name="external_link_is_encrypted"
            ),
        ]

    def __str__(self) -> str:
        return self.title
