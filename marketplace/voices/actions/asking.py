"""Somebody asks a producer about a product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from accounts.language import language_in_use
from catalog.models import Product
from marketplace.voices.models import Question

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

MOST_WAITING = 3


class EnoughAsked(ValidationError):
    """So many questions of this person about this product wait already."""


@transaction.atomic
def ask_question(
    *, product: Product, asker: User | None, phone: str, text: str, at: datetime
) -> Question:
    """Keep a question; ``phone`` (E.164) is told the answer. The same words again are no second.

    It is heard at once where that number is the asker's confirmed own; else see :func:`confirm`.
    Raises :class:`EnoughAsked` where three of this phone wait for an answer already.
    """
    product = Product.objects.select_for_update(of=("self",), no_key=True).get(pk=product.pk)
    unanswered = Question.objects.filter(answered_at__isnull=True, hidden_at__isnull=True)
    waiting = unanswered.filter(product=product, phone=phone)
    known = waiting.filter(text=text).first()
    if known:
        return known
    if waiting.count() >= MOST_WAITING:
        raise EnoughAsked(_("Bạn đã có 3 câu đang chờ trả lời về món này. Xin đợi một chút nhé."))
    question = Question.objects.create(
        product=product,
        asker=asker,
        phone=phone,
        is_confirmed=asker is not None and asker.phone_verified_at is not None,
        language=language_in_use(),
        text=text,
        asked_at=at,
    )
    journal.record(actor=asker, verb="asked", subject=question, at=at)
    return question


@transaction.atomic
def confirm(*, question: Question, at: datetime) -> Question:
    """The asker holds the number: the producer may read the question now. Again changes nothing."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if not question.is_confirmed:
        question.is_confirmed = True
        question.save(update_fields=["is_confirmed"])
        journal.record(actor=question.asker, verb="confirmed a question", subject=question, at=at)
    return question


@transaction.atomic
def forget_unconfirmed(*, before: datetime) -> int:
    """Questions whose number nobody confirmed are forgotten, and the number with them."""
    old = Question.objects.filter(is_confirmed=False, asked_at__lt=before)
    return old.filter(hidings__isnull=True).delete()[0]
