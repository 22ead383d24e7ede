"""What somebody asks a producer about a product; public once it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer, Product
from marketplace.voices.models.reviews import MOST_ANSWER_LETTERS

if TYPE_CHECKING:
    from accounts.models import User

MOST_LETTERS = 500


class QuestionQuerySet(models.QuerySet["Question"]):
    def public(self) -> Self:
        return self.heard().filter(answered_at__isnull=False)

    def waiting(self) -> Self:
        """For the producer's answer."""
        return self.heard().filter(answered_at__isnull=True)

    def heard(self) -> Self:
        """Those whose asker holds the number that is told the answer, and which are not hidden."""
        return self.filter(is_confirmed=True, hidden_at__isnull=True)

    def overseen_by(self, user: User) -> Self:
        """Those about goods of an officer's area; an operator's are all."""
        if user.is_staff:
            return self
        return self.filter(product__producer__in=Producer.objects.overseen_by(user))


class Question(models.Model):
    """``phone`` is told the answer once, and then forgotten; no page ever shows it.

    Nobody reads a question before a one-time code has shown that the asker holds that number.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="questions")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    phone = models.CharField(_("số điện thoại"), max_length=16, blank=True)
    is_confirmed = models.BooleanField(_("số đã xác nhận"), default=True)
    language = models.CharField(max_length=5, default="vi")
    text = models.TextField(_("câu hỏi"), max_length=MOST_LETTERS)
    asked_at = models.DateTimeField(_("hỏi lúc"))
    answer = models.TextField(_("chủ thể trả lời"), max_length=MOST_ANSWER_LETTERS, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    hidden_at = models.DateTimeField(_("bị ẩn lúc"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("câu hỏi")
        verbose_name_plural = _("câu hỏi")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["product", "-asked_at"], name="question_by_product")]
        constraints = [
            CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_question_has_an_answer",
            ),
            CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(phone=""),
                name="answered_question_forgets_its_phone",
            ),
            CheckConstraint(
                condition=Q(is_confirmed=True) | Q(answered_at__isnull=True),
                name="only_a_confirmed_question_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('storefront:questions', args=[self.product.slug])}#hoi-{self.pk}"
