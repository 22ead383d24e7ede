"""What sellers' papers say, for those who would ask the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.models import SellerPaper

if TYPE_CHECKING:
    from catalog.models import Fact, Producer

KNOWN = (SellerPaper.State.APPROVED, SellerPaper.State.WAITING)


def number_of(producer: Producer, fact: Fact) -> str:
    """The number of its newest paper of that kind that was not refused; empty without one."""
    papers = producer.seller_papers.filter(fact=fact, state__in=KNOWN, is_sample=False)
    return papers.order_by("submitted_at", "pk").values_list("number", flat=True).last() or ""
