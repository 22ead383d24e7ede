"""Kinds of goods: the programme's 6 groups and 26 criteria sets, and our 16 shelves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.kind_names import spoken

if TYPE_CHECKING:
    from datetime import date


class ProductGroup(models.Model):
    """One of the six groups of Decision 148/QĐ-TTg."""

    number = models.PositiveSmallIntegerField(_("số"), primary_key=True)
    name = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120)

    class Meta:
        verbose_name = _("nhóm sản phẩm")
        verbose_name_plural = _("nhóm sản phẩm")
        ordering = ["number"]

    def __str__(self) -> str:
        language = get_language() or ""
        return self.name_en if language == "en" else spoken(self.name, language=language)


class Shelf(models.Model):
    """A shelf of the shop: how shoppers, not councils, sort goods."""

    slug = models.SlugField(_("đường dẫn"), primary_key=True, max_length=60)
    name = models.CharField(_("tên"), max_length=80)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=80)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("kệ hàng")
        verbose_name_plural = _("kệ hàng")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        language = get_language() or ""
        return self.name_en if language == "en" else spoken(self.name, language=language)

    def get_absolute_url(self) -> str:
        return reverse("storefront:shelf", args=[self.slug])


class CriteriaSet(models.Model):
    """One of the 26 score sheets of Decision 148/QĐ-TTg."""

    number = models.PositiveSmallIntegerField(_("số"), primary_key=True)
    group = models.ForeignKey(ProductGroup, on_delete=models.PROTECT, related_name="sets")
    shelf = models.ForeignKey(Shelf, on_delete=models.PROTECT, related_name="sets")
    name = models.CharField(_("tên"), max_length=120)

    class Meta:
        verbose_name = _("bộ tiêu chí")
        verbose_name_plural = _("bộ tiêu chí")
        ordering = ["number"]

    def __str__(self) -> str:
        return spoken(self.name, language=get_language() or "")


class PolicyQuerySet(models.QuerySet["Policy"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(valid_from__lte=on).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        )


class Policy(models.Model):
    """What the law asks of a kind of goods, from a day on; each with its legal basis."""

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="policies")
    minimum_age = models.PositiveSmallIntegerField(_("tuổi tối thiểu"), default=0)
    needs_licence = models.BooleanField(_("cần giấy phép bán"), default=False)
    needs_declaration = models.BooleanField(_("cần số công bố"), default=False)
    is_fresh = models.BooleanField(_("hàng tươi"), default=False)
    may_be_promoted = models.BooleanField(_("được đưa ra trang nhất"), default=True)
    warning = models.CharField(_("lời cảnh báo"), max_length=200, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy định theo loại hàng")
        verbose_name_plural = _("quy định theo loại hàng")
        constraints = [
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=models.F("valid_from")),
                name="policy_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set} · {self.legal_basis}"
