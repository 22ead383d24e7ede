"""Items that came back from a buyer, by their codes, and what became of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.claims.models.claims import ClaimedLine
from traceability.models import ItemCode


class ReturnedItem(models.Model):
    """One item is back: on sale again as it was, or destroyed and its code void."""

    class Fate(models.TextChoices):
        RESTOCKED = "restocked", _("nhập lại kho")
        DESTROYED = "destroyed", _("đã huỷ bỏ")

    claimed = models.ForeignKey(ClaimedLine, on_delete=models.PROTECT, related_name="returned")
    code = models.ForeignKey(ItemCode, on_delete=models.PROTECT, related_name="returns")
    fate = models.CharField(max_length=9, choices=Fate)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField(_("nhận lại lúc"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["claimed", "code"], name="item_comes_back_once_a_claim")
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.get_fate_display()}"
