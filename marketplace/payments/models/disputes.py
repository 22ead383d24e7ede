"""What cardholders dispute at their bank: how much, until when we may answer, and who won."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, CheckConstraint, F, Q, When
from django.utils.translation import gettext_lazy as _

from marketplace.payments.models.payments import Payment


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def in_turn(self) -> Self:
        """Those first that may still be won, the most urgent before the others."""
        is_over = Case(When(closed_at__isnull=True, then=0), default=1)
        return self.order_by(is_over, F("due_at").asc(nulls_last=True), "-opened_at", "-pk")


class Dispute(models.Model):
    """A buyer asked their bank for the money back; the gateway took it until this is decided."""

    class State(models.TextChoices):
        OPENED = "opened", _("chờ bằng chứng")
        ANSWERED = "answered", _("đã gửi bằng chứng")
        WON = "won", _("chợ thắng")
        LOST = "lost", _("chợ thua")

    CLOSED = (State.WON, State.LOST)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    external_id = models.CharField(_("mã của cổng"), max_length=120, unique=True)
    amount = models.PositiveBigIntegerField(_("số tiền"))
    reason = models.CharField(_("lý do"), max_length=60, blank=True)
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.OPENED)
    opened_at = models.DateTimeField(_("mở lúc"))
    due_at = models.DateTimeField(_("hạn gửi bằng chứng"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(_("gửi bằng chứng lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("tranh chấp thẻ")
        verbose_name_plural = _("tranh chấp thẻ")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            CheckConstraint(condition=Q(amount__gte=1), name="dispute_is_about_something"),
            CheckConstraint(
                condition=Q(state__in=["won", "lost"], closed_at__isnull=False)
                | Q(state__in=["opened", "answered"], closed_at__isnull=True),
                name="decided_dispute_says_when",
            ),
            CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
                name="answered_dispute_says_when",
            ),
            CheckConstraint(
                condition=Q(answered_by__isnull=True) | Q(answered_at__isnull=False),
                name="answer_to_a_dispute_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.external_id

    @property
    def is_open(self) -> bool:
        return self.state not in self.CLOSED
