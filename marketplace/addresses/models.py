"""Addresses that people keep for the next order; an order has a copy of its own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones
from catalog.models import Commune


class Address(models.Model):
    """To whom and where; ``label`` is what its owner calls it. One of them is the default."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="addresses"
    )
    label = models.CharField(_("gọi là"), max_length=40, blank=True)
    name = models.CharField(_("người nhận"), max_length=120)
    phone = models.CharField(_("số điện thoại"), max_length=16)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    street = models.CharField(_("số nhà, đường, thôn"), max_length=200)
    is_default = models.BooleanField(_("mặc định"), default=False)
    added_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("địa chỉ")
        verbose_name_plural = _("sổ địa chỉ")
        ordering = ["-is_default", "-added_at", "-pk"]
        constraints = [
            UniqueConstraint(
                fields=["user"],
                condition=Q(is_default=True),
                name="person_has_one_default_address",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.street

    @property
    def phone_national(self) -> str:
        return phones.to_national(self.phone)

    @property
    def typed(self) -> dict[str, str]:
        """What its owner need not type again: the fields of a form that asks where to send."""
        return {
            "name": self.name,
            "phone": self.phone_national,
            "province": self.commune.province_id,
            "commune": self.commune.code,
            "commune_name": self.commune.name,
            "street": self.street,
        }
