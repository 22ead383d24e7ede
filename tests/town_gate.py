"""What a stall of the town has sent to its officer."""

from __future__ import annotations

from django.utils.timezone import now

from catalog.actions.papers import submit_paper
from catalog.actions.products import change_product
from catalog.papers import Paper


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
