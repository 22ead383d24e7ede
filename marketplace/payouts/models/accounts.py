"""Where a producer wants its money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer

if TYPE_CHECKING:
    from datetime import datetime

SHOWN = 3


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    def in_force(self, *, at: datetime) -> Self:
        """The newest first: the first of a producer is where it is paid at that moment."""
        return self.filter(valid_from__lte=at).order_by("-valid_from", "-pk")


class BankAccount(models.Model):
    """An account by its bank's six digits (BIN); a new one is a new row, from ``valid_from`` on.

    Only the producer's owners and operators see its number; to all others it is masked.
    """

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="bank_accounts")
    bank = models.CharField(_("ngân hàng"), max_length=6)
    number = models.CharField(_("số tài khoản"), max_length=19)
    holder = models.CharField(_("tên chủ tài khoản"), max_length=80)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    told_at = models.DateTimeField(_("báo lúc"))
    valid_from = models.DateTimeField(_("dùng từ"))

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài khoản nhận tiền bán hàng")
        verbose_name_plural = _("tài khoản nhận tiền bán hàng")
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["producer", "-valid_from"], name="account_of_producer")]
        constraints = [
            CheckConstraint(
                condition=Q(number__regex=r"^[0-9A-Z]{6,19}$"), name="account_number_is_a_number"
            ),
            CheckConstraint(
                condition=Q(bank__regex=r"^[0-9]{6}$") & ~Q(holder=""),
                name="account_says_bank_and_holder",
            ),
            CheckConstraint(
                condition=Q(valid_from__gte=models.F("told_at")), name="account_counts_once_told"
            ),
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """Its last three digits."""
        return "•" * (len(self.number) - SHOWN) + self.number[-SHOWN:]
