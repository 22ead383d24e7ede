"""Provinces and communes since 1 July 2025, and the old names people still use."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.folding import fold

DATASET = "2025-07"


class Province(models.Model):
    """One of the 34 provinces and cities."""

    code = models.CharField(_("mã"), max_length=2, primary_key=True)
    name = models.CharField(_("tên"), max_length=60)
    short_name = models.CharField(_("tên gọi"), max_length=60)
    folded = models.CharField(max_length=60, db_index=True)

    class Meta:
        verbose_name = _("tỉnh, thành phố")
        verbose_name_plural = _("tỉnh, thành phố")
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.name


class CommuneQuerySet(models.QuerySet["Commune"]):
    def of_today(self) -> Self:
        return self.filter(dataset=DATASET)

    def named_like(self, typed: str) -> Self:
        """Communes whose own name or an old name holds the typed words, marks or no marks."""
        wanted = fold(typed)
        if not wanted:
            return self.none()
        once_so_called = CommuneAlias.objects.filter(folded__contains=wanted).values("commune")
        return self.filter(models.Q(folded__contains=wanted) | models.Q(pk__in=once_so_called))


class Commune(models.Model):
    """One of the 3,321 wards, communes and special zones; a code is only unique in its data set."""

    code = models.CharField(_("mã"), max_length=5)
    dataset = models.CharField(_("bộ dữ liệu"), max_length=10, default=DATASET)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="communes")
    name = models.CharField(_("tên"), max_length=80)
    folded = models.CharField(max_length=80, db_index=True)
    longitude = models.FloatField(_("kinh độ"), null=True, blank=True)
    latitude = models.FloatField(_("vĩ độ"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("xã, phường, đặc khu")
        verbose_name_plural = _("xã, phường, đặc khu")
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["code", "dataset"], name="commune_code_is_unique_in_dataset")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("storefront:commune", args=[self.code])

    @property
    def full_name(self) -> str:
        """``Xã Ba Chẽ, Quảng Ninh``, as people say it."""
        return f"{self.name}, {self.province.short_name}"


class CommuneAlias(models.Model):
    """A ward or commune as it was called before July 2025, and the one it went into.

    One old commune may have gone into several (``is_part``): then a person chooses.
    """

    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="aliases")
    old_code = models.CharField(_("mã cũ"), max_length=5)
    name = models.CharField(_("tên cũ"), max_length=160)
    folded = models.CharField(max_length=160, db_index=True)
    is_part = models.BooleanField(_("chỉ một phần"), default=False)

    class Meta:
        verbose_name = _("tên cũ")
        verbose_name_plural = _("tên cũ")
        constraints = [
            UniqueConstraint(fields=["commune", "old_code"], name="alias_joins_a_commune_once")
        ]

    def __str__(self) -> str:
        return self.name
