"""Vouchers: a code that takes something off, for whom and when, and what it has cost so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer

if TYPE_CHECKING:
    from datetime import datetime


class VoucherQuerySet(models.QuerySet["Voucher"]):
    def running(self, *, at: datetime) -> Self:
        """Those that can be used at that moment, as far as dates and counts go."""
        return self.filter(
            opens_at__lte=at, ends_at__gt=at, paused_at__isnull=True, used__lt=F("uses")
        )


class Voucher(models.Model):
    """A code that takes ``amount`` đồng off, or ``percent`` of the price up to ``most`` đồng.

    It counts from ``opens_at`` to just before ``ends_at``. ``held`` is what it takes off orders
    that wait for their money, ``spent`` what it took off paid ones, ``used`` the number of both;
    they never pass ``budget`` and ``uses``. ``programme`` says who pays where it is neither the
    producer nor the market.
    """

    class Kind(models.TextChoices):
        PRODUCER = "producer", _("giảm giá hàng của một nhà")
        MARKET = "market", _("giảm giá hàng cả chợ")
        FREIGHT = "freight", _("giảm phí giao hàng")

    class Bearer(models.TextChoices):
        PRODUCER = "producer", _("chủ thể chịu")
        MARKET = "market", _("chợ chịu")
        PROGRAMME = "programme", _("chương trình của nhà nước chịu")

    code = models.CharField(_("mã"), max_length=20, unique=True)
    kind = models.CharField(_("loại"), max_length=8, choices=Kind)
    bearer = models.CharField(_("ai chịu"), max_length=9, choices=Bearer)
    programme = models.CharField(_("chương trình, căn cứ"), max_length=200, blank=True)
    producer = models.ForeignKey(
        Producer,
        on_delete=models.PROTECT,
        related_name="vouchers",
        null=True,
        blank=True,
        verbose_name=_("chủ thể"),
    )
    amount = models.PositiveBigIntegerField(_("giảm (đồng)"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("giảm (%)"), null=True, blank=True)
    most = models.PositiveBigIntegerField(_("nhiều nhất (đồng)"), null=True, blank=True)
    least_spend = models.PositiveBigIntegerField(_("cho tiền hàng từ (đồng)"), default=0)
    budget = models.PositiveBigIntegerField(_("tổng tiền dành ra (đồng)"))
    uses = models.PositiveIntegerField(_("số lượt"))
    uses_each = models.PositiveIntegerField(_("mỗi số điện thoại dùng (lượt)"), default=1)
    opens_at = models.DateTimeField(_("dùng từ"))
    ends_at = models.DateTimeField(_("hết hiệu lực lúc"))
    paused_at = models.DateTimeField(_("tạm dừng lúc"), null=True, blank=True)
    held = models.PositiveBigIntegerField(_("đang giữ (đồng)"), default=0, editable=False)
    spent = models.PositiveBigIntegerField(_("đã giảm (đồng)"), default=0, editable=False)
    used = models.PositiveIntegerField(_("đã dùng (lượt)"), default=0, editable=False)

    objects = VoucherQuerySet.as_manager()

    class Meta:
        verbose_name = _("mã giảm giá")
        verbose_name_plural = _("mã giảm giá")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(code__regex=r"^[A-Z0-9]{4,20}$"),
                name="voucher_code_can_be_typed",
                violation_error_message=_("Mã gồm 4 đến 20 chữ in hoa không dấu và số."),
            ),
            CheckConstraint(
                condition=Q(
                    amount__isnull=False, amount__gte=1, percent__isnull=True, most__isnull=True
                )
                | Q(
                    amount__isnull=True,
                    percent__isnull=False,
                    percent__range=(1, 100),
                    most__isnull=False,
                    most__gte=1,
                ),
                name="voucher_takes_a_sum_or_a_share_up_to_a_sum",
                violation_error_message=_(
                    "Ghi số đồng, hoặc phần trăm cùng mức nhiều nhất: một trong hai."
                ),
            ),
            CheckConstraint(
                condition=Q(bearer="producer", producer__isnull=False)
                | (~Q(bearer="producer") & Q(producer__isnull=True)),
                name="voucher_of_a_producer_is_borne_by_it",
                violation_error_message=_("Mã có chủ thể thì chủ thể chịu, không có thì không."),
            ),
            CheckConstraint(
                condition=Q(kind="producer", bearer="producer")
                | (Q(kind="market") & ~Q(bearer="producer"))
                | Q(kind="freight"),
                name="voucher_kind_says_who_may_bear_it",
                violation_error_message=_("Loại mã này không do người ấy chịu được."),
            ),
            CheckConstraint(
                condition=Q(bearer="programme") ^ Q(programme=""),
                name="programme_is_named_where_it_pays",
                violation_error_message=_("Chương trình nào chịu thì ghi tên và căn cứ."),
            ),
            CheckConstraint(
                condition=Q(ends_at__gt=F("opens_at")),
                name="voucher_lasts_a_while",
                violation_error_message=_("Lúc hết hiệu lực nằm sau lúc bắt đầu."),
            ),
            CheckConstraint(
                condition=Q(budget__gte=1, uses__gte=1, uses_each__gte=1),
                name="voucher_is_worth_something",
            ),
            CheckConstraint(
                condition=Q(budget__gte=F("held") + F("spent")),
                name="voucher_costs_no_more_than_its_budget",
                violation_error_message=_("Đơn đã đặt đã dùng nhiều tiền hơn thế."),
            ),
            CheckConstraint(
                condition=Q(uses__gte=F("used")),
                name="voucher_is_used_no_more_than_allowed",
                violation_error_message=_("Đơn đã đặt đã dùng nhiều lượt hơn thế."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def budget_left(self) -> int:
        return self.budget - self.held - self.spent

    @property
    def uses_left(self) -> int:
        return self.uses - self.used
