"""A reader says that words should not stand there: one flag a reader, for the moderator alone."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.voices.models.hidings import HidingReason
from marketplace.voices.models.questions import Question
from marketplace.voices.models.reviews import Review

MOST_LETTERS = 300


class FlagQuerySet(models.QuerySet["Flag"]):
    def raised(self) -> Self:
        """Those no moderator has looked at."""
        return self.filter(settled_at__isnull=True)


class Flag(models.Model):
    """``reader`` is a keyed hash of an account or of a household's address: enough to count."""

    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="flags", null=True, blank=True
    )
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="flags", null=True, blank=True
    )
    reader = models.CharField(max_length=32)
    reason = models.ForeignKey(HidingReason, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("nói thêm"), max_length=MOST_LETTERS, blank=True)
    raised_at = models.DateTimeField(_("báo lúc"))
    settled_at = models.DateTimeField(_("xem xong lúc"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời bị báo")
        verbose_name_plural = _("lời bị báo")
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(review__isnull=False) ^ Q(question__isnull=False),
                name="flag_is_about_one_thing",
            ),
            UniqueConstraint(fields=["review", "reader"], name="reader_flags_a_review_once"),
            UniqueConstraint(fields=["question", "reader"], name="reader_flags_a_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.review or self.question} · {self.reason}"
