"""Places where things happen to goods."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Commune, Producer


class Place(models.Model):
    """A plot, pond, workshop or store of one producer.

    Its position is public and therefore coarse: two decimals, about one kilometre.
    """

    class Kind(models.TextChoices):
        PLOT = "plot", _("vườn, ruộng, rừng")
        POND = "pond", _("ao, đầm, lồng bè")
        WORKSHOP = "workshop", _("xưởng, nhà sơ chế")
        STORE = "store", _("kho, quầy")

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="places")
    code = models.CharField(_("mã địa điểm"), max_length=20)
    name = models.CharField(_("tên"), max_length=120)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="places", verbose_name=_("xã, phường")
    )
    gln = models.CharField(_("GLN (13 chữ số)"), max_length=13, blank=True)
    latitude = models.DecimalField(
        _("vĩ độ"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("kinh độ"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("địa điểm")
        verbose_name_plural = _("địa điểm")
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["producer", "code"], name="place_code_is_unique_per_producer"),
            UniqueConstraint(
                fields=["gln"], condition=~Q(gln=""), name="place_gln_names_one_place"
            ),
            CheckConstraint(
                condition=Q(gln="") | Q(gln__regex=r"^[0-9]{13}$"), name="place_gln_has_13_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """As pages say it, and as events keep it: «Vườn chè Bản Hoa, Tân Cương»."""
        return f"{self.name}, {self.commune.name}"
