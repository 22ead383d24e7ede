"""Accounts, transactions and their legs. Only rows are added, by :mod:`.actions`.

A transaction is one row that says all its legs; the database lays them out in the same statement
(:mod:`.guards`), and takes neither a leg nor a transaction that does not add up.
"""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a transaction books."""

    PAID = "paid", _("người mua trả tiền")
    STRAY = "stray", _("tiền đến lệch")
    SUSPENDED = "suspended", _("tiền chưa rõ của ai")
    CLEARED = "cleared", _("đã rõ tiền của ai")
    REFUND_OWED = "refund_owed", _("phải hoàn cho người mua")
    REFUND_SENT = "refund_sent", _("đã hoàn cho người mua")
    REFUND_BACK = "refund_back", _("tiền hoàn bị trả lại")
    EARNED = "earned", _("chủ thể được hưởng")
    PAYOUT_STARTED = "payout_started", _("đang chuyển cho chủ thể")
    PAYOUT_CONFIRMED = "payout_confirmed", _("đã chuyển cho chủ thể")
    PAYOUT_RETURNED = "payout_returned", _("tiền chuyển bị trả lại")
    COMMISSION_PAID = "commission_paid", _("chủ thể trả phí sàn")
    GATEWAY_FEE = "gateway_fee", _("phí cổng thanh toán")
    MOVED = "moved", _("cổng chuyển về ngân hàng")
    DISPUTED = "disputed", _("khiếu nại thẻ: bị giữ tiền")
    DISPUTE_WON = "dispute_won", _("khiếu nại thẻ: được trả lại")
    DISPUTE_LOST = "dispute_lost", _("khiếu nại thẻ: mất tiền")
    TAX_PAID = "tax_paid", _("đã nộp thuế khấu trừ")
    CORRECTED = "corrected", _("bút toán sửa")


class Account(models.Model):
    """One account of the chart; ``balance`` is kept where it may not be overdrawn, else 0."""

    class Sort(models.TextChoices):
        ASSET = "asset", _("tài sản")
        LIABILITY = "liability", _("nợ phải trả")
        INCOME = "income", _("thu nhập")
        EXPENSE = "expense", _("chi phí")
        MEMO = "memo", _("ghi nhớ")

    code = models.CharField(_("mã"), max_length=60, unique=True)
    sort = models.CharField(_("loại"), max_length=9, choices=Sort)
    may_be_overdrawn = models.BooleanField(_("được âm"))
    balance = models.BigIntegerField(_("số dư"), default=0, editable=False)

    class Meta:
        verbose_name = _("tài khoản sổ cái")
        verbose_name_plural = _("tài khoản sổ cái")
        ordering = ["code"]
        constraints = [
            CheckConstraint(
                condition=Q(may_be_overdrawn=True)
                | Q(sort__in=["liability", "income"], balance__lte=0)
                | Q(sort__in=["asset", "expense", "memo"], balance__gte=0),
                name="account_is_not_overdrawn",
            ),
            CheckConstraint(
                condition=Q(may_be_overdrawn=False) | Q(balance=0),
                name="only_what_is_never_overdrawn_keeps_its_balance",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class LedgerTransaction(models.Model):
    """Something that happened to money, once: its ``key`` and ``fingerprint`` say what.

    ``amounts`` are đồng by account code, debits positive; they add up to nothing. ``reference`` is
    what a gateway's report or a bank's statement calls it, where they know it.
    """

    key = models.CharField(_("khoá"), max_length=120, unique=True)
    fingerprint = models.CharField(_("dấu vân"), max_length=64)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind)
    amounts = models.JSONField(_("các vế"))
    reference = models.CharField(_("mã bên ngoài"), max_length=120, blank=True, db_default="")
    happened_at = models.DateTimeField(_("xảy ra lúc"))
    posted_at = models.DateTimeField(_("ghi lúc"), db_default=Now())

    class Meta:
        verbose_name = _("bút toán")
        verbose_name_plural = _("bút toán")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["kind", "happened_at"], name="ledger_by_kind_and_time"),
            models.Index(fields=["happened_at"], name="ledger_by_time"),
        ]

    def __str__(self) -> str:
        return self.key


class Leg(models.Model):
    """So many đồng of a transaction on one account; written by the database alone."""

    transaction = models.ForeignKey(
        LedgerTransaction, on_delete=models.PROTECT, related_name="legs", db_index=False
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="legs", db_index=False
    )
    amount = models.BigIntegerField(_("số tiền"))

    class Meta:
        verbose_name = _("vế bút toán")
        verbose_name_plural = _("vế bút toán")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["account", "transaction", "amount"], name="legs_of_an_account_in_turn"
            )
        ]
        constraints = [
            UniqueConstraint(
                fields=["transaction", "account"], name="transaction_names_an_account_once"
            ),
            CheckConstraint(condition=~Q(amount=0), name="leg_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount:+}"
