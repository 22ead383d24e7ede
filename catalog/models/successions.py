"""A stall passes from its owner to the next: offered to a telephone, taken by whoever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models.producers import Membership

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def open(self, *, at: datetime) -> Self:
        """Offered, and neither taken, nor ended, nor out of time."""
        return self.filter(accepted_at=None, ended_at=None, valid_until__gt=at)

    def to(self, user: User) -> Self:
        """Offered to the number that this person has shown to hold."""
        return self.filter(phone=user.phone) if user.phone_verified_at else self.none()


class Succession(models.Model):
    """``owner`` is the membership that ends when another takes the stall.

    An owner's membership ends no other way, and a stall has one owner: the database sees to both.
    The number is kept while the offer is open.
    """

    owner = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="successions")
    phone = models.CharField(_("số điện thoại"), max_length=16, blank=True)
    offered_at = models.DateTimeField(_("đề nghị lúc"))
    valid_until = models.DateTimeField(_("nhận được đến"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("trao gian hàng")
        verbose_name_plural = _("trao gian hàng")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            UniqueConstraint(
                fields=["owner"],
                condition=Q(ended_at__isnull=True),
                name="stall_is_offered_to_one",
            ),
            CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, ended_at__isnull=True),
                name="succession_is_accepted_by_somebody_or_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner.producer}"
