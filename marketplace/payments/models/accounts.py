"""Where a producer wants its money, and whether somebody has looked whose account it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer

if TYPE_CHECKING:
    from datetime import datetime

SHOWN = 3


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    def in_force(self, *, at: datetime) -> Self:
        """The newest first: the first of a producer is where it is paid at that moment."""
        return self.filter(valid_from__lte=at, stopped_at=None).order_by("-valid_from", "-pk")

    def cooling(self, *, at: datetime) -> Self:
        """Told, and not counting yet: their producer may still stop them."""
        return self.filter(valid_from__gt=at, stopped_at=None)

    def confirmed(self) -> Self:
        """Of which an operator has seen that the name at the bank is the producer's."""
        return self.filter(confirmed_at__isnull=False)

    def to_confirm(self, *, at: datetime) -> Self:
        """The newest of each producer, where nobody has looked yet; the longest waiting first."""
        newer = BankAccount.objects.filter(
            producer=OuterRef("producer"),
            valid_from__lte=at,
            stopped_at=None,
            pk__gt=OuterRef("pk"),
        )
        waiting = self.filter(valid_from__lte=at, stopped_at=None, confirmed_at__isnull=True)
        return waiting.filter(~Exists(newer)).order_by("told_at", "pk")


class BankAccount(models.Model):
    """An account by its bank's six digits (BIN); a new one is a new row, from ``valid_from`` on.

    A producer's first counts at once. Each other says which one it takes the place of, and counts
    only after it has cooled off; until then it may be stopped, and then never counts.

    Only the producer's owners and operators see its number; to all others it is masked. Where
    buyers pay producers straight, a buyer sees it too, and it takes an operator's word
    (``confirmed_by``) that the name at the bank is the producer's.
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
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True
    )
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    stopped_at = models.DateTimeField(_("dừng lúc"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(_("đã đối chiếu lúc"), null=True, blank=True)

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
            CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="confirmed_account_says_by_whom_and_when",
            ),
            CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(told_by__isnull=True)
                | ~Q(confirmed_by=models.F("told_by")),
                name="nobody_confirms_an_account_they_told",
            ),
            UniqueConstraint(
                fields=["producer"],
                condition=Q(replaces__isnull=True),
                name="producer_has_one_first_account",
            ),
            UniqueConstraint(
                fields=["replaces"],
                condition=Q(stopped_at__isnull=True),
                name="account_is_replaced_by_one",
            ),
            CheckConstraint(
                condition=Q(replaces__isnull=True) | Q(valid_from__gt=models.F("told_at")),
                name="changed_account_cools_off",
            ),
            CheckConstraint(
                condition=Q(stopped_at__isnull=True)
                | Q(
                    stopped_at__lt=models.F("valid_from"),
                    replaces__isnull=False,
                    confirmed_at__isnull=True,
                ),
                name="account_is_stopped_before_it_counts",
            ),
            CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(confirmed_at__gte=models.F("valid_from")),
                name="account_is_confirmed_once_it_counts",
            ),
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """Its last three digits."""
        return "•" * (len(self.number) - SHOWN) + self.number[-SHOWN:]
