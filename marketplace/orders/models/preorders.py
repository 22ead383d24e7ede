"""Lines ordered before their harvest, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.orders import Line
from marketplace.selling.models import PlannedLot

if TYPE_CHECKING:
    from collections.abc import Iterable


class PreorderQuerySet(models.QuerySet["Preorder"]):
    def waiting_for(self, packs: Iterable[int]) -> Self:
        """Those of packs (keys) that still wait, in the order in which they were placed."""
        waiting = self.filter(waiting__gt=0, planned__pack__in=list(packs))
        return waiting.order_by("placed_at", "pk")


class Preorder(models.Model):
    """A line of a planned lot: of ``quantity`` packs some wait, some have a lot, some never will.

    ``met`` have become allocations; ``short`` were not harvested and are paid back; ``dropped``
    went when the order was given up.
    """

    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="preorder")
    planned = models.ForeignKey(PlannedLot, on_delete=models.PROTECT, related_name="preorders")
    quantity = models.PositiveIntegerField(_("đặt trước"))
    waiting = models.PositiveIntegerField(_("còn chờ"))
    met = models.PositiveIntegerField(_("đã có hàng"), default=0)
    short = models.PositiveIntegerField(_("thiếu"), default=0)
    dropped = models.PositiveIntegerField(_("đã bỏ"), default=0)
    placed_at = models.DateTimeField(_("đặt lúc"))

    objects = PreorderQuerySet.as_manager()

    class Meta:
        ordering = ["placed_at", "pk"]
        indexes = [
            models.Index(
                fields=["planned", "placed_at"],
                condition=Q(waiting__gt=0),
                name="preorder_waiting_in_turn",
            )
        ]
        constraints = [
            CheckConstraint(
                condition=Q(quantity=F("waiting") + F("met") + F("short") + F("dropped")),
                name="preorder_is_the_sum_of_its_parts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.line)

    @property
    def may_step_back(self) -> bool:
        """It still waits, and was promised for an earlier day."""
        moved_at = self.planned.moved_at
        return self.waiting > 0 and moved_at is not None and self.placed_at < moved_at
