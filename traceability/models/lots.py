"""Lots: the only stock there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, Sum, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Pack, Producer
from traceability.models.places import Place

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


class LotQuerySet(models.QuerySet["Lot"]):
    def managed_by(self, user: User) -> Self:
        return self.filter(producer__in=Producer.objects.run_by(user))

    def sellable(self, *, on: date) -> Self:
        """Complete, fresh enough, not recalled, and something left that nobody has reserved."""
        return self.filter(
            Q(best_before__isnull=True) | Q(best_before__gt=on),
            Q(sell_until__isnull=True) | Q(sell_until__gt=on),
            completed_at__isnull=False,
            on_hand__gt=F("reserved"),
            held_back__isnull=True,
        )

    def first_expired_first(self) -> Self:
        return self.order_by(F("best_before").asc(nulls_last=True), "made_on", "pk")

    def free_packs(self) -> int:
        """Packs on hand that nobody has reserved, over the whole set."""
        return self.aggregate(n=Sum(F("on_hand") - F("reserved")))["n"] or 0


class Lot(models.Model):
    """One making of one pack: same place, same day, same inputs.

    ``packed`` packs came out of it; ``on_hand`` are still here; ``reserved`` of those are promised
    to orders. Raw input is kept in the pack's base unit (grams, millilitres, pieces).

    ``sell_until`` stands where the product is not sold in its last days before ``best_before``.

    ``held_back`` is set by a recall of the whole lot, to the packs then promised to orders; nothing
    is promised or sent from that moment on, because ``reserved`` may only fall together with it.
    """

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="lots")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="lots")
    code = models.CharField(_("số lô"), max_length=20)
    trace_code = models.CharField(_("mã truy xuất"), max_length=12, unique=True)
    origin = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="lots_grown", verbose_name=_("nơi thu hoạch")
    )
    workshop = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="lots_made", verbose_name=_("nơi đóng gói")
    )
    raw_quantity = models.PositiveBigIntegerField(_("nguyên liệu (g, ml, cái)"), default=0)
    made_on = models.DateField(_("ngày sản xuất"))
    best_before = models.DateField(_("hạn dùng"), null=True, blank=True)
    sell_until = models.DateField(_("bán đến trước ngày"), null=True, blank=True)
    packed = models.PositiveIntegerField(_("số gói làm ra"), default=0)
    on_hand = models.PositiveIntegerField(_("còn trong kho"), default=0)
    reserved = models.PositiveIntegerField(_("đã giữ cho đơn"), default=0)
    held_back = models.PositiveIntegerField(_("thu hồi: còn giữ cho đơn"), null=True, blank=True)
    opened_at = models.DateTimeField(_("mở sổ lúc"))
    completed_at = models.DateTimeField(_("đủ hồ sơ lúc"), null=True, blank=True)

    objects = LotQuerySet.as_manager()

    class Meta:
        verbose_name = _("lô hàng")
        verbose_name_plural = _("lô hàng")
        ordering = ["-made_on", "-pk"]
        indexes = [models.Index(fields=["pack", "best_before"], name="lot_by_pack_and_expiry")]
        constraints = [
            UniqueConstraint(fields=["producer", "code"], name="lot_code_is_unique_per_producer"),
            CheckConstraint(
                condition=Q(reserved__gte=0) & Q(on_hand__gte=F("reserved")),
                name="lot_reserves_no_more_than_on_hand",
            ),
            CheckConstraint(
                condition=Q(packed__gte=F("on_hand")), name="lot_holds_no_more_than_was_packed"
            ),
            CheckConstraint(
                condition=Q(best_before__isnull=True) | Q(best_before__gte=F("made_on")),
                name="lot_is_made_before_it_expires",
            ),
            CheckConstraint(
                condition=Q(sell_until__isnull=True) | Q(sell_until__lte=F("best_before")),
                name="lot_is_not_sold_beyond_its_life",
            ),
            CheckConstraint(
                condition=Q(completed_at__isnull=False) | Q(on_hand=0),
                name="lot_sells_only_when_complete",
            ),
            CheckConstraint(
                condition=Q(held_back__isnull=True) | Q(reserved=F("held_back")),
                name="recalled_lot_promises_and_sends_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def free(self) -> int:
        return 0 if self.is_recalled else self.on_hand - self.reserved

    @property
    def is_recalled(self) -> bool:
        """The whole of it, and not given free again."""
        return self.held_back is not None

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None

    def is_sold(self, *, on: date) -> bool:
        """Whether its packs are fresh enough to be sold on that day."""
        ends = self.sell_until or self.best_before
        return ends is None or ends > on

    def has_expired(self, *, on: date) -> bool:
        return self.best_before is not None and self.best_before <= on
