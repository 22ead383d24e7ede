"""What a stall of the town has sent to its officer, and what it sells face to face."""

from __future__ import annotations

from django.utils.timezone import now

from catalog.actions.papers import submit_paper
from catalog.actions.products import change_product
from catalog.papers import Paper
from tests.marketplace.till.stories import loosely, sold

TILL_PAGES = (
    *("sale", "standing", "picture", "dropping", "handing", "returning", "receipt", "assigning"),
)


def gate_keys(product, owner):
    """A paper of the stall and a change of its goods that wait for the officer."""
    told = {"by": owner, "at": now()}
    paper = submit_paper(
        producer=product.producer,
        fact="food_safety",
        product=None,
        file=Paper(".pdf", b"%PDF-1.4\n%%EOF\n"),
        fields={"number": "12/ATTP"},
        **told,
    )
    [asked] = change_product(product=product, fields={"ingredients": "Hoa, lá"}, **told)
    return {
        "gate:new_paper which": "an-toan-thuc-pham",
        "gate:goods_paper which": "tu-cong-bo",
        **{f"{room} pk": paper.pk for room in ("gate:paper_file", "officer:paper")},
        "officer:paper_file pk": paper.pk,
        **{f"{room} pk": asked.pk for room in ("gate:amendment_end", "officer:amendment")},
    }


def till_keys(lot, owner):
    """A sale at the table that waits for its money, and money that came to the table."""
    sale = sold(lot, owner, 1, at=now())
    came = loosely(lot, sale.total, "FT-QUAY", at=now())
    return {
        **{f"till:{room} code": sale.code for room in TILL_PAGES},
        "till:assigning pk": came.receipt_id,
    }
