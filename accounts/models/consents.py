"""The ledger of consent: what somebody agreed to or took back, in which words, when and how."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User


class Consent(models.Model):
    """One line, never changed: the newest of a purpose is what holds. Silence is no consent.

    ``version`` is the day of the text that was shown; see ``accounts.consents``.
    """

    class Purpose(models.TextChoices):
        TERMS = "terms", _("Điều khoản của chợ")
        MESSAGES = "messages", _("Tin nhắn ngoài việc đơn hàng")
        POSITION = "position", _("Tính sẵn phí giao về tỉnh của tôi")
        SCANS = "scans", _("Nhớ những tem tôi đã quét")

    class Way(models.TextChoices):
        SIGN_UP = "sign_up", _("lúc đăng ký")
        ACCOUNT = "account", _("ở trang tài khoản")
        FAREWELL = "farewell", _("lúc xoá tài khoản")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("việc"), max_length=10, choices=Purpose)
    version = models.CharField(_("bản lời"), max_length=10)
    is_given = models.BooleanField(_("đồng ý"))
    way = models.CharField(_("cách"), max_length=10, choices=Way)
    detail = models.CharField(_("chi tiết"), max_length=120, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("dòng đồng ý")
        verbose_name_plural = _("sổ đồng ý")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "purpose"], name="consent_by_person")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version} {'+' if self.is_given else '-'}"
