"""After a change of what readers may see: the lot's figures, and the pages that were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Sum

from marketplace.freshness import forget_pages
from marketplace.voices.models import Review
from traceability.actions.ratings import rate_lot
from traceability.models import Lot

if TYPE_CHECKING:
    from marketplace.voices.models import Question


@transaction.atomic
def show_reviews(*, lot: Lot) -> None:
    """Add up the public reviews of a lot, under a lock: none of two at once is lost."""
    lot = Lot.objects.select_for_update(no_key=True).get(pk=lot.pk)
    public = Review.objects.public().filter(lot=lot).order_by()
    sums = public.aggregate(count=Count("pk"), total=Sum("score", default=0))
    rate_lot(lot=lot, **sums)
    transaction.on_commit(forget_pages)


@transaction.atomic
def show(*, voice: Review | Question) -> None:
    """Let every page say what there is to read now."""
    if isinstance(voice, Review):
        show_reviews(lot=voice.lot)
    else:
        transaction.on_commit(forget_pages)
