"""What a law asks of the page behind a label, from a day on: rows, not code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.language import language_in_use
from catalog.models import CriteriaSet

if TYPE_CHECKING:
    from datetime import date


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(valid_from__lte=on).not_ended(on=on)

    def not_ended(self, *, on: date) -> Self:
        """In force on that day, or later."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))


class Requirement(models.Model):
    """One thing a law asks to be known of a lot, of all goods or of some kinds of goods.

    ``fact`` says how it is found out: :mod:`traceability.completeness.facts`. A row that has begun
    is closed by its last day, never rewritten: lots were judged by it.
    """

    class Fact(models.TextChoices):
        """What can be found out about a lot. A law that asks for something new needs code first."""

        NAME = "name", _("tên sản phẩm")
        PICTURE = "picture", _("ảnh sản phẩm")
        PRODUCER = "producer", _("tên cơ sở")
        ADDRESS = "address", _("địa chỉ cơ sở")
        RESPONSIBLE = "responsible", _("tên và địa chỉ cơ sở")
        STAGES = "stages", _("công đoạn có nơi và giờ")
        MAKING_DAY = "making_day", _("ngày sản xuất")
        TRACE_CODE = "trace_code", _("mã truy xuất")
        SERIALS = "serials", _("số sê-ri từng gói (nếu có)")
        SHELF_LIFE = "shelf_life", _("hạn dùng (nếu có)")
        DATES = "dates", _("ngày sản xuất và hạn dùng (nếu có)")
        STANDARD = "standard", _("tiêu chuẩn áp dụng")
        IDENTITY = "identity", _("tên và mã định danh")
        LAST_PLACE = "last_place", _("nơi hoàn thiện cuối cùng")
        PAPERS = "papers", _("giấy chứng nhận còn giá trị (nếu có)")
        WARNING = "warning", _("lời cảnh báo (nếu loại hàng cần)")
        NUMBERS = "numbers", _("số giấy phép, số công bố (nếu loại hàng cần)")

    law = models.CharField(_("văn bản"), max_length=80)
    law_en = models.CharField(_("văn bản (tiếng Anh)"), max_length=80)
    article = models.CharField(_("điều"), max_length=20, blank=True)
    number = models.PositiveSmallIntegerField(_("mục"))
    label = models.CharField(_("điều phải có"), max_length=80)
    label_en = models.CharField(_("điều phải có (tiếng Anh)"), max_length=80)
    how = models.CharField(_("ghi thế nào"), max_length=160)
    how_en = models.CharField(_("ghi thế nào (tiếng Anh)"), max_length=160)
    fact = models.CharField(_("xét bằng"), max_length=12, choices=Fact)
    criteria_sets = models.ManyToManyField(
        CriteriaSet,
        blank=True,
        related_name="requirements",
        verbose_name=_("chỉ với loại hàng"),
        help_text=_("Để trống là với mọi loại hàng."),
    )
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    url = models.CharField(
        _("đọc ở đâu"), max_length=300, blank=True, validators=[URLValidator(["https"])]
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("điều luật yêu cầu")
        verbose_name_plural = _("điều luật yêu cầu")
        ordering = ["law", "number", "valid_from"]
        constraints = [
            UniqueConstraint(
                fields=["law", "number", "valid_from"], name="requirement_begins_once_on_a_day"
            ),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="requirement_ends_after_it_starts",
            ),
            CheckConstraint(
                condition=Q(
                    fact__in=[
                        *("name", "picture", "producer", "address", "responsible", "stages"),
                        *("making_day", "trace_code", "serials", "shelf_life", "dates"),
                        *("standard", "identity", "last_place", "papers", "warning", "numbers"),
                    ]
                ),
                name="requirement_is_found_out_by_a_known_fact",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law}, {self.number}: {self.label}"

    def clean(self) -> None:
        """One text of a number of a law at a time: a new one begins when the old one has ended."""
        if self.valid_from and self._others_at_the_same_time().exists():
            raise ValidationError(
                _("Mục này đang có dòng khác cùng thời gian. Hãy đóng dòng cũ trước."),
                code="at_the_same_time",
            )

    def _others_at_the_same_time(self) -> RequirementQuerySet:
        others = Requirement.objects.filter(law=self.law, number=self.number).exclude(pk=self.pk)
        others = others.not_ended(on=self.valid_from)
        return others.filter(valid_from__lt=self.valid_until) if self.valid_until else others

    def has_begun(self, *, on: date) -> bool:
        return self.valid_from <= on

    def is_in_force(self, *, on: date) -> bool:
        return self.has_begun(on=on) and (self.valid_until is None or on < self.valid_until)

    @property
    def spoken_law(self) -> str:
        """The law in the language of the page, with the article where it is known."""
        law = self.law_en if language_in_use() == "en" else self.law
        told = {"law": law, "article": self.article}
        return gettext("%(law)s, Điều %(article)s") % told if self.article else law

    @property
    def spoken_label(self) -> str:
        return self.label_en if language_in_use() == "en" else self.label

    @property
    def spoken_how(self) -> str:
        return self.how_en if language_in_use() == "en" else self.how
