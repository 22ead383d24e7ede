"""On what terms a product is sold, what went this week, lots to come, days a stall is closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Pack, Producer, Product

if TYPE_CHECKING:
    from datetime import date

LOW = 5
"""Packs left of a lot, below which its producer is told where it has set nothing else."""


class TermsQuerySet(models.QuerySet["Terms"]):
    def in_month(self, month: int) -> Self:
        """Of products whose season takes in that month (1 to 12)."""
        begun, not_over = Q(first_month__lte=month), Q(last_month__gte=month)
        within = Q(first_month__lte=F("last_month")) & begun & not_over
        over_new_year = Q(first_month__gt=F("last_month")) & (begun | not_over)
        return self.filter(within | over_new_year)

    def resting(self, *, on: date) -> Self:
        """Of products whose season is not now; a season may go over the turn of the year."""
        within = Q(first_month__lte=F("last_month"))
        before_or_after = Q(first_month__gt=on.month) | Q(last_month__lt=on.month)
        between = Q(first_month__gt=on.month, last_month__lt=on.month)
        return self.filter((within & before_or_after) | (~within & between))


class Terms(models.Model):
    """What a producer sets for one product; each pack of it is counted by itself."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="terms")
    first_month = models.PositiveSmallIntegerField(_("mùa bán: từ tháng"), null=True, blank=True)
    last_month = models.PositiveSmallIntegerField(_("đến hết tháng"), null=True, blank=True)
    weekly_most = models.PositiveIntegerField(
        _("mỗi tuần bán nhiều nhất (gói)"), null=True, blank=True
    )
    low_mark = models.PositiveIntegerField(_("nhắc khi lô còn dưới (gói)"), default=LOW)

    objects = TermsQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(first_month__isnull=True, last_month__isnull=True)
                | Q(first_month__range=(1, 12), last_month__range=(1, 12)),
                name="season_has_two_months",
            ),
            CheckConstraint(
                condition=Q(weekly_most__isnull=True) | Q(weekly_most__gte=1),
                name="week_sells_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.product)


class SoldWeek(models.Model):
    """Packs promised from stock in the week of a Monday, where the week has a cap."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="sold_weeks")
    monday = models.DateField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["pack", "monday"], name="week_of_a_pack_is_counted_once"),
            CheckConstraint(condition=Q(taken__gte=0), name="week_takes_no_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.pack} · {self.monday}"


class PlannedLotQuerySet(models.QuerySet["PlannedLot"]):
    def taking_orders(self, *, on: date) -> Self:
        return self.filter(closed_at__isnull=True, ship_by__gte=on, taken__lt=F("most"))


class PlannedLot(models.Model):
    """A making still to come, of which packs may be ordered now and are sent by a day.

    ``most`` is the cap, ``taken`` what orders were promised of it. The lots packed after
    ``opened_at`` serve these orders before anybody else. Whoever ordered before ``moved_at`` was
    promised an earlier day.
    """

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="planned_lots")
    most = models.PositiveIntegerField(_("nhận đặt trước nhiều nhất (gói)"))
    taken = models.PositiveIntegerField(_("đã có người đặt (gói)"), default=0)
    ship_by = models.DateField(_("giao trước ngày"))
    opened_at = models.DateTimeField(_("mở lúc"))
    moved_at = models.DateTimeField(_("dời ngày giao lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)

    objects = PlannedLotQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            CheckConstraint(condition=Q(most__gte=1), name="planned_lot_has_packs"),
            CheckConstraint(
                condition=Q(taken__gte=0) & Q(most__gte=F("taken")),
                name="planned_lot_promises_no_more_than_its_cap",
            ),
            UniqueConstraint(
                fields=["pack"],
                condition=Q(closed_at__isnull=True),
                name="pack_has_one_open_planned_lot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} · {self.ship_by}"

    def left(self, *, on: date) -> int:
        """How many may still be ordered on that day."""
        if self.closed_at is not None or self.ship_by < on:
            return 0
        return self.most - self.taken


class ClosureQuerySet(models.QuerySet["Closure"]):
    def standing(self, *, on: date) -> Self:
        """Days that are not over: stalls are closed then, or will be."""
        return self.filter(valid_until__gt=on)

    def shut(self, *, on: date) -> Self:
        """Of stalls that take no orders on that day."""
        return self.filter(valid_from__lte=on, valid_until__gt=on, takes_orders=False)


class Closure(models.Model):
    """Days on which a stall sends nothing, to before ``valid_until``; its orders wait so long.

    Without ``takes_orders`` nothing can be ordered on them either. What is ordered beforehand has
    a day of its own and is ordered all the same.
    """

    TOLD_AHEAD = timedelta(days=7)

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="closures")
    valid_from = models.DateField(_("nghỉ từ ngày"))
    valid_until = models.DateField(_("mở lại ngày"))
    words = models.CharField(_("lời nhắn người mua"), max_length=200, blank=True)
    takes_orders = models.BooleanField(_("vẫn nhận đơn, mở lại mới gửi"), default=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("ngày nghỉ")
        verbose_name_plural = _("ngày nghỉ")
        ordering = ["valid_from", "pk"]
        constraints = [
            CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="closure_has_a_day"),
            UniqueConstraint(
                fields=["producer", "valid_from"], name="stall_begins_to_rest_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer} · {self.valid_from}"

    @property
    def last_on(self) -> date:
        """The last day of rest."""
        return self.valid_until - timedelta(days=1)

    def is_on(self, day: date) -> bool:
        return self.valid_from <= day < self.valid_until

    def is_told(self, *, on: date) -> bool:
        """Whether buyers ought to know: it is closed, or soon will be."""
        return self.valid_from <= on + self.TOLD_AHEAD and on < self.valid_until
