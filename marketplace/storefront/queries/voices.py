"""What buyers and askers say, as the product's own page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.voices.queries import reading

if TYPE_CHECKING:
    from catalog.models import Producer, Product
    from marketplace.voices.models import Contact

SHOWN = 3


def heard(product: Product) -> dict[str, Any]:
    """Figures, the newest reviews and answered questions, and a number to call.

    Of a product ``with_figures``, with its producer's contact. Two queries where there are
    reviews, one where there are answers, none where nobody said anything.
    """
    told = product.reviewed or {"count": 0, "total": 0}  # type: ignore[attr-defined]  # with_figures
    count, total = told["count"], told["total"]
    newest = reading.in_full(reading.reviews_of(product))[:SHOWN] if count else []
    answered = reading.questions_of(product)[:SHOWN] if product.has_answers else []  # type: ignore[attr-defined]  # as above
    return {
        "summary": reading.Summary(count, total / count if count else 0.0),
        "reviews": list(newest),
        "questions": list(answered),
        "contact": contact_of(product.producer),
    }


def contact_of(producer: Producer) -> Contact | None:
    """The number it chose to show."""
    return getattr(producer, "contact", None)
