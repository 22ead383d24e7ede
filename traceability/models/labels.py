"""Labels on paper: what a producer prints on, what was printed, and what was read back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from traceability.labels.sheets import Adjustment, Sheet, roll
from traceability.models.codes import LabelRun

OWN = "rieng-"
STAYS_OPEN = timedelta(days=1)
"""A download over 3G may have to be begun again; a label must not be printed again unseen."""
USUAL = "21"


class Language(models.TextChoices):
    """What a printer is told in."""

    PDF = "pdf", _("PDF, cho mọi máy in")
    ZPL = "zpl", _("ZPL, máy in tem Zebra")
    TSPL = "tspl", _("TSPL, máy in tem Xprinter, TSC")


class Reprint(models.TextChoices):
    """Why a label is printed again."""

    JAM = "jam", _("máy kẹt giấy, in hỏng")
    SPOILT = "spoilt", _("tem rách, lem, bẩn")
    LOST = "lost", _("mất tem chưa dán")
    OTHER = "other", _("lý do khác")


class LabelPaper(models.Model):
    """A sheet or a roll of a producer's own, in millimetres."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField(_("tên khổ giấy"), max_length=60)
    is_roll = models.BooleanField(_("tem cuộn"), default=False)
    columns = models.PositiveSmallIntegerField(_("số tem một hàng"))
    rows = models.PositiveSmallIntegerField(_("số hàng"), default=1)
    width = models.DecimalField(_("tem rộng"), max_digits=5, decimal_places=2)
    height = models.DecimalField(_("tem cao"), max_digits=5, decimal_places=2)
    left = models.DecimalField(_("lề trái"), max_digits=5, decimal_places=2, default=0)
    top = models.DecimalField(_("lề trên"), max_digits=5, decimal_places=2, default=0)
    gap_x = models.DecimalField(_("khe giữa hai cột"), max_digits=5, decimal_places=2, default=0)
    gap_y = models.DecimalField(_("khe giữa hai hàng"), max_digits=5, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("khổ giấy riêng")
        verbose_name_plural = _("khổ giấy riêng")
        ordering = ["name", "pk"]
        constraints = [
            CheckConstraint(
                condition=Q(columns__gte=1, rows__gte=1, width__gt=0, height__gt=0),
                name="label_paper_holds_a_label",
            ),
            CheckConstraint(
                condition=Q(left__gte=0, top__gte=0, gap_x__gte=0, gap_y__gte=0),
                name="label_paper_starts_on_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"{OWN}{self.pk}"

    def sheet(self) -> Sheet:
        """Its geometry."""
        width, height, left = float(self.width), float(self.height), float(self.left)
        if self.is_roll:
            return roll(
                self.name, columns=self.columns, width=width, height=height,
                between=float(self.gap_x), edge=left, gap=float(self.gap_y),
            )  # fmt: skip
        return Sheet(
            name=self.name, columns=self.columns, rows=self.rows, width=width, height=height,
            left=left, top=float(self.top), pitch_x=float(self.width + self.gap_x),
            pitch_y=float(self.height + self.gap_y),
        )  # fmt: skip


class PrinterSetting(models.Model):
    """How a producer printed last, and what puts its printer right."""

    producer = models.OneToOneField(Producer, on_delete=models.PROTECT, related_name="printer")
    paper = models.CharField(_("khổ giấy"), max_length=30, default=USUAL)
    language = models.CharField(max_length=4, choices=Language, default=Language.PDF)
    dpi = models.PositiveSmallIntegerField(default=203)
    level = models.CharField(max_length=1, default="M")
    has_cut_marks = models.BooleanField(default=False)
    offset_x = models.DecimalField(_("xê ngang"), max_digits=4, decimal_places=2, default=0)
    offset_y = models.DecimalField(_("xê dọc"), max_digits=4, decimal_places=2, default=0)
    scale = models.DecimalField(_("co giãn"), max_digits=5, decimal_places=2, default=100)

    class Meta:
        verbose_name = _("máy in của gian hàng")
        verbose_name_plural = _("máy in của gian hàng")
        constraints = [
            CheckConstraint(
                condition=Q(scale__gte=90, scale__lte=110), name="printer_is_nearly_right"
            )
        ]

    def __str__(self) -> str:
        return f"{self.producer}"

    def adjustment(self) -> Adjustment:
        return Adjustment(x=float(self.offset_x), y=float(self.offset_y), scale=float(self.scale))


class LabelPrint(models.Model):
    """Labels ``first`` to ``last`` of a run, given out as a file. Append-only."""

    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="prints")
    first = models.PositiveIntegerField(_("từ tem"))
    last = models.PositiveIntegerField(_("đến tem"))
    language = models.CharField(max_length=4, choices=Language)
    paper = models.JSONField(help_text="The sheet and the adjustment as they were.")
    start = models.PositiveSmallIntegerField(_("từ ô"), default=1)
    dpi = models.PositiveSmallIntegerField(default=300)
    level = models.CharField(max_length=1, default="M")
    has_cut_marks = models.BooleanField(default=False)
    reason = models.CharField(_("lý do in lại"), max_length=6, choices=Reprint, blank=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    printed_at = models.DateTimeField(_("in lúc"))

    class Meta:
        verbose_name = _("lần in tem")
        verbose_name_plural = _("lần in tem")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first")), name="label_print_prints_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.first}–{self.last}"

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def is_open(self, *, at: datetime) -> bool:
        """Whether its file may still be fetched; later, printing again is a printing of its own."""
        return at < self.printed_at + STAYS_OPEN

    def sheet(self) -> Sheet:
        return Sheet(**self.paper["sheet"])

    def adjustment(self) -> Adjustment:
        return Adjustment(**self.paper["adjustment"])

    @staticmethod
    def noted(sheet: Sheet, adjustment: Adjustment) -> dict[str, Any]:
        """A paper as it is kept."""
        return {"sheet": asdict(sheet), "adjustment": asdict(adjustment)}


class LabelCheck(models.Model):
    """The codes of a run, drawn and read back: ``asked`` of them, ``checked`` so far."""

    run = models.ForeignKey(LabelRun, on_delete=models.PROTECT, related_name="checks")
    level = models.CharField(max_length=1, default="M")
    asked = models.PositiveIntegerField(_("số mã cần đọc"))
    checked = models.PositiveIntegerField(_("đã đọc"), default=0)
    failed = models.JSONField(_("mã không đọc được"), default=list)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần đọc thử")
        verbose_name_plural = _("lần đọc thử")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(asked__gte=1, checked__lte=F("asked")),
                name="label_check_reads_what_was_asked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.checked}/{self.asked}"

    @property
    def is_good(self) -> bool:
        return self.finished_at is not None and not self.failed
