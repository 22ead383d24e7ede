"""The mass balance: no more leaves a lot than its raw material can have given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from traceability.models import Lot

WHOLE_BP = 10_000


class MoreThanTheHarvest(ValidationError):
    """More packs than the raw material can have given, by the product's yield."""


def most_packs(*, lot: Lot, raw_quantity: int) -> int:
    """Packs that so much raw material (base units) gives at most, rounded down."""
    return raw_quantity * lot.pack.product.yield_bp // (WHOLE_BP * lot.pack.net_content)


def refuse_more_than_harvest(*, lot: Lot, packs: int, raw_quantity: int) -> None:
    """Hold packs × net content ≤ raw quantity × yield, in whole base units."""
    most = most_packs(lot=lot, raw_quantity=raw_quantity)
    if packs > most:
        raise MoreThanTheHarvest(
            _("Nguyên liệu đã ghi chỉ đủ cho %(most)s gói. Hãy xem lại số gói hoặc số thu hoạch.")
            % {"most": localize(most)},
            code="more_than_the_harvest",
        )
