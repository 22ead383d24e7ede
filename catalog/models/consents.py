"""A producer's consent to be helped: a supporter asks, a code on one's telephone is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from catalog.models.producers import Producer

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self, *, at: datetime) -> Self:
        """Given, and neither over nor taken back."""
        return self.filter(given_at__isnull=False, ended_at__isnull=True, valid_until__gt=at)


class Consent(models.Model):
    """One person lets another work for them. ``digest`` is of the code, which nobody keeps.

    ``person`` is known once the code was told: whoever holds ``phone`` read it out. ``producer`` is
    the stall it is used for, or the one a claim was filed for on the person's behalf.
    """

    supporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents_asked"
    )
    phone = models.CharField(_("số điện thoại"), max_length=16)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(_("hỏi lúc"))
    code_until = models.DateTimeField(_("mã dùng đến"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="consents_given",
        null=True,
        blank=True,
    )
    given_at = models.DateTimeField(_("đồng ý lúc"), null=True, blank=True)
    valid_until = models.DateTimeField(_("đến lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)
    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, related_name="consents", null=True, blank=True
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời đồng ý")
        verbose_name_plural = _("lời đồng ý")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(given_at__isnull=True, person__isnull=True, valid_until__isnull=True)
                | Q(given_at__isnull=False, person__isnull=False, valid_until__isnull=False),
                name="consent_is_given_by_a_person_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supporter} · {self.person or '?'}"

    @property
    def giver(self) -> User:
        """Whoever gave it; only of one that was given."""
        if self.person is None:
            raise LookupError(f"consent {self.pk} was not given")
        return self.person
