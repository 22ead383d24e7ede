"""A collection of an officer: products in an order, gift sets, words, and the days it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Commune, Pack, Product, Province

if TYPE_CHECKING:
    from datetime import date

    from catalog.models import Officer

MOST_LETTERS = 1500
MOST_OF_A_PACK = 20
"""Packs of one kind in one gift set."""


class CollectionQuerySet(models.QuerySet["Collection"]):
    def running(self, *, on: date) -> Self:
        """Those shown to everybody on that day."""
        return self.filter(
            published_at__isnull=False, valid_from__lte=on, valid_until__gt=on
        ).order_by("valid_until", "pk")

    def kept_by(self, post: Officer) -> Self:
        """Those of the same office's area: of the commune, or of the province as a whole."""
        return self.filter(province=post.province, commune=post.commune)


class Collection(models.Model):
    """Shown from ``valid_from`` until just before ``valid_until``, once it is published."""

    slug = models.SlugField(_("đường dẫn"), max_length=90, unique=True)
    title = models.CharField(_("tên"), max_length=80)
    words = models.TextField(_("lời giới thiệu"), max_length=MOST_LETTERS)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"))
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="collections")
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="collections", null=True, blank=True
    )
    office = models.CharField(_("cơ quan"), max_length=160)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(_("cho xem lúc"), null=True, blank=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ sưu tập")
        verbose_name_plural = _("bộ sưu tập")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")),
                name="collection_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("storefront:collection", args=[self.slug])

    def is_running(self, *, on: date) -> bool:
        return self.published_at is not None and self.valid_from <= on < self.valid_until


class CollectedProduct(models.Model):
    """A product in its place."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="collected")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="collected")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["collection", "product"], name="collection_holds_a_product_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.product)


class GiftSet(models.Model):
    """Packs that go into the basket together: their price is the sum of theirs, no more."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="gift_sets")
    title = models.CharField(_("tên"), max_length=80)
    words = models.CharField(_("lời giới thiệu"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bộ quà")
        verbose_name_plural = _("bộ quà")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class GiftPiece(models.Model):
    """So many packs of one kind in a gift set."""

    gift_set = models.ForeignKey(GiftSet, on_delete=models.CASCADE, related_name="pieces")
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="in_gift_sets")
    quantity = models.PositiveSmallIntegerField(_("số lượng"), default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["gift_set", "pack"], name="gift_set_holds_a_pack_once"),
            CheckConstraint(
                condition=Q(quantity__range=(1, MOST_OF_A_PACK)), name="gift_set_holds_1_to_20"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.pack}"
