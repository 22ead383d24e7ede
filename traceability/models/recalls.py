"""Recalls: what is called back, why, from which lots, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from traceability.models.codes import ItemCode
from traceability.models.lots import Lot
from traceability.models.materials import MaterialLot

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


class RecallQuerySet(models.QuerySet["Recall"]):
    def managed_by(self, user: User) -> Self:
        return self.filter(producer__in=Producer.objects.run_by(user))

    def overseen_by(self, user: User) -> Self:
        return self.filter(producer__in=Producer.objects.overseen_by(user))

    def running(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def standing(self) -> Self:
        """Those whose goods must not be used: running, or ended without giving them free."""
        return self.exclude(handling__in=Recall.GIVING_FREE)


class Recall(models.Model):
    """Goods are called back. Its words never change; it is closed once, with a report.

    ``form`` is the law's: of the producer's own will, or by an authority's ``decision``.
    ``severity`` says to whoever holds the goods how much it matters.
    """

    class Scope(models.TextChoices):
        LOT = "lot", _("cả lô")
        ITEMS = "items", _("một số món của lô")
        MATERIAL = "material", _("mọi thứ làm từ lô nguyên liệu này")

    class Form(models.TextChoices):
        VOLUNTARY = "voluntary", _("tự nguyện")
        MANDATORY = "mandatory", _("bắt buộc")

    class Severity(models.TextChoices):
        HARMFUL = "harmful", _("Có thể hại sức khoẻ: ngừng dùng ngay")
        DOUBTFUL = "doubtful", _("Chưa rõ: ngừng dùng, chờ kiểm tra")
        HARMLESS = "harmless", _("Sai nhãn hoặc kém chất lượng, không hại sức khoẻ")

    class Handling(models.TextChoices):
        """What becomes of the goods, as the law lists it; or nothing was wrong after all."""

        MENDED = "mended", _("khắc phục lỗi rồi bán tiếp")
        REPURPOSED = "repurposed", _("chuyển mục đích sử dụng")
        REEXPORTED = "reexported", _("tái xuất")
        DESTROYED = "destroyed", _("tiêu huỷ")
        UNFOUNDED = "unfounded", _("kiểm tra xong: hàng không có lỗi, bán tiếp")

    GIVING_FREE = (Handling.MENDED, Handling.UNFOUNDED)

    code = models.CharField(_("mã thu hồi"), max_length=12, unique=True)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="recalls")
    scope = models.CharField(_("thu hồi những gì"), max_length=8, choices=Scope)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="recalls", null=True)
    material_lot = models.ForeignKey(
        MaterialLot, on_delete=models.PROTECT, related_name="recalls", null=True
    )
    form = models.CharField(_("hình thức"), max_length=9, choices=Form)
    decision = models.CharField(_("số văn bản yêu cầu"), max_length=80, blank=True)
    severity = models.CharField(_("mức độ"), max_length=8, choices=Severity)
    reason = models.CharField(_("lý do"), max_length=500)
    advice = models.CharField(_("người đang giữ hàng cần làm gì"), max_length=500)
    opened_at = models.DateTimeField(_("thu hồi từ lúc"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    handling = models.CharField(_("cách xử lý"), max_length=10, choices=Handling, blank=True)
    destroyed = models.PositiveIntegerField(_("số gói đã tiêu huỷ"), null=True, blank=True)
    report = models.CharField(_("báo cáo"), max_length=1000, blank=True)

    objects = RecallQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt thu hồi")
        verbose_name_plural = _("đợt thu hồi")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(scope="material", material_lot__isnull=False, lot__isnull=True)
                | (~Q(scope="material") & Q(material_lot__isnull=True, lot__isnull=False)),
                name="recall_begins_at_one_lot",
            ),
            CheckConstraint(
                condition=Q(form="voluntary", decision="")
                | (Q(form="mandatory") & ~Q(decision="")),
                name="mandatory_recall_names_its_decision",
            ),
            CheckConstraint(
                condition=Q(closed_at__isnull=True, handling="", report="")
                | (Q(closed_at__isnull=False) & ~Q(handling="") & ~Q(report="")),
                name="recall_ends_with_a_report",
            ),
            UniqueConstraint(
                fields=["lot"],
                condition=Q(closed_at__isnull=True, scope="lot"),
                name="lot_is_recalled_once_at_a_time",
            ),
            UniqueConstraint(
                fields=["material_lot"],
                condition=Q(closed_at__isnull=True),
                name="material_lot_is_recalled_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("recalls:recall", args=[self.code])

    @property
    def is_running(self) -> bool:
        return self.closed_at is None

    @property
    def is_standing(self) -> bool:
        """The goods must not be used."""
        return self.handling not in self.GIVING_FREE

    @property
    def source_code(self) -> str:
        """The number of the lot it begins at."""
        return (self.lot or self.material_lot).code  # type: ignore[union-attr]  # CHECK: one is set


class RecalledLot(models.Model):
    """A lot that a recall reaches.

    A whole lot is stopped (``Lot.held_back``). Of a lot recalled item by item ``set_aside`` packs
    were taken out of stock, and ``to_set_aside`` more will be as soon as orders let go of them.
    """

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="lots")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="recalled")
    set_aside = models.PositiveIntegerField(default=0)
    to_set_aside = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [UniqueConstraint(fields=["recall", "lot"], name="recall_reaches_a_lot_once")]

    def __str__(self) -> str:
        return f"{self.recall} · {self.lot_id}"


class RecalledItem(models.Model):
    """One item that is recalled for itself. Append-only."""

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="items")
    code = models.ForeignKey(ItemCode, on_delete=models.PROTECT, related_name="recalls")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["recall", "code"], name="recall_reaches_an_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.recall} · {self.code_id}"


class RecallRuleQuerySet(models.QuerySet["RecallRule"]):
    def in_force(self, *, on: date) -> Self:
        ends = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        return self.filter(ends, valid_from__lte=on)


class RecallRule(models.Model):
    """How soon a form of recall must be told and reported on, and which law says so."""

    form = models.CharField(_("hình thức"), max_length=9, choices=Recall.Form)
    tell_within_hours = models.PositiveSmallIntegerField(_("báo trong (giờ)"))
    report_within_days = models.PositiveSmallIntegerField(_("báo cáo trong (ngày) sau khi xong"))
    legal_basis = models.CharField(_("căn cứ"), max_length=240)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("trước ngày"), null=True, blank=True)

    objects = RecallRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy định thu hồi")
        verbose_name_plural = _("quy định thu hồi")
        ordering = ["form", "-valid_from"]
        constraints = [
            UniqueConstraint(fields=["form", "valid_from"], name="recall_rule_begins_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.legal_basis}"
