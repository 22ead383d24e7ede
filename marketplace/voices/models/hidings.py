"""What a moderator hid, for which reason; what its writer says to that, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.language import language_in_use
from marketplace.voices.models.questions import Question
from marketplace.voices.models.reviews import Review

if TYPE_CHECKING:
    from datetime import date

MOST_LETTERS = 500


class HidingReasonQuerySet(models.QuerySet["HidingReason"]):
    def in_force(self, *, on: date) -> Self:
        ends = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        return self.filter(ends, valid_from__lte=on)


class HidingReason(models.Model):
    """A reason for which words may be hidden, from a day on; a low score is none."""

    code = models.SlugField(max_length=40)
    words = models.CharField(_("lý do"), max_length=160)
    words_en = models.CharField(_("lý do (tiếng Anh)"), max_length=160)
    basis = models.CharField(_("căn cứ"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = HidingReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lý do ẩn lời")
        verbose_name_plural = _("lý do ẩn lời")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["code", "valid_from"], name="hiding_reason_begins_once_a_day"),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=models.F("valid_from")),
                name="hiding_reason_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.words_en if language_in_use() == "en" else self.words


class HidingQuerySet(models.QuerySet["Hiding"]):
    def standing(self) -> Self:
        return self.filter(lifted_at__isnull=True)

    def appealed(self) -> Self:
        """Those whose writer objected and has no answer yet."""
        return self.standing().filter(appealed_at__isnull=False, upheld_at__isnull=True)


class Hiding(models.Model):
    """A review or a question is hidden. Its writer may object once; a moderator settles that.

    ``note`` is for the writer, beside the reason; ``word`` is the moderator's last.
    """

    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, related_name="hidings", null=True, blank=True
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="hidings", null=True, blank=True
    )
    reason = models.ForeignKey(HidingReason, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("nói thêm với người viết"), max_length=MOST_LETTERS, blank=True)
    hidden_at = models.DateTimeField()
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    appeal = models.TextField(max_length=MOST_LETTERS, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(_("trả lời người viết"), max_length=MOST_LETTERS, blank=True)
    upheld_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = HidingQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời bị ẩn")
        verbose_name_plural = _("lời bị ẩn")
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(review__isnull=False) ^ Q(question__isnull=False),
                name="hiding_hides_one_thing",
            ),
            UniqueConstraint(
                fields=["review"],
                condition=Q(lifted_at__isnull=True),
                name="review_is_hidden_once_at_a_time",
            ),
            UniqueConstraint(
                fields=["question"],
                condition=Q(lifted_at__isnull=True),
                name="question_is_hidden_once_at_a_time",
            ),
            CheckConstraint(
                condition=Q(appeal="", appealed_at__isnull=True)
                | (~Q(appeal="") & Q(appealed_at__isnull=False)),
                name="appeal_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review or self.question} · {self.reason}"
