"""Payments and the notices that gateways send about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models import Order, OrderGroup

if TYPE_CHECKING:
    from collections.abc import Iterable


class PaymentQuerySet(models.QuerySet["Payment"]):
    def of(self, order: Order) -> Self:
        """Those that pay an order, alone or with the others of its group."""
        own = Q(order__isnull=True) | Q(order=order)
        return self.filter(own, group=order.group_id)

    def paying(self, order: OuterRef) -> Self:
        """The one whose money an order (an outer row) has."""
        own = Q(order__isnull=True) | Q(order=order)
        return self.filter(own, group=OuterRef("order__group"), state=Payment.State.PAID)


class Payment(models.Model):
    """One attempt to pay for one order group through one gateway.

    With an ``order`` it is for that one alone and goes straight to its producer's account; the
    orders of a group then have payments of their own.

    ``received`` is what came for it in all, its receipts added up; ``refunded`` what its refunds
    add up to, whatever became of them: written with each, and never more than came.
    """

    class State(models.TextChoices):
        STARTED = "started", _("mới mở")
        PENDING = "pending", _("đang chờ tiền")
        PAID = "paid", _("đã trả")
        FAILED = "failed", _("không thành")
        EXPIRED = "expired", _("quá hạn")
        STRAY = "stray", _("tiền đến lệch, chờ xử lý")

    OPEN = (State.STARTED, State.PENDING)
    WITH_MONEY = (State.PAID, State.STRAY)

    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="payments")
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="payments", null=True, blank=True
    )
    gateway = models.CharField(_("cổng"), max_length=20)
    reference = models.CharField(_("mã thanh toán"), max_length=20, unique=True)
    external_id = models.CharField(_("mã của cổng"), max_length=120, blank=True)
    amount = models.PositiveBigIntegerField(_("số tiền"))
    received = models.PositiveBigIntegerField(_("đã đến"), default=0)
    refunded = models.PositiveBigIntegerField(_("hoàn lại"), default=0)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.STARTED)
    redirect_url = models.URLField(max_length=1000, blank=True)
    transfer = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField(_("mở lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    settled_at = models.DateTimeField(_("nhận tiền lúc"), null=True, blank=True)
    asks = models.PositiveSmallIntegerField(_("số lần hỏi cổng"), default=0)
    ask_again_at = models.DateTimeField(_("hỏi lại lúc"), null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("thanh toán")
        verbose_name_plural = _("thanh toán")
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(
                fields=["refunded"], condition=Q(state="stray"), name="payment_stray_by_refunded"
            ),
            models.Index(
                fields=["ask_again_at"],
                condition=Q(ask_again_at__isnull=False),
                name="payment_to_ask_in_turn",
            ),
        ]
        constraints = [
            CheckConstraint(condition=Q(amount__gte=1), name="payment_asks_for_something"),
            CheckConstraint(
                condition=~Q(state="paid") | Q(settled_at__isnull=False),
                name="paid_payment_says_when",
            ),
            UniqueConstraint(
                fields=["group"],
                condition=Q(state="paid", order__isnull=True),
                name="group_is_paid_once",
            ),
            UniqueConstraint(
                fields=["order"],
                condition=Q(state="paid", order__isnull=False),
                name="order_is_paid_straight_once",
            ),
            CheckConstraint(
                condition=Q(refunded__lte=F("received")), name="no_more_goes_back_than_came"
            ),
            CheckConstraint(
                condition=~Q(state="paid") | Q(received__gte=F("amount")),
                name="paid_payment_has_all_its_money",
            ),
            CheckConstraint(
                condition=~Q(state="stray") | Q(received__gte=1), name="stray_payment_has_money"
            ),
            CheckConstraint(
                condition=Q(refunded=0) | Q(state__in=["paid", "stray"]),
                name="only_money_that_came_goes_back",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_straight(self) -> bool:
        """Whether it goes to a producer's own account."""
        return self.order_id is not None

    def of_its(self, orders: Iterable[Order]) -> list[Order]:
        """Those of the group's orders that it pays for."""
        return [one for one in orders if self.order_id in {None, one.pk}]

    @property
    def orders(self) -> list[Order]:
        return self.of_its(self.group.orders.all())

    @property
    def code(self) -> str:
        """Of what is paid, as its buyer reads it."""
        return self.order.code if self.order else self.group.code

    @property
    def is_open(self) -> bool:
        """Money for it may still come in the ordinary way."""
        return self.state in self.OPEN

    @property
    def missing(self) -> int:
        """Đồng that have not come yet."""
        return max(self.amount - self.received, 0)

    @property
    def is_by_transfer(self) -> bool:
        """Whether people send it at their banks: in parts, twice, or too much, as people do."""
        return bool(self.transfer.get("qr"))


class Notice(models.Model):
    """What a gateway told us, word for word: the inbox. Heard twice, kept once.

    One receipt may be told of by several, each from another ``source``: a word of these, or the
    name of who watches a bank account.
    """

    class Source(models.TextChoices):
        GATEWAY = "gateway", _("cổng báo")
        ASKED = "asked", _("chợ hỏi cổng")
        STATEMENT = "statement", _("sao kê")
        BY_HAND = "by_hand", _("người ghi")

    class Outcome(models.TextChoices):
        SETTLED = "settled", _("đã ghi nhận")
        REPEATED = "repeated", _("đã biết rồi")
        IGNORED = "ignored", _("không liên quan")
        WRONG_AMOUNT = "wrong_amount", _("sai số tiền")
        UNMATCHED = "unmatched", _("không tìm thấy đơn")
        LATE = "late", _("đến muộn")
        FAILED = "failed", _("không thành")
        UNDERPAID = "underpaid", _("còn thiếu")
        OVERPAID = "overpaid", _("thừa")
        DUPLICATE = "duplicate", _("trả hai lần")
        REVERSED = "reversed", _("bị rút lại")

    gateway = models.CharField(max_length=20)
    source = models.CharField(max_length=20, choices=Source, default=Source.GATEWAY)
    external_id = models.CharField(max_length=120)
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    amount = models.BigIntegerField(default=0)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, related_name="notices", null=True, blank=True
    )
    receipt = models.ForeignKey(
        "Receipt", on_delete=models.PROTECT, related_name="notices", null=True, blank=True
    )
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tin báo tiền")
        verbose_name_plural = _("tin báo tiền")
        ordering = ["-received_at", "-pk"]
        constraints = [
            UniqueConstraint(fields=["gateway", "external_id"], name="notice_is_heard_once"),
            UniqueConstraint(
                fields=["receipt", "source"],
                condition=Q(receipt__isnull=False),
                name="a_source_tells_of_a_receipt_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.external_id}"
