"""The demo's goods: drafted, packed, priced, published by their owners; stars by the officer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from catalog.actions import products
from catalog.actions.recognitions import recognise
from catalog.models import CriteriaSet, Product, Recognition
from marketplace.demo.actions import permits
from marketplace.demo.clock import GOODS_LISTED, STARS_SEEN, days_before
from marketplace.demo.goods import GOODS
from marketplace.demo.queries import owner, person, stall

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Producer
    from marketplace.demo.cards import Good, Pack, Star

WORDS = (
    "name",
    "name_en",
    "description",
    "description_en",
    "ingredients",
    "storage",
    "usage",
    "warning",
    "standard",
    "shelf_life_days",
    "yield_bp",
    "licence_number",
    "declaration_number",
)
ISSUER = "Hội đồng OCOP mẫu (không có thật)"


@transaction.atomic
def list_goods(*, at: datetime) -> int:
    """Products that are not there yet, with their packs and stars; say how many."""
    listed = 0
    for key, goods in GOODS.items():
        producer, by = stall(key), owner(key)
        known = set(producer.products.values_list("name", flat=True))
        for good in goods:
            if good.name not in known:
                _list(good, producer, by, at)
                listed += 1
    return listed


def _list(good: Good, producer: Producer, by: User, at: datetime) -> None:
    listed = days_before(at, GOODS_LISTED)
    product = products.draft_product(producer=producer, fields=_facts(good), by=by, at=listed)
    for position, card in enumerate(good.packs.values()):
        products.save_pack(
            product=product, pack=None, fields=_pack_facts(card, position), by=by, at=listed
        )
    permits.answer_for(product, by=by, at=at)
    products.publish_product(product=product, by=by, at=listed)
    if good.star:
        _award(product, good.star, at)


def _facts(good: Good) -> dict[str, Any]:
    return {
        **{name: getattr(good, name) for name in WORDS},
        "criteria_set": CriteriaSet.objects.select_related("shelf").get(number=good.criteria_set),
        "is_illustrative": True,
    }


def _pack_facts(card: Pack, position: int) -> dict[str, Any]:
    return {
        "name": card.name,
        "net_content": card.net,
        "net_unit": card.unit,
        "gross_weight": card.gross,
        "price": card.price,
        "gtin": card.gtin or None,
        "position": position,
    }


def _award(product: Product, star: Star, at: datetime) -> None:
    """A decision seen by the officer, or, without a number, stars that somebody only reports."""
    decided = localdate(days_before(at, star.days_ago))
    if not star.number:
        Recognition.objects.create(
            product=product, stars=star.stars, reported_year=decided.year, evidence="demo"
        )
        return
    recognise(
        product=product,
        stars=star.stars,
        decision=f"QĐ-MẪU-{star.number}/{decided.year}",
        level=star.level,
        issuer=ISSUER,
        valid_from=decided,
        by=person("province"),
        at=days_before(at, min(STARS_SEEN, star.days_ago - 3)),
    )
