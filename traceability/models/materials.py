"""Raw materials, and the lots of them that go into goods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Pack, Producer
from traceability.models.lots import Lot
from traceability.models.places import Place

if TYPE_CHECKING:
    from accounts.models import User


class Material(models.Model):
    """Something goods are made of: «lá chè tươi», in whole grams, millilitres or pieces."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="materials")
    name = models.CharField(_("tên nguyên liệu"), max_length=120)
    unit = models.CharField(_("đơn vị"), max_length=4, choices=Pack.Unit, default=Pack.Unit.GRAM)

    class Meta:
        verbose_name = _("nguyên liệu")
        verbose_name_plural = _("nguyên liệu")
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["producer", "name"], name="material_name_is_unique_per_producer"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MaterialLotQuerySet(models.QuerySet["MaterialLot"]):
    def managed_by(self, user: User) -> Self:
        return self.filter(producer__in=Producer.objects.run_by(user))

    def in_store(self) -> Self:
        return self.filter(left__gt=0)


class MaterialLot(models.Model):
    """So much of a material that came at one time: picked, bought, or made of other materials.

    ``left`` of ``amount`` base units are still here. ``supplier`` is the maker's own affair and
    stands in no event; ``bought_lot`` is a lot of another producer of the market. ``told_at`` is
    set when goods made of it are complete: from then on everybody may read where it came from.
    Nothing is taken of one that is recalled.
    """

    class Source(models.TextChoices):
        GROWN = "grown", _("tự thu hoạch, đánh bắt")
        BOUGHT = "bought", _("mua về")
        MADE = "made", _("làm từ nguyên liệu khác")

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="lots")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="material_lots")
    code = models.CharField(_("số lô"), max_length=20)
    trace_code = models.CharField(_("mã truy xuất"), max_length=12, unique=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="material_lots", verbose_name=_("ở đâu")
    )
    came_on = models.DateField(_("ngày có"))
    source = models.CharField(_("từ đâu mà có"), max_length=6, choices=Source)
    supplier = models.CharField(_("mua của ai"), max_length=160, blank=True)
    bought_lot = models.ForeignKey(
        Lot, on_delete=models.PROTECT, related_name="bought_as", null=True, blank=True
    )
    paper = models.CharField(_("số giấy tờ"), max_length=80, blank=True)
    amount = models.PositiveBigIntegerField(_("lượng (g, ml, cái)"))
    left = models.PositiveBigIntegerField(_("còn lại"))
    opened_at = models.DateTimeField(_("ghi lúc"))
    told_at = models.DateTimeField(_("công khai từ lúc"), null=True, blank=True)
    is_recalled = models.BooleanField(_("đang bị thu hồi"), default=False)

    objects = MaterialLotQuerySet.as_manager()

    class Meta:
        verbose_name = _("lô nguyên liệu")
        verbose_name_plural = _("lô nguyên liệu")
        ordering = ["-came_on", "-pk"]
        constraints = [
            UniqueConstraint(
                fields=["producer", "code"], name="material_lot_code_is_unique_per_producer"
            ),
            CheckConstraint(
                condition=Q(left__gte=0) & Q(left__lte=F("amount")),
                name="material_lot_gives_no_more_than_came",
            ),
            CheckConstraint(condition=Q(amount__gte=1), name="material_lot_holds_something"),
            CheckConstraint(
                condition=Q(source="bought") | Q(supplier="", bought_lot__isnull=True),
                name="only_bought_material_has_a_supplier",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def used(self) -> int:
        return self.amount - self.left
