"""What waits for somebody: a producer's answer, a moderator's eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef

from marketplace.voices.models import Flag, Hiding, Question, Review

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Producer


def reviews_at(producer: Producer) -> QuerySet[Review]:
    """What buyers say of a stall's goods, what has no answer first."""
    rows = Review.objects.public().filter(product__producer=producer)
    rows = rows.select_related("product", "lot").prefetch_related("photos")
    return rows.order_by(F("answered_at").asc(nulls_first=True), "-written_at", "-pk")


def questions_at(producer: Producer) -> QuerySet[Question]:
    """What is asked at a stall, what has no answer first."""
    rows = Question.objects.heard().filter(product__producer=producer)
    return rows.select_related("product").order_by(
        F("answered_at").asc(nulls_first=True), "-asked_at", "-pk"
    )


def to_answer(producer: Producer) -> int:
    """Questions and reviews without an answer. Two queries."""
    reviews = Review.objects.public().unanswered().filter(product__producer=producer)
    questions = Question.objects.waiting().filter(product__producer=producer)
    return reviews.count() + questions.count()


def reviews_to_moderate(user: User) -> QuerySet[Review, Any]:
    """Those whose writer objects first, then those that readers report, then the newest."""
    objected = Exists(Hiding.objects.appealed().filter(review=OuterRef("pk")))
    flagged = Exists(Flag.objects.raised().filter(review=OuterRef("pk")))
    written = Review.objects.overseen_by(user).filter(withdrawn_at__isnull=True)
    shown = written.select_related("product__producer", "lot")
    rows = shown.annotate(is_appealed=objected, is_flagged=flagged)
    return rows.order_by("-is_appealed", "-is_flagged", "-written_at", "-pk")


def questions_to_moderate(user: User) -> QuerySet[Question, Any]:
    """As reviews."""
    objected = Exists(Hiding.objects.appealed().filter(question=OuterRef("pk")))
    flagged = Exists(Flag.objects.raised().filter(question=OuterRef("pk")))
    asked = Question.objects.overseen_by(user).filter(is_confirmed=True)
    shown = asked.select_related("product__producer")
    rows = shown.annotate(is_appealed=objected, is_flagged=flagged)
    return rows.order_by("-is_appealed", "-is_flagged", "-asked_at", "-pk")


def flags_of(voice: Review | Question) -> QuerySet[Flag]:
    """What readers said against it, as long as no moderator has looked."""
    return voice.flags.raised().select_related("reason")


def hidings_of(voice: Review | Question) -> QuerySet[Hiding]:
    return voice.hidings.select_related("reason")
