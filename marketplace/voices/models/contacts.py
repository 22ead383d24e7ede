"""How a producer lets shoppers reach it: a telephone of its choice, and Zalo if it is there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones
from catalog.models import Producer


class Contact(models.Model):
    """A number the producer chose to show; without such a row nothing is shown."""

    producer = models.OneToOneField(Producer, on_delete=models.CASCADE, related_name="contact")
    phone = models.CharField(_("số điện thoại"), max_length=16)
    takes_calls = models.BooleanField(_("nhận cuộc gọi"), default=True)
    is_on_zalo = models.BooleanField(_("có Zalo"), default=False)

    class Meta:
        verbose_name = _("liên lạc của chủ thể")
        verbose_name_plural = _("liên lạc của chủ thể")

    def __str__(self) -> str:
        return str(self.producer)

    @property
    def national(self) -> str:
        return phones.to_national(self.phone)

    @property
    def zalo(self) -> str:
        """The address that opens a chat: Zalo knows numbers the way they are dialled at home."""
        return f"https://zalo.me/{''.join(self.national.split())}" if self.is_on_zalo else ""
