"""Money on its way back: of which payment, for what, how far it is, and who sent it by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models import OrderGroup, RefundDue
from marketplace.payments.models.payments import Payment
from marketplace.payments.models.receipts import Receipt

if TYPE_CHECKING:
    from datetime import datetime

    from catalog.models import Producer

PATIENCE = timedelta(hours=24)
"""So long a gateway may be silent about a refund before a person is told."""


BY_HAND = Q(is_by_hand=True) | Q(state="refused")


class RefundQuerySet(models.QuerySet["Refund"]):
    def unfinished(self) -> Self:
        return self.exclude(state=Refund.State.DONE)

    def of_group(self, group: OrderGroup) -> Self:
        return self.filter(payment__group=group)

    def to_ask(self, *, at: datetime) -> Self:
        """Those of which their gateway is to be asked by then, the oldest first."""
        asked = self.filter(is_by_hand=False, state__in=Refund.AT_GATEWAY)
        return asked.filter(ask_again_at__lte=at).order_by("ask_again_at", "pk")

    def watched(self, *, at: datetime) -> Self:
        """As :meth:`for_people`, and those about which a gateway has been silent for a day."""
        silent = Q(state__in=Refund.AT_GATEWAY, opened_at__lte=at - PATIENCE)
        return self.unfinished().filter(BY_HAND | silent).order_by("opened_at", "pk")

    def of_stall(self, producer: Producer) -> Self:
        """Those that a producer sends, whose account has the money."""
        return self.filter(payment__order__producer=producer)

    def of_the_market(self) -> Self:
        """Those that the market's partner or its operators send."""
        return self.filter(payment__order__isnull=True)

    def late(self, *, at: datetime, days: int) -> Self:
        """Those that a producer has not sent within so many days of hearing where to."""
        told = Q(payment__group__refund_account__told_at__lte=at - timedelta(days=days))
        mine = self.for_people().filter(payment__order__isnull=False)
        return mine.filter(told, opened_at__lte=at - timedelta(days=days))

    def for_people(self) -> Self:
        """Those that somebody has to send at a bank: no gateway does, or it said no."""
        return self.unfinished().filter(BY_HAND).order_by("opened_at", "pk")


class Refund(models.Model):
    """So many đồng of one payment go back: for a sum due, a whole stray payment, or an excess.

    Its gateway is asked under ``key`` until it says how it ended; what a gateway cannot do, or
    refused, a person sends at a bank (``paid_by``, ``bank_reference``).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ chuyển")
        UNKNOWN = "unknown", _("đã yêu cầu, chờ trả lời")
        ASKED = "asked", _("bên thanh toán đang chuyển")
        REFUSED = "refused", _("bên thanh toán không chuyển được")
        DONE = "done", _("đã hoàn")

    AT_GATEWAY = (State.WAITING, State.UNKNOWN, State.ASKED)

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    due = models.OneToOneField(
        RefundDue, on_delete=models.PROTECT, related_name="refund", null=True, blank=True
    )
    receipt = models.OneToOneField(
        Receipt, on_delete=models.PROTECT, related_name="refund", null=True, blank=True
    )
    key = models.CharField(_("mã hoàn"), max_length=40, unique=True)
    amount = models.PositiveBigIntegerField(_("số tiền"))
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.WAITING)
    is_by_hand = models.BooleanField(_("chuyển bằng tay"), default=False)
    external_id = models.CharField(_("mã của cổng"), max_length=120, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần yêu cầu"), default=0)
    ask_again_at = models.DateTimeField(_("yêu cầu lại lúc"))
    opened_at = models.DateTimeField(_("mở lúc"))
    done_at = models.DateTimeField(_("hoàn xong lúc"), null=True, blank=True)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    bank_reference = models.CharField(_("mã giao dịch ngân hàng"), max_length=60, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("khoản hoàn")
        verbose_name_plural = _("khoản hoàn")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["ask_again_at"],
                condition=~Q(state="done"),
                name="refund_unfinished_in_turn",
            )
        ]
        constraints = [
            CheckConstraint(condition=Q(amount__gte=1), name="refund_gives_something"),
            CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at__isnull=True)),
                name="finished_refund_says_when",
            ),
            CheckConstraint(
                condition=Q(paid_by__isnull=True, bank_reference="")
                | (Q(paid_by__isnull=False, state="done") & ~Q(bank_reference="")),
                name="refund_sent_by_a_person_says_who_and_how",
            ),
            UniqueConstraint(
                fields=["payment"],
                condition=Q(due__isnull=True, receipt__isnull=True),
                name="stray_payment_goes_back_once",
            ),
            CheckConstraint(
                condition=Q(due__isnull=True) | Q(receipt__isnull=True),
                name="refund_is_for_one_thing",
            ),
            UniqueConstraint(
                fields=["bank_reference"],
                condition=~Q(bank_reference=""),
                name="a_line_of_a_statement_sends_one_refund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} · {self.amount}"

    @property
    def needs_a_person(self) -> bool:
        return self.state == self.State.REFUSED or (
            self.is_by_hand and self.state != self.State.DONE
        )


class RefundAccount(models.Model):
    """Where a buyer wants what cannot go back by itself; forgotten once it is sent.

    For whoever sends it alone: no page shows it to anybody else, not even to its buyer.
    """

    group = models.OneToOneField(
        OrderGroup, on_delete=models.CASCADE, related_name="refund_account"
    )
    bank = models.CharField(_("ngân hàng"), max_length=6)
    number = models.CharField(_("số tài khoản"), max_length=19)
    holder = models.CharField(_("tên chủ tài khoản"), max_length=80)
    told_at = models.DateTimeField(_("báo lúc"))

    class Meta:
        verbose_name = _("tài khoản nhận tiền hoàn")
        verbose_name_plural = _("tài khoản nhận tiền hoàn")

    def __str__(self) -> str:
        return str(self.group)
