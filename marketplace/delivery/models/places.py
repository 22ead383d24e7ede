"""Communes that lie far, and what packs bear on the way."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Commune, Pack


class FarCommune(models.Model):
    """A commune on an island, or up in the mountains; with where that is said."""

    class Kind(models.TextChoices):
        REMOTE = "remote", _("vùng sâu, vùng xa")
        ISLAND = "island", _("đảo")

    commune = models.OneToOneField(Commune, on_delete=models.CASCADE, related_name="far")
    kind = models.CharField(_("loại"), max_length=8, choices=Kind)
    basis = models.CharField(_("căn cứ"), max_length=300)

    class Meta:
        verbose_name = _("nơi xa")
        verbose_name_plural = _("nơi xa")
        ordering = ["commune"]

    def __str__(self) -> str:
        return f"{self.commune} · {self.get_kind_display()}"


class Travel(models.Model):
    """What a pack bears: without a row it bears any journey."""

    pack = models.OneToOneField(Pack, on_delete=models.CASCADE, related_name="travel")
    needs_cold = models.BooleanField(_("phải giữ lạnh trên đường"), default=False)
    most_hours = models.PositiveSmallIntegerField(
        _("đi đường lâu nhất (giờ)"), null=True, blank=True
    )

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(most_hours__isnull=True) | Q(most_hours__gte=1),
                name="travel_takes_some_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pack}"
