"""What gateways and banks say of our money, and where it is not what our ledger says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class OutsideReport(models.Model):
    """All that a gateway or a bank moved on our account from one day to another.

    ``account`` is that of the ledger. What lies between its days is compared, and nothing else.
    """

    account = models.CharField(_("tài khoản"), max_length=60)
    begins_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    taken_at = models.DateTimeField(_("nhận lúc"))

    class Meta:
        verbose_name = _("báo cáo bên ngoài")
        verbose_name_plural = _("báo cáo bên ngoài")
        ordering = ["-ends_on", "-pk"]
        indexes = [models.Index(fields=["account", "begins_on"], name="outside_report_by_account")]
        constraints = [
            CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="outside_report_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.begins_on}–{self.ends_on}"


class OutsideRow(models.Model):
    """One line of a report: money that came in or (less than 0) went out; read twice, kept once."""

    report = models.ForeignKey(OutsideReport, on_delete=models.PROTECT, related_name="rows")
    account = models.CharField(_("tài khoản"), max_length=60)
    name = models.CharField(max_length=64)
    day = models.DateField(_("ngày"))
    amount = models.BigIntegerField(_("số tiền"))
    reference = models.CharField(_("mã"), max_length=120, blank=True)
    text = models.CharField(_("nội dung"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("dòng báo cáo bên ngoài")
        verbose_name_plural = _("dòng báo cáo bên ngoài")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["account", "reference", "amount"], name="outside_row_by_reference")
        ]
        constraints = [
            UniqueConstraint(fields=["account", "name"], name="outside_row_is_kept_once"),
            CheckConstraint(condition=~Q(amount=0), name="outside_row_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.amount:+} {self.reference}"


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def open(self) -> Self:
        """Those nobody explained and that did not go away, the oldest first."""
        return self.filter(closed_at__isnull=True).order_by("found_at", "pk")


class Difference(models.Model):
    """The ledger says ``ours``, somebody else ``theirs`` (None: nothing at all) of one reference.

    It is never put right by itself: it goes when both say the same at a later run, or a person
    explains it. Explained, it comes back only when a number has changed.
    """

    class Way(models.TextChoices):
        GATEWAY = "gateway", _("cổng thanh toán")
        BANK = "bank", _("ngân hàng")
        ORDERS = "orders", _("đơn hàng")

    class Ending(models.TextChoices):
        GONE = "gone", _("đã khớp")
        EXPLAINED = "explained", _("có lý do")

    way = models.CharField(_("so với"), max_length=7, choices=Way)
    account = models.CharField(_("tài khoản"), max_length=60)
    reference = models.CharField(_("mã"), max_length=160)
    day = models.DateField(_("ngày"))
    ours = models.BigIntegerField(_("sổ cái"), null=True)
    theirs = models.BigIntegerField(_("bên kia"), null=True)
    found_at = models.DateTimeField(_("thấy từ"))
    seen_at = models.DateTimeField(_("còn thấy lúc"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người lo"),
    )
    closed_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    ending = models.CharField(_("vì sao xong"), max_length=9, choices=Ending, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reason = models.CharField(_("lý do"), max_length=500, blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("chênh lệch")
        verbose_name_plural = _("chênh lệch")
        ordering = ["-found_at", "-pk"]
        indexes = [
            models.Index(
                fields=["account", "reference"],
                condition=Q(ending="explained"),
                name="difference_explained_by_name",
            )
        ]
        constraints = [
            UniqueConstraint(
                fields=["account", "reference"],
                condition=Q(closed_at__isnull=True),
                name="difference_is_open_once",
            ),
            CheckConstraint(
                condition=Q(closed_at__isnull=True, ending="", closed_by__isnull=True, reason="")
                | Q(closed_at__isnull=False, ending="gone", closed_by__isnull=True, reason="")
                | (
                    Q(closed_at__isnull=False, ending="explained", closed_by__isnull=False)
                    & ~Q(reason="")
                ),
                name="difference_goes_or_is_explained_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.reference}"

    @property
    def gap(self) -> int:
        """Đồng by which they say more than we do."""
        return (self.theirs or 0) - (self.ours or 0)

    def days_open(self, *, at: datetime) -> int:
        """Its age in whole days, as calendars count."""
        return (localdate(at) - localdate(self.found_at)).days


class BookingQuerySet(models.QuerySet["Booking"]):
    def open(self) -> Self:
        """Those that wait for a second person."""
        return self.filter(done_at__isnull=True, dropped_at__isnull=True).order_by("pk")


class Booking(models.Model):
    """Money that moved and that no machine tells of: so many đồng from one account to another.

    ``debit`` and ``credit`` are codes of the chart; ``reference`` is what those outside call it,
    ``reason`` which declaration, or why. Above a limit, and to correct, it takes two people.
    """

    class Kind(models.TextChoices):
        FEE = "fee", _("phí cổng giữ lại")
        MOVED = "moved", _("cổng chuyển về ngân hàng")
        TAX_PAID = "tax_paid", _("nộp thuế đã khấu trừ")
        CORRECTED = "corrected", _("sửa sổ")

    kind = models.CharField(_("việc"), max_length=9, choices=Kind)
    debit = models.CharField(_("ghi nợ"), max_length=60)
    credit = models.CharField(_("ghi có"), max_length=60)
    amount = models.PositiveBigIntegerField(_("số tiền"))
    reference = models.CharField(_("mã bên ngoài"), max_length=120, blank=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    happened_on = models.DateField(_("ngày"))
    difference = models.ForeignKey(
        Difference, on_delete=models.PROTECT, related_name="bookings", null=True, blank=True
    )
    needs_two = models.BooleanField(_("cần hai người"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("đề nghị lúc"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    done_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("bút toán tay")
        verbose_name_plural = _("bút toán tay")
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(condition=Q(amount__gte=1), name="booking_moves_something"),
            CheckConstraint(
                condition=~Q(debit=F("credit")), name="booking_moves_it_somewhere_else"
            ),
            CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="nobody_confirms_what_they_want_booked",
            ),
            CheckConstraint(
                condition=Q(done_at__isnull=True)
                | Q(needs_two=False)
                | Q(confirmed_by__isnull=False),
                name="booking_that_needs_two_is_done_by_two",
            ),
            CheckConstraint(
                condition=~Q(kind="corrected") | (Q(needs_two=True) & ~Q(reason="")),
                name="correction_needs_two_and_a_reason",
            ),
            CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True),
                name="booking_is_done_or_dropped",
            ),
            UniqueConstraint(
                fields=["kind", "debit", "credit", "reference"],
                condition=Q(dropped_at__isnull=True) & ~Q(reference=""),
                name="what_others_name_is_booked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.amount}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None


class Reconciliation(models.Model):
    """One run for one day: what was compared and how much was open after it."""

    day = models.DateField(_("ngày đối soát"))
    run_at = models.DateTimeField(_("chạy lúc"))
    compared = models.PositiveBigIntegerField(_("số dòng đã so"))
    open_by_way = models.JSONField(_("còn lệch"), default=dict)

    class Meta:
        verbose_name = _("lần đối soát")
        verbose_name_plural = _("lần đối soát")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["day"], name="reconciliation_by_day")]

    def __str__(self) -> str:
        return str(self.day)

    @property
    def open(self) -> int:
        return sum(self.open_by_way.values())
