"""Money that came: how much, for which payment, where it stands, and what people decide of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from marketplace.payments.models.payments import Payment

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_TEXT = 500


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def for_people(self) -> Self:
        """Those that somebody has to look at, the longest waiting first."""
        return self.filter(state=Receipt.State.HELD).order_by("heard_at", "pk")

    def near(self, *, gateway: str, amount: int, since: datetime, until: datetime) -> Self:
        """Those a second word may be about: as much, there, at about the same time."""
        return self.filter(gateway=gateway, amount=amount, came_at__range=(since, until))


class Receipt(models.Model):
    """Money that came in one piece, whoever told of it, and however often.

    ``producer`` is whose account it came to, none for the market's. One that pays several orders
    has a part of its own for each (``part_of``). ``excess`` is what of it the
    order did not need; ``text`` is what the bank wrote beside it, for operators alone.
    """

    class State(models.TextChoices):
        TAKEN = "taken", _("đã nhận cho đơn")
        HELD = "held", _("chờ người xem")
        OWED = "owed", _("hoàn lại người mua")
        RETURNED = "returned", _("đã chuyển trả")
        REVERSED = "reversed", _("ngân hàng đã rút lại")
        MOVED = "moved", _("tiền cổng chuyển về")
        SPLIT = "split", _("đã chia cho nhiều đơn")

    class Reason(models.TextChoices):
        EXACT = "exact", _("vừa đủ")
        PART = "part", _("còn thiếu")
        OVER = "over", _("thừa")
        DUPLICATE = "duplicate", _("trả hai lần")
        LATE = "late", _("đến muộn")
        ODD = "odd", _("sai số tiền")
        UNMATCHED = "unmatched", _("không rõ của đơn nào")

    COUNTED = (State.TAKEN, State.OWED)
    gateway = models.CharField(_("cổng"), max_length=20)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, related_name="receipts", null=True, blank=True
    )
    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="parts", null=True, blank=True
    )
    amount = models.PositiveBigIntegerField(_("số tiền"))
    excess = models.PositiveBigIntegerField(_("phần thừa"), default=0)
    state = models.CharField(_("tình trạng"), max_length=8, choices=State)
    reason = models.CharField(_("vì sao"), max_length=9, choices=Reason)
    bank_reference = models.CharField(_("mã giao dịch ngân hàng"), max_length=60, blank=True)
    text = models.CharField(_("nội dung ngân hàng ghi"), max_length=LONGEST_TEXT, blank=True)
    note = models.CharField(_("ghi chú"), max_length=LONGEST_TEXT, blank=True)
    came_at = models.DateTimeField(_("đến lúc"))
    heard_at = models.DateTimeField(_("biết lúc"))
    closed_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("khoản tiền đến")
        verbose_name_plural = _("khoản tiền đến")
        ordering = ["-heard_at", "-pk"]
        indexes = [
            models.Index(fields=["gateway", "amount", "came_at"], name="receipt_heard_of_again"),
            models.Index(
                fields=["heard_at"], condition=Q(state="held"), name="receipt_waiting_for_people"
            ),
        ]
        constraints = [
            CheckConstraint(condition=Q(amount__gte=1), name="receipt_brings_something"),
            CheckConstraint(
                condition=Q(excess__lte=F("amount")), name="no_more_is_too_much_than_came"
            ),
            CheckConstraint(
                condition=Q(payment__isnull=False)
                | Q(state__in=["held", "returned", "reversed", "moved", "split"]),
                name="receipt_counts_for_a_payment",
            ),
            CheckConstraint(
                condition=Q(state="held", closed_at__isnull=True)
                | (~Q(state="held") & Q(closed_at__isnull=False)),
                name="receipt_waits_or_says_when_it_did_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} · {self.amount}"

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> Self:
        return self.filter(done_at__isnull=True, dropped_at__isnull=True).order_by("pk")


class Proposal(models.Model):
    """What a person wants done with money; above a limit it takes a second one to do it."""

    class Kind(models.TextChoices):
        BY_HAND = "by_hand", _("ghi nhận theo sao kê")
        ATTACH = "attach", _("tính vào một đơn")
        REFUND = "refund", _("hoàn cho người mua")
        RETURN = "return", _("chuyển trả người gửi")
        MOVED = "moved", _("nhận là tiền cổng chuyển về")
        SPLIT = "split", _("chia cho nhiều đơn")

    kind = models.CharField(_("việc"), max_length=7, choices=Kind)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, related_name="proposals", null=True, blank=True
    )
    receipt = models.ForeignKey(
        Receipt, on_delete=models.PROTECT, related_name="proposals", null=True, blank=True
    )
    amount = models.PositiveBigIntegerField(_("số tiền"))
    bank_reference = models.CharField(_("mã giao dịch ngân hàng"), max_length=60, blank=True)
    codes = models.JSONField(_("các mã thanh toán"), default=list, blank=True)
    needs_two = models.BooleanField(_("cần hai người"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("đề nghị lúc"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    done_at = models.DateTimeField(_("làm lúc"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề nghị về tiền")
        verbose_name_plural = _("đề nghị về tiền")
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(condition=Q(amount__gte=1), name="proposal_moves_something"),
            CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="nobody_confirms_what_they_proposed",
            ),
            CheckConstraint(
                condition=Q(done_at__isnull=True)
                | Q(needs_two=False)
                | Q(confirmed_by__isnull=False),
                name="what_needs_two_is_done_by_two",
            ),
            CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True),
                name="proposal_is_done_or_dropped",
            ),
            CheckConstraint(
                condition=Q(kind="by_hand", receipt__isnull=True, payment__isnull=False)
                | Q(kind="attach", receipt__isnull=False, payment__isnull=False)
                | Q(
                    kind__in=["refund", "return", "moved", "split"],
                    receipt__isnull=False,
                    payment__isnull=True,
                ),
                name="proposal_names_what_it_is_about",
            ),
            CheckConstraint(
                condition=Q(kind__in=["attach", "refund", "moved", "split"], bank_reference="")
                | (Q(kind__in=["by_hand", "return"]) & ~Q(bank_reference="")),
                name="proposal_at_a_bank_names_the_transfer",
            ),
            UniqueConstraint(
                fields=["receipt"],
                condition=Q(receipt__isnull=False, done_at__isnull=True, dropped_at__isnull=True),
                name="receipt_has_one_open_proposal",
            ),
            UniqueConstraint(
                fields=["payment"],
                condition=Q(kind="by_hand", done_at__isnull=True, dropped_at__isnull=True),
                name="payment_has_one_open_proposal_by_hand",
            ),
            UniqueConstraint(
                fields=["bank_reference"],
                condition=Q(kind="return", dropped_at__isnull=True),
                name="a_line_of_a_statement_returns_one_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.amount}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None


class TurnedAway(models.Model):
    """What came to an address for notices and was not believed: a sample, for whoever looks why.

    It is no part of the money; only so many a day are kept, cut short, and not for long.
    """

    class Why(models.TextChoices):
        FORGED = "forged", _("chữ ký sai")
        UNREADABLE = "unreadable", _("không đọc được")
        TOO_LONG = "too_long", _("dài quá")

    gateway = models.CharField(_("cổng"), max_length=20)
    why = models.CharField(_("vì sao"), max_length=10, choices=Why)
    length = models.PositiveBigIntegerField(_("số byte"))
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    came_at = models.DateTimeField(_("đến lúc"))

    class Meta:
        verbose_name = _("tin báo không tin được")
        verbose_name_plural = _("tin báo không tin được")
        ordering = ["-came_at", "-pk"]
        indexes = [models.Index(fields=["came_at"], name="turned_away_by_age")]

    def __str__(self) -> str:
        return f"{self.gateway} {self.why}"
