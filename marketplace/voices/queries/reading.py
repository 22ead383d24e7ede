"""What readers see: reviews with their figures, answered questions, a number to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Subquery, Sum
from django.db.models.functions import JSONObject

from marketplace.voices.models import Contact, Question, Review
from traceability.ratings import Rating

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from catalog.models import Producer, Product
    from traceability.models import Lot


@dataclass(frozen=True, slots=True)
class Summary:
    """The mean of so many reviews, and how many gave each score, the highest first."""

    count: int
    mean: float
    by_score: tuple[tuple[int, int], ...] = ()


def summary(reviews: QuerySet[Review]) -> Summary:
    """One query."""
    rows = reviews.order_by().values("score").annotate(n=Count("pk"))
    counted = {row["score"]: row["n"] for row in rows}
    count = sum(counted.values())
    total = sum(score * n for score, n in counted.items())
    scores = range(Review.MOST, Review.LEAST - 1, -1)
    by_score = tuple((score, counted.get(score, 0)) for score in scores)
    return Summary(count, total / count if count else 0.0, by_score)


def with_figures(products: QuerySet[Product, Any]) -> QuerySet[Product, Any]:
    """With ``reviewed``, count and sum of points, or None; ``has_answers`` to questions."""
    said = Review.objects.public().filter(product=OuterRef("pk")).order_by()
    sums = said.values("product").annotate(n=Count("pk"), points=Sum("score"))
    answered = Question.objects.public().filter(product=OuterRef("pk"))
    return products.annotate(
        reviewed=Subquery(sums.values(told=JSONObject(count="n", total="points"))),
        has_answers=Exists(answered),
    )


def reviews_of(product: Product) -> QuerySet[Review]:
    return Review.objects.public().filter(product=product)


def reviews_of_lot(lot: Lot) -> QuerySet[Review]:
    return Review.objects.public().filter(lot=lot)


def in_full(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """With the lot and the photos. One more query."""
    return reviews.select_related("lot", "product").prefetch_related("photos")


def rating_of(lot: Lot) -> Rating:
    """What buyers gave this lot, beside all lots of its product. One query."""
    rows = Review.objects.public().filter(product=lot.pack.product_id).order_by()
    sums = rows.values("lot").annotate(n=Count("pk"), points=Sum("score"))
    by_lot = {row["lot"]: (row["n"], row["points"]) for row in sums}
    count, total = by_lot.get(lot.pk, (0, 0))
    return Rating(
        count, total, sum(n for n, _p in by_lot.values()), sum(p for _n, p in by_lot.values())
    )


def questions_of(product: Product) -> QuerySet[Question]:
    """Answered ones, newest first."""
    return Question.objects.public().filter(product=product)


def contact_of(producer: Producer) -> Contact | None:
    return Contact.objects.filter(producer=producer).first()
