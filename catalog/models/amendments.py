"""Changes of goods on sale that an officer looks at before buyers do."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models.products import Product


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def waiting(self) -> Self:
        return self.filter(state=Amendment.State.WAITING)


class Amendment(models.Model):
    """One field of a product: what it says, what its producer wants it to say, and why.

    Values are kept as text, a kind of goods by its number. (Money's ``payments.Proposal`` is of
    operators; this is of producers.)
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("đang chờ duyệt")
        APPROVED = "approved", _("đã duyệt")
        REFUSED = "refused", _("không duyệt")
        WITHDRAWN = "withdrawn", _("đã rút")
        STALE = "stale", _("không còn khớp")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="amendments")
    field = models.CharField(_("mục"), max_length=30)
    before = models.TextField(_("đang ghi"), blank=True)
    after = models.TextField(_("xin đổi thành"), blank=True)
    why = models.CharField(_("vì sao"), max_length=300, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề nghị sửa hàng đang bán")
        verbose_name_plural = _("đề nghị sửa hàng đang bán")
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(state="waiting"), name="amendment_waiting"
            )
        ]
        constraints = [
            UniqueConstraint(
                fields=["product", "field"],
                condition=Q(state="waiting"),
                name="amendment_waits_once_per_field",
            ),
            CheckConstraint(condition=~Q(before=F("after")), name="amendment_changes_something"),
            CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="ended_amendment_says_by_whom_and_when",
            ),
            CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="refused_amendment_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.field}"
