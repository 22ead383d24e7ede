"""What buyers of a lot came to say of it, in figures; their words are the market's."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from traceability.models.lots import Lot


class LotRating(models.Model):
    """``count`` buyers gave the lot ``total`` points, one to five each. Told by the market."""

    lot = models.OneToOneField(Lot, on_delete=models.PROTECT, related_name="rating")
    count = models.PositiveIntegerField(_("số người đánh giá"))
    total = models.PositiveIntegerField(_("cộng điểm"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(total__gte=F("count")) & Q(total__lte=F("count") * 5),
                name="lot_rating_is_a_sum_of_1_to_5",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.total}/{self.count}"
