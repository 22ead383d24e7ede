"""How a product or a material is made, written down: the next recipe stands from then on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from catalog.models import Producer
from traceability.models import Ingredient, Recipe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Product
    from traceability.models import Material


@dataclass(frozen=True, kw_only=True)
class Method:
    """What goes in (material key: thousandths of a base unit it counts), what comes out of it."""

    name: str
    unit: str
    least_bp: int
    most_bp: int
    ingredients: Mapping[int, int]


@transaction.atomic
def write_recipe(
    *,
    producer: Producer,
    method: Method,
    by: User | None,
    at: datetime,
    product: Product | None = None,
    material: Material | None = None,
) -> Recipe:
    """Write how one thing is made. The same recipe again is the one that stands.

    It binds lots opened from now on: what is in the making keeps the rule it began under.
    """
    producer = Producer.objects.select_for_update().get(pk=producer.pk)
    last = producer.recipes.filter(product=product, material=material).first()
    if last and _method(last) == method:
        return last
    recipe = Recipe.objects.create(
        producer=producer,
        name=method.name,
        product=product,
        material=material,
        unit=method.unit,
        least_bp=method.least_bp,
        most_bp=method.most_bp,
        written_at=at,
    )
    Ingredient.objects.bulk_create(
        Ingredient(recipe=recipe, material_id=key, thousandths=each)
        for key, each in method.ingredients.items()
    )
    journal.record(
        actor=by,
        verb="wrote recipe",
        subject=recipe,
        at=at,
        on_behalf_of=producer,
        least_bp=method.least_bp,
        most_bp=method.most_bp,
        before=last.most_bp if last else None,
    )
    return recipe


def _method(recipe: Recipe) -> Method:
    return Method(
        name=recipe.name,
        unit=recipe.unit,
        least_bp=recipe.least_bp,
        most_bp=recipe.most_bp,
        ingredients=dict(recipe.ingredients.values_list("material", "thousandths")),
    )
