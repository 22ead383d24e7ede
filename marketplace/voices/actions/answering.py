"""The producer answers: once, and may say it better later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from marketplace.voices import letters
from marketplace.voices.actions.showing import show
from marketplace.voices.models import Question, Review

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


@transaction.atomic
def answer_review(*, review: Review, answer: str, by: User, at: datetime) -> Review:
    """One public answer; given again it takes the other's place. The buyer is told once."""
    rows = Review.objects.select_for_update(of=("self",))
    review = rows.select_related("lot", "product__producer", "line__order__group").get(pk=review.pk)
    if review.answer == answer:
        return review
    _put(review, answer, by, at)
    letters.tell_review_answered(review, at=at)
    return review


@transaction.atomic
def answer_question(*, question: Question, answer: str, by: User, at: datetime) -> Question:
    """The question is public from now on; its asker is told once and the number forgotten."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("product__producer")
    question = rows.get(pk=question.pk)
    if question.answer == answer:
        return question
    phone, question.phone = question.phone, ""
    _put(question, answer, by, at)
    if phone:
        letters.tell_question_answered(question, phone=phone, at=at)
    return question


def _put(voice: Review | Question, answer: str, by: User, at: datetime) -> None:
    verb = "changed an answer" if voice.answer else "answered"
    voice.answer, voice.answered_at, voice.answered_by = answer, at, by
    voice.save()
    journal.record(actor=by, verb=verb, subject=voice, at=at, on_behalf_of=voice.product.producer)
    show(voice=voice)
