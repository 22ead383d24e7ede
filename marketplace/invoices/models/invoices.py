"""Invoices of orders: how far each is, and what was signed, which never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.invoices.documents import bill
from marketplace.invoices.documents.bill import Bill, Relation
from marketplace.invoices.models.sellers import InvoiceSeries
from marketplace.orders.models import Order

if TYPE_CHECKING:
    from datetime import datetime


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def signed(self) -> Self:
        return self.filter(signed__isnull=False)

    def standing(self) -> Self:
        """Signed and not replaced: what an order was invoiced with."""
        return self.signed().exclude(state=Invoice.State.REPLACED)

    def to_ask(self, *, at: datetime) -> Self:
        """Sent, and their provider is to be asked by then, the longest waiting first."""
        sent = self.filter(state=Invoice.State.SENT, ask_again_at__lte=at)
        return sent.order_by("ask_again_at", "pk")


class Invoice(models.Model):
    """One invoice of an order: the first, or one that adjusts or replaces an earlier (``origin``).

    ``bill`` is what stands on it (:mod:`marketplace.invoices.documents.bill`), worked out anew
    until it is signed; ``refunded`` are the đồng owed back that it has taken into account. ``key``
    is its transaction at the provider: the same one is the same invoice.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Chưa ký")
        SIGNED = "signed", _("Đã ký")
        SENT = "sent", _("Đã gửi, chờ cấp mã")
        CODED = "coded", _("Đã có mã cơ quan thuế")
        REJECTED = "rejected", _("Bị từ chối")
        ADJUSTED = "adjusted", _("Đã bị điều chỉnh")
        REPLACED = "replaced", _("Đã bị thay thế")
        NEEDLESS = "needless", _("Không cần lập")

    MOVES = {
        State.DRAFT: {State.SIGNED, State.NEEDLESS},
        State.SIGNED: {State.SENT, State.ADJUSTED, State.REPLACED},
        State.SENT: {State.CODED, State.REJECTED},
        State.CODED: {State.ADJUSTED, State.REPLACED},
        State.REJECTED: {State.REPLACED},
        State.ADJUSTED: set(),
        State.REPLACED: set(),
        State.NEEDLESS: set(),
    }

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices")
    version = models.PositiveSmallIntegerField(_("lần lập"))
    relation = models.CharField(
        max_length=1,
        choices=[
            (Relation.REPLACES.value, _("thay thế")),
            (Relation.ADJUSTS.value, _("điều chỉnh")),
        ],
        blank=True,
    )
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="corrections", null=True, blank=True
    )
    reason = models.CharField(_("lý do"), max_length=255, blank=True)
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.DRAFT)
    bill = models.JSONField(_("nội dung"))
    total = models.BigIntegerField(_("tổng tiền"))
    refunded = models.PositiveBigIntegerField(_("đã trừ tiền hoàn"), default=0)
    drafted_at = models.DateTimeField(_("lập lúc"))
    provider = models.CharField(_("gửi qua"), max_length=20, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    ask_again_at = models.DateTimeField(_("hỏi lại lúc"), null=True, blank=True)
    answered_at = models.DateTimeField(_("có trả lời lúc"), null=True, blank=True)
    tax_office_code = models.CharField(_("mã cơ quan thuế"), max_length=34, blank=True)
    trouble = models.CharField(_("vướng mắc"), max_length=300, blank=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("hoá đơn điện tử")
        verbose_name_plural = _("hoá đơn điện tử")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "ask_again_at"], name="invoice_by_state_and_turn")]
        constraints = [
            UniqueConstraint(fields=["order", "version"], name="order_numbers_its_invoices"),
            UniqueConstraint(
                fields=["order"],
                condition=Q(state="draft"),
                name="order_has_one_draft_at_a_time",
            ),
            UniqueConstraint(
                fields=["origin"],
                condition=Q(relation="1") & ~Q(state="needless"),
                name="invoice_is_replaced_once",
            ),
            CheckConstraint(
                condition=Q(relation="", origin__isnull=True, reason="")
                | (Q(relation__in=["1", "2"], origin__isnull=False) & ~Q(reason="")),
                name="a_correction_names_what_it_corrects_and_why",
            ),
            CheckConstraint(
                condition=Q(tax_office_code="")
                | Q(state__in=["coded", "adjusted", "replaced"], answered_at__isnull=False),
                name="only_an_answered_invoice_has_a_code",
            ),
            CheckConstraint(
                condition=~Q(state="coded") | ~Q(tax_office_code=""),
                name="a_coded_invoice_has_its_code",
            ),
            CheckConstraint(
                condition=~Q(state__in=["sent", "coded", "rejected"])
                | Q(sent_at__isnull=False, tries__gte=1),
                name="only_what_was_sent_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.version}"

    @property
    def content(self) -> Bill:
        """What stands on it."""
        return bill.read(self.bill)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def may_become(self, state: Invoice.State) -> bool:
        return state in self.MOVES[Invoice.State(self.state)]


class SignedInvoice(models.Model):
    """What was signed, byte for byte, under the next number of its series. Only grows.

    ``is_trial``: nobody whom this market trusts vouches for the certificate (a demonstration's).
    """

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="signed")
    series = models.ForeignKey(InvoiceSeries, on_delete=models.PROTECT, related_name="signed")
    number = models.PositiveIntegerField(_("số"))
    xml = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    holder = models.CharField(_("người ký (chứng thư)"), max_length=300)
    is_trial = models.BooleanField(_("chứng thư mẫu"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    signed_at = models.DateTimeField(_("ký lúc"))

    class Meta:
        verbose_name = _("hoá đơn đã ký")
        verbose_name_plural = _("hoá đơn đã ký")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["series", "number"], name="a_number_is_given_once"),
            CheckConstraint(
                condition=Q(number__gte=1, number__lte=99_999_999),
                name="numbers_have_up_to_eight_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.number}"
