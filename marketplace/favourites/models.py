"""Products that people like; a guest's are kept in the session alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Product

MOST = 200


class Favourite(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites"
    )
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    liked_at = models.DateTimeField(_("thích từ"))

    class Meta:
        verbose_name = _("món đã thích")
        verbose_name_plural = _("món đã thích")
        ordering = ["-liked_at", "-pk"]
        constraints = [
            UniqueConstraint(fields=["user", "product"], name="person_likes_a_product_once")
        ]

    def __str__(self) -> str:
        return str(self.product)
