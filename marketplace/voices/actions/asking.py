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

    Raises :class:`EnoughAsked` where three of this phone wait for an answer already.
    """
    product = Product.objects.select_for_update(of=("self",), no_key=True).get(pk=product.pk)
    waiting = Question.objects.waiting().filter(product=product, phone=phone)
    known = waiting.filter(text=text).first()
    if known:
        return known
    if waiting.count() >= MOST_WAITING:
        raise EnoughAsked(_("Bạn đã có 3 câu đang chờ trả lời về món này. Xin đợi một chút nhé."))
    question = Question.objects.create(
        product=product,
        asker=asker,
        phone=phone,
        language=language_in_use(),
        text=text,
        asked_at=at,
    )
    journal.record(actor=asker, verb="asked", subject=question, at=at)
    return question
