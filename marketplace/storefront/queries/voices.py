"""What buyers and askers say, as the product's own page shows it. At most five queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.voices.queries import reading

if TYPE_CHECKING:
    from catalog.models import Product

SHOWN = 3


def heard(product: Product) -> dict[str, Any]:
    """Figures, the newest reviews and answered questions, and a number to call.

    An unclaimed listing sells nothing, so nobody says anything of it: no query.
    """
    if not product.producer.is_claimed:
        return {"summary": reading.NOTHING, "reviews": [], "questions": [], "contact": None}
    summary = reading.summary(reading.reviews_of(product))
    newest = reading.in_full(reading.reviews_of(product))[:SHOWN] if summary.count else []
    return {
        "summary": summary,
        "reviews": list(newest),
        "questions": list(reading.questions_of(product)[:SHOWN]),
        "contact": reading.contact_of(product.producer),
    }
