"""The mass balance: no more leaves a lot than its raw material can have given.

One rule: the recipe that stood when the lot was opened, else the first one written after; a
product without any recipe has its own yield. An officer's grant lifts the limit for one lot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext as _

from traceability.measures import spoken
from traceability.models import Recipe, YieldPlea

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from traceability.models import Lot, Material, MaterialLot

WHOLE_BP = 10_000
THOUSAND = 1_000


class MoreThanTheHarvest(ValidationError):
    """More came out than the raw material can have given.

    ``params`` has the numbers in base units: ``went_in``, ``ceiling`` and ``asked``.
    """


class NoCommonMeasure(ValidationError):
    """What went in and what came out are counted in different units, and no recipe says how."""


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


def refuse_more_than_harvest(*, lot: Lot, packs: int, raw_quantity: int) -> None:
    """Hold packs × net content ≤ raw quantity × yield, in whole base units."""
    asked = packs * lot.pack.net_content
    if not packs or asked <= (most := most_out(lot=lot, raw_quantity=raw_quantity)):
        return
    unit = yield_of_lot(lot).unit
    raise MoreThanTheHarvest(
        _(
            "Nguyên liệu đã ghi (%(in)s) chỉ đủ cho %(most)s gói; bạn ghi %(wrote)s gói. "
            "Hãy xem lại số gói hoặc số nguyên liệu."
        ),
        code="more_than_the_harvest",
        params={
            "in": spoken(raw_quantity, unit),
            "most": localize(most // lot.pack.net_content),
            "wrote": localize(packs),
            "went_in": raw_quantity,
            "ceiling": most,
            "asked": asked,
        },
    )


def refuse_more_than_yield(
    *, rule: Yield, went_in: int, came_out: int, unit: str, grant: YieldPlea | None
) -> None:
    """Hold what came out of a process (``unit``) below what went in can have given."""
    if went_in == 0:
        raise NoCommonMeasure(
            _("Nguyên liệu và thành phẩm đong khác nhau. Hãy ghi cách làm để biết quy đổi."),
            code="no_common_measure",
        )
    most = max(rule.most(went_in), grant.asked if grant else 0)
    if came_out <= most:
        return
    raise MoreThanTheHarvest(
        _("Đưa vào %(in)s thì ra nhiều nhất %(most)s; bạn ghi %(wrote)s. Hãy xem lại hai số này."),
        code="more_than_the_harvest",
        params={
            "in": spoken(went_in, rule.unit),
            "most": spoken(most, unit),
            "wrote": spoken(came_out, unit),
            "went_in": went_in,
            "ceiling": most,
            "asked": came_out,
        },
    )
