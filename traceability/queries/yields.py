"""How much may come of what goes in: the one rule behind the mass balance.

The recipe that stood when the lot was opened, else the first one written after; a product without
any recipe has its own yield. An officer's grant lifts the limit for one lot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from traceability.models import Recipe, YieldPlea

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from catalog.models import Producer
    from traceability.models import Lot, Material, MaterialLot

WHOLE_BP = 10_000
THOUSAND = 1_000


@dataclass(frozen=True)
class Yield:
    """How much comes out of ``unit``s that go in, per ten thousand; what each material counts."""

    least_bp: int
    most_bp: int
    unit: str
    thousandths: Mapping[int, int] = field(default_factory=dict)
    recipe: Recipe | None = None

    def counted(self, taken: Iterable[tuple[MaterialLot, int]]) -> int:
        """What went in, in base units of ``unit``.

        A material that the recipe does not name counts as it is where it has the same unit, and
        for nothing otherwise.
        """
        return sum(self._of(lot.material) * amount for lot, amount in taken) // THOUSAND

    def _of(self, material: Material) -> int:
        same = THOUSAND if material.unit == self.unit else 0
        return self.thousandths.get(material.pk, same)

    def most(self, went_in: int) -> int:
        return went_in * self.most_bp // WHOLE_BP

    def least(self, went_in: int) -> int:
        return -(-went_in * self.least_bp // WHOLE_BP)


def yield_of_lot(lot: Lot) -> Yield:
    """What this lot may come to."""
    product = lot.pack.product
    recipe = _standing(list(product.recipes.all()), lot.opened_at)
    return _of_recipe(recipe) if recipe else Yield(0, product.yield_bp, lot.pack.net_unit)


def yield_of_material(material: Material, *, at: datetime) -> Yield:
    """What a lot of this material made now may come to: never more than went in, unsaid."""
    recipe = _standing(list(material.recipes.all()), at)
    return _of_recipe(recipe) if recipe else Yield(0, WHOLE_BP, material.unit)


def yield_called(producer: Producer, name: str, *, at: datetime) -> Yield | None:
    """Of the material of this name; None when it is new."""
    material = producer.materials.filter(name__iexact=name).first()
    return yield_of_material(material, at=at) if material else None


def _standing(recipes: list[Recipe], at: datetime) -> Recipe | None:
    """``recipes`` are newest first."""
    before = [recipe for recipe in recipes if recipe.written_at <= at]
    return next(iter(before), recipes[-1] if recipes else None)


def _of_recipe(recipe: Recipe) -> Yield:
    each = {one.material_id: one.thousandths for one in recipe.ingredients.all()}
    return Yield(recipe.least_bp, recipe.most_bp, recipe.unit, each, recipe)


def grant_for(
    *, went_in: int, code: str, lot: Lot | None = None, material: Material | None = None
) -> YieldPlea | None:
    """The largest amount an officer allowed for this very lot, with no less gone in than shown."""
    pleas = YieldPlea.objects.filter(state=YieldPlea.State.GRANTED, went_in__lte=went_in)
    if lot:
        return pleas.filter(lot=lot).order_by("-asked").first()
    return pleas.filter(material=material, code=code).order_by("-asked").first()


def most_out(*, lot: Lot, raw_quantity: int) -> int:
    """Base units that so much raw material gives at most, or that an officer allowed."""
    usual = yield_of_lot(lot).most(raw_quantity)
    grant = grant_for(went_in=raw_quantity, code=lot.code, lot=lot) if lot.pk else None
    return max(usual, grant.asked if grant else 0)


def most_packs(*, lot: Lot, raw_quantity: int) -> int:
    """Packs that so much raw material (base units) gives at most, rounded down."""
    return most_out(lot=lot, raw_quantity=raw_quantity) // lot.pack.net_content
