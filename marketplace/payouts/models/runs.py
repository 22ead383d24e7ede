"""Payout runs: who is to be paid what, approved by two people, sent by a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from marketplace.payments.models import BankAccount

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from accounts.models import User


def somebody(words: _StrPromise) -> models.ForeignKey[User | None, User | None]:
    """A column for a person who did something, empty until somebody has."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=words,
    )


class PayoutRun(models.Model):
    """Payouts that go to the bank together; money is set aside at the second approval."""

    class State(models.TextChoices):
        DRAFT = "draft", _("bản nháp, chờ duyệt")
        APPROVED = "approved", _("đã duyệt, chờ gửi ngân hàng")
        EXPORTED = "exported", _("đã lấy tệp, chờ đối chiếu sao kê")
        ENDED = "ended", _("đã xong")
        DROPPED = "dropped", _("đã bỏ")

    code = models.CharField(_("mã đợt"), max_length=12, unique=True)
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.DRAFT)
    drafted_by = somebody(_("người lập"))
    drafted_at = models.DateTimeField(_("lập lúc"))
    first_by = somebody(_("người duyệt thứ nhất"))
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = somebody(_("người duyệt thứ hai"))
    second_at = models.DateTimeField(null=True, blank=True)
    exported_by = somebody(_("người lấy tệp"))
    exported_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("đợt chi trả")
        verbose_name_plural = _("đợt chi trả")
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(state__in=["draft", "dropped"])
                | Q(first_by__isnull=False, second_by__isnull=False),
                name="run_is_approved_by_two",
            ),
            CheckConstraint(
                condition=Q(second_by__isnull=True)
                | (Q(first_by__isnull=False) & ~Q(first_by=F("second_by"))),
                name="nobody_approves_a_run_twice",
            ),
            CheckConstraint(
                condition=Q(first_by__isnull=True, first_at__isnull=True)
                | Q(first_by__isnull=False, first_at__isnull=False),
                name="first_approval_says_when",
            ),
            CheckConstraint(
                condition=Q(second_by__isnull=True, second_at__isnull=True)
                | Q(second_by__isnull=False, second_at__isnull=False),
                name="second_approval_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("payouts:run", args=[self.code])


class PayoutQuerySet(models.QuerySet["Payout"]):
    def open(self) -> Self:
        return self.filter(state__in=Payout.OPEN)

    def sent(self) -> Self:
        """Those a bank was told of, whatever became of them."""
        return self.filter(
            state__in=[Payout.State.UNDER_WAY, Payout.State.PAID, Payout.State.RETURNED]
        )


class Payout(models.Model):
    """So many đồng to one producer's account; ``reference`` is the bank's number of the transfer.

    One that the bank gave back says so, and its money is payable again. ``words`` say why one was
    left out or came back.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("đề nghị")
        LEFT_OUT = "left_out", _("để lại đợt sau")
        UNDER_WAY = "under_way", _("đang chuyển")
        PAID = "paid", _("đã chuyển")
        RETURNED = "returned", _("ngân hàng trả lại")

    OPEN = (State.PROPOSED, State.UNDER_WAY)

    run = models.ForeignKey(PayoutRun, on_delete=models.PROTECT, related_name="payouts")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="payouts")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="payouts")
    amount = models.PositiveBigIntegerField(_("số tiền"))
    state = models.CharField(_("tình trạng"), max_length=9, choices=State, default=State.PROPOSED)
    reference = models.CharField(_("mã giao dịch ngân hàng"), max_length=60, blank=True)
    confirmed_by = somebody(_("người đối chiếu"))
    confirmed_at = models.DateTimeField(_("ngân hàng chuyển lúc"), null=True, blank=True)
    return_reference = models.CharField(_("mã giao dịch trả lại"), max_length=60, blank=True)
    returned_at = models.DateTimeField(_("ngân hàng trả lại lúc"), null=True, blank=True)
    words = models.CharField(_("vì sao"), max_length=200, blank=True)

    objects = PayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("khoản chi trả")
        verbose_name_plural = _("khoản chi trả")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(condition=Q(amount__gte=1), name="payout_gives_something"),
            UniqueConstraint(fields=["run", "producer"], name="run_pays_a_producer_once"),
            UniqueConstraint(
                fields=["producer"],
                condition=Q(state="proposed"),
                name="producer_is_proposed_once",
            ),
            UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="a_line_of_a_statement_pays_once",
            ),
            UniqueConstraint(
                fields=["return_reference"],
                condition=~Q(return_reference=""),
                name="a_line_of_a_statement_gives_back_once",
            ),
            CheckConstraint(
                condition=~Q(state="paid")
                | (Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(reference="")),
                name="paid_payout_says_who_saw_it_where",
            ),
            CheckConstraint(
                condition=~Q(state="returned")
                | (Q(returned_at__isnull=False) & ~Q(return_reference="")),
                name="returned_payout_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run} · {self.amount}"
