"""How a producer's goods are made, and what comes out at least and at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog.access import stall
from catalog.models import Product
from catalog.stalls import frame
from traceability import access
from traceability.actions.recipes import Method, write_recipe
from traceability.forms import RecipeForm
from traceability.forms.recipes import PORTION
from traceability.measures import in_spoken, size, spoken
from traceability.queries import materials
from traceability.queries.yields import THOUSAND, WHOLE_BP

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from traceability.models import Recipe

ROOM = "traceability:materials"


@login_required
@never_cache
@require_safe
def recipes(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    rows = [(recipe, _in_words(recipe)) for recipe in materials.recipes_of(mine)]
    return render(request, "traceability/recipes.html", {"rows": rows, **frame(mine, ROOM)})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_recipe(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    earlier = access.recipe_to_rewrite(mine, request.GET.get("thay", ""))
    form = RecipeForm(sent(request), producer=mine, initial=_as_written(earlier))
    if form.is_valid():
        made = form.made()
        output = {"product": made} if isinstance(made, Product) else {"material": made}
        method = Method(**form.method())
        write_recipe(producer=mine, method=method, by=request.user, at=now(), **output)
        messages.success(request, _("Đã ghi cách làm. Lô mở từ nay tính theo cách này."))
        return redirect("traceability:recipes", producer)
    context = {"form": form, **frame(mine, ROOM)}
    status = 422 if form.errors else 200
    return render(request, "traceability/new_recipe.html", context, status=status)


def _in_words(recipe: Recipe) -> dict[str, Any]:
    unit = _out_unit(recipe)
    portion = PORTION[recipe.unit] * size(recipe.unit)
    return {
        "output": recipe.product or recipe.material,
        "portion": spoken(portion, recipe.unit),
        "least": spoken(portion * recipe.least_bp // WHOLE_BP, unit),
        "most": spoken(portion * recipe.most_bp // WHOLE_BP, unit),
        "ingredients": ", ".join(one.material.name for one in recipe.ingredients.all()),
    }


def _out_unit(recipe: Recipe) -> str:
    if recipe.material:
        return recipe.material.unit
    pack = recipe.product.packs.first() if recipe.product else None
    return pack.net_unit if pack else "g"


def _as_written(recipe: Recipe | None) -> dict[str, Any]:
    """The recipe that the next one starts from."""
    if recipe is None:
        return {}
    return {
        "output": f"sp-{recipe.product_id}" if recipe.product_id else f"nl-{recipe.material_id}",
        "name": recipe.name,
        "unit": recipe.unit,
        "least": _portion(recipe, recipe.least_bp),
        "most": _portion(recipe, recipe.most_bp),
        "ingredients": [one.material_id for one in recipe.ingredients.all()],
        **{f"quy_{one.material_id}": _each(recipe, one) for one in recipe.ingredients.all()},
    }


def _portion(recipe: Recipe, share: int) -> Decimal:
    units = PORTION[recipe.unit] * size(recipe.unit) * share // WHOLE_BP
    return in_spoken(units, _out_unit(recipe))


def _each(recipe: Recipe, one: Any) -> Decimal | None:  # noqa: ANN401 (an ingredient)
    """What one kilogram, litre or piece of it counts as; nothing where it counts as itself."""
    if one.material.unit == recipe.unit and one.thousandths == THOUSAND:
        return None
    return in_spoken(one.thousandths * size(one.material.unit), recipe.unit) / THOUSAND
