"""Wishes to hear of a pack."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from catalog.models import Pack


class Wish(models.Model):
    """One telephone waits for one pack; told once, and then the number is forgotten."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="wishes")
    phone = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=5, default="vi")
    wished_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["pack"], condition=Q(told_at__isnull=True), name="wish_untold_by_pack"
            )
        ]
        constraints = [
            UniqueConstraint(
                fields=["pack", "phone"],
                condition=Q(told_at__isnull=True),
                name="phone_waits_for_a_pack_once",
            ),
            CheckConstraint(
                condition=Q(told_at__isnull=True) ^ Q(phone=""), name="told_wish_forgets_its_phone"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pack)
