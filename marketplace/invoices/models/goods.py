"""Which VAT goods bear: what their seller declares of a product, and below it what a shelf bears.

Who sells is liable, so the seller's word about one of its products comes first. Rows of shelves are
the market's general knowledge, written by operators in the admin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Product, Shelf

if TYPE_CHECKING:
    from datetime import date


class GoodsVatQuerySet(models.QuerySet["GoodsVat"]):
    def begun(self, *, on: date) -> Self:
        """What counts on that day, and before it what it took the place of: the last one counts."""
        return self.filter(valid_from__lte=on).order_by("valid_from", "pk")


class GoodsVat(models.Model):
    """A rate of a product, or of a shelf, from a day until a later row of the same.

    No ``code`` on a product: from then on it bears what its shelf does again.
    """

    product = models.ForeignKey(
        Product,
        on_delete=models.PROTECT,
        related_name="vat_rows",
        null=True,
        blank=True,
        verbose_name=_("sản phẩm"),
    )
    shelf = models.ForeignKey(
        Shelf,
        on_delete=models.PROTECT,
        related_name="vat_rows",
        null=True,
        blank=True,
        verbose_name=_("kệ hàng"),
    )
    code = models.CharField(_("thuế suất"), max_length=11, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=200, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    verified_by = models.CharField(_("người đối chiếu"), max_length=120, blank=True)

    objects = GoodsVatQuerySet.as_manager()

    class Meta:
        verbose_name = _("thuế suất GTGT của hàng")
        verbose_name_plural = _("thuế suất GTGT của hàng")
        ordering = ["valid_from", "pk"]
        constraints = [
            CheckConstraint(
                condition=Q(product__isnull=False, shelf__isnull=True)
                | Q(product__isnull=True, shelf__isnull=False),
                name="vat_of_goods_is_of_a_product_or_a_shelf",
            ),
            CheckConstraint(
                condition=(Q(code__regex=r"^([0-9]{1,2}%|KCT|KKKNT)$") & ~Q(legal_basis=""))
                | Q(code="", product__isnull=False),
                name="vat_of_goods_is_known_and_has_its_basis",
            ),
            UniqueConstraint(
                fields=["product", "valid_from"], name="product_bears_one_vat_from_a_day"
            ),
            UniqueConstraint(fields=["shelf", "valid_from"], name="shelf_bears_one_vat_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code or '–'} · {self.product or self.shelf}"
