"""What a product's page says before it is bought: what may be claimed of it, and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.rights.kinds import goods_of
from marketplace.rights.queries import rules_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from catalog.models import Policy, Product
    from marketplace.rights.models import ClaimRule
    from marketplace.storefront.queries.goods import Offer


def rules_told(
    product: Product, offers: Sequence[Offer], policy: Policy | None, *, on: date
) -> list[ClaimRule]:
    """The rules of today for such goods; none where nothing is offered. One query."""
    if not offers:
        return []
    goods = goods_of(product.criteria_set, is_fresh=bool(policy and policy.is_fresh))
    return list(rules_of(goods, on=on).values())
