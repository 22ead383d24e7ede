"""The score sheets of a decision: rows, not code; another decision is another edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import CriteriaSet

if TYPE_CHECKING:
    from datetime import date

MOST_POINTS = 100


class EditionQuerySet(models.QuerySet["ScoreEdition"]):
    def in_force(self, *, on: date) -> Self:
        lasts = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        return self.filter(lasts, valid_from__lte=on).order_by("-valid_from", "-pk")


class ScoreEdition(models.Model):
    """All sheets of one decision, from how many points on stars are given, and how we know it."""

    code = models.SlugField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("văn bản"), max_length=80)
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    source = models.CharField(_("chép từ đâu"), max_length=300)
    url = models.URLField(_("nguồn"), max_length=300, blank=True)
    two_from = models.PositiveSmallIntegerField(_("2 sao từ"))
    three_from = models.PositiveSmallIntegerField(_("3 sao từ"))
    four_from = models.PositiveSmallIntegerField(_("4 sao từ"))
    five_from = models.PositiveSmallIntegerField(_("5 sao từ"))
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    verified_by = models.CharField(_("ai đã đối chiếu với bản gốc"), max_length=160, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bộ phiếu chấm OCOP")
        verbose_name_plural = _("bộ phiếu chấm OCOP")
        ordering = ["-valid_from"]
        constraints = [
            UniqueConstraint(fields=["valid_from"], name="one_edition_begins_on_a_day"),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="edition_ends_after_it_starts",
            ),
            CheckConstraint(
                condition=Q(two_from__gt=0)
                & Q(three_from__gt=F("two_from"))
                & Q(four_from__gt=F("three_from"))
                & Q(five_from__gt=F("four_from"))
                & Q(five_from__lte=MOST_POINTS),
                name="more_stars_take_more_points",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def starts(self) -> dict[int, int]:
        """From how many points on each star is given."""
        return {
            1: 0,
            2: self.two_from,
            3: self.three_from,
            4: self.four_from,
            5: self.five_from,
        }


class ScoreSheet(models.Model):
    """The sheet of one kind of goods, and how many of its points our copy does not know."""

    edition = models.ForeignKey(ScoreEdition, on_delete=models.PROTECT, related_name="sheets")
    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, related_name="score_sheets"
    )
    unknown_points = models.PositiveSmallIntegerField(_("điểm bản chép thiếu"), default=0)

    class Meta:
        verbose_name = _("phiếu chấm")
        verbose_name_plural = _("phiếu chấm")
        ordering = ["criteria_set"]
        constraints = [
            UniqueConstraint(
                fields=["edition", "criteria_set"], name="edition_has_one_sheet_of_a_kind"
            ),
            CheckConstraint(
                condition=Q(unknown_points__lt=MOST_POINTS), name="sheet_knows_some_points"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} · {self.criteria_set}"


class ScoreItem(models.Model):
    """One question: ``name`` is empty where the criterion is not divided."""

    class Part(models.TextChoices):
        COMMUNITY = "A", _("Sản phẩm và sức mạnh cộng đồng")
        MARKETING = "B", _("Khả năng tiếp thị")
        QUALITY = "C", _("Chất lượng sản phẩm")

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    part = models.CharField(_("phần"), max_length=1, choices=Part)
    criterion = models.CharField(_("tiêu chí"), max_length=300)
    name = models.CharField(_("nội dung"), max_length=400, blank=True)
    case = models.CharField(_("trường hợp"), max_length=1, blank=True)
    required_for = models.PositiveSmallIntegerField(_("phải có điểm từ (sao)"), null=True)

    class Meta:
        verbose_name = _("nội dung chấm")
        verbose_name_plural = _("nội dung chấm")
        ordering = ["sheet", "number"]
        constraints = [
            UniqueConstraint(fields=["sheet", "number"], name="sheet_numbers_its_items"),
            CheckConstraint(
                condition=Q(required_for__isnull=True) | Q(required_for__range=(3, 5)),
                name="item_is_required_for_3_to_5_stars",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.criterion


class ScoreOption(models.Model):
    """One answer to tick, with its points; ``fact`` names what the market may know of it."""

    item = models.ForeignKey(ScoreItem, on_delete=models.PROTECT, related_name="options")
    points = models.PositiveSmallIntegerField(_("điểm"))
    words = models.CharField(_("mức"), max_length=600)
    required_for = models.PositiveSmallIntegerField(_("bắt buộc từ (sao)"), null=True)
    fact = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("mức điểm")
        verbose_name_plural = _("mức điểm")
        ordering = ["item", "points"]
        constraints = [
            UniqueConstraint(fields=["item", "points"], name="options_of_an_item_differ_in_points"),
            CheckConstraint(
                condition=Q(required_for__isnull=True) | Q(required_for__range=(3, 5)),
                name="option_is_required_for_3_to_5_stars",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points}: {self.words}"
