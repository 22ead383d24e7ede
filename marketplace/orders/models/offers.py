"""Other goods offered in place of what cannot be sent: only with the buyer's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Pack
from marketplace.orders.models.orders import Line

if TYPE_CHECKING:
    from datetime import datetime


class SubstitutionQuerySet(models.QuerySet["Substitution"]):
    def waiting(self) -> Self:
        return self.filter(outcome=Substitution.Outcome.WAITING)

    def unanswered(self, *, at: datetime) -> Self:
        """The buyer had time until then and said nothing."""
        return self.waiting().filter(answer_by__lte=at)


class Substitution(models.Model):
    """So many packs of a line might come as another pack: same producer, no dearer, held meanwhile.

    Silence is no: then they are not sent, and their money is owed back.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("chờ người mua trả lời")
        TAKEN = "taken", _("người mua đồng ý")
        DECLINED = "declined", _("người mua không đồng ý")
        LAPSED = "lapsed", _("người mua không trả lời")
        WITHDRAWN = "withdrawn", _("đã rút lại")

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="substitutions")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên hàng (lúc mời)"), max_length=240)
    unit_price = models.PositiveBigIntegerField(_("giá"))
    packs = models.PositiveIntegerField(_("số gói"))
    outcome = models.CharField(_("kết quả"), max_length=9, choices=Outcome)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    offered_at = models.DateTimeField(_("mời lúc"))
    answer_by = models.DateTimeField(_("trả lời trước"))
    ended_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["answer_by"], condition=Q(outcome="waiting"), name="substitution_by_answer"
            )
        ]
        constraints = [
            UniqueConstraint(
                fields=["line"],
                condition=Q(outcome="waiting"),
                name="line_has_one_offer_at_a_time",
            ),
            CheckConstraint(condition=Q(packs__gte=1), name="substitution_offers_something"),
            CheckConstraint(
                condition=Q(outcome="waiting", ended_at__isnull=True)
                | (~Q(outcome="waiting") & Q(ended_at__isnull=False)),
                name="substitution_ends_when_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.packs} × {self.name}"
