"""How something is made: of what, and how much comes out of a usual amount."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.folding import tidy
from catalog.models import Product
from traceability.measures import SPOKEN, size
from traceability.models import Material
from traceability.queries.yields import THOUSAND, WHOLE_BP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BoundField
    from django.http import QueryDict

    from catalog.models import Producer

PORTION = {"g": 10, "ml": 10, "cái": 100}
"""So many kilograms, litres or pieces that go in are what a recipe speaks of."""

MOST = 1_000_000
UNITS = [
    (unit, format_lazy("{} {}", PORTION[unit], name)) for unit, (name, _size) in SPOKEN.items()
]


def _number(label: Any, *, required: bool = True, initial: Any = None) -> forms.DecimalField:  # noqa: ANN401 (lazy words)
    return forms.DecimalField(
        label=label,
        required=required,
        initial=initial,
        min_value=0,
        max_value=MOST,
        decimal_places=3,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


class RecipeForm(forms.Form):
    """``sp-<key>`` is a product, ``nl-<key>`` a material; ``quy_<key>`` what a material counts."""

    output = forms.ChoiceField(label=gettext_lazy("Làm ra gì"))
    name = forms.CharField(
        label=gettext_lazy("Tên cách làm"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: sao và sấy chè. Người quét mã đọc được."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Cứ từng này nguyên liệu"), choices=UNITS)
    least = _number(gettext_lazy("Ra ít nhất (kg, lít, cái)"))
    most = _number(gettext_lazy("Ra nhiều nhất (kg, lít, cái)"))
    ingredients = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Từ những nguyên liệu nào"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        producer: Producer,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.materials = list(producer.materials.all())
        self.products = list(Product.objects.filter(producer=producer).prefetch_related("packs"))
        super().__init__(data, initial=dict(initial or {}))
        self.fields["output"].choices = [  # type: ignore[attr-defined]
            *((f"sp-{one.pk}", one.name) for one in self.products),
            *((f"nl-{one.pk}", one.name) for one in self.materials),
        ]
        self.fields["ingredients"].choices = [  # type: ignore[attr-defined]
            (one.pk, one.name) for one in self.materials
        ]
        for one in self.materials:
            measure = SPOKEN[one.unit][0]
            label = format_lazy(str(_("1 {} {} tính là (kg, lít, cái)")), measure, one.name)
            self.fields[f"quy_{one.pk}"] = _number(label, required=False)

    @property
    def weights(self) -> list[BoundField]:
        return [self[f"quy_{one.pk}"] for one in self.materials]

    def made(self) -> Product | Material:
        kind, key = self.cleaned_data["output"].split("-")
        rows: list[Any] = self.products if kind == "sp" else self.materials
        return next(one for one in rows if one.pk == int(key))  # type: ignore[no-any-return]

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("Số nhiều nhất phải lớn hơn số ít nhất."))
        if most is not None and not self.errors and not 1 <= self._bp("most") <= MOST:
            self.add_error("most", _("Số này không thể có được. Hãy xem lại."))
        if not self.errors:
            self._refuse_unweighed()
        return cleaned

    def _refuse_unweighed(self) -> None:
        """A material that is counted otherwise needs a number to convert it by."""
        for one in self._chosen():
            field = f"quy_{one.pk}"
            if one.unit != self.cleaned_data["unit"] and not self.cleaned_data.get(field):
                self.add_error(field, _("Đong khác đơn vị thì cần ghi quy đổi."))

    def _bp(self, name: str) -> int:
        unit = self.cleaned_data["unit"]
        came_out = self.cleaned_data[name] * size(self._out_unit())
        return int(came_out * WHOLE_BP / (PORTION[unit] * size(unit)))

    def _out_unit(self) -> str:
        made = self.made()
        if isinstance(made, Material):
            return made.unit
        return next((pack.net_unit for pack in made.packs.all()), "g")

    def method(self) -> dict[str, Any]:
        """What the recipe says, in base units."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "unit": said["unit"],
            "least_bp": self._bp("least"),
            "most_bp": self._bp("most"),
            "ingredients": {one.pk: self._thousandths(one) for one in self._chosen()},
        }

    def _chosen(self) -> list[Material]:
        return [one for one in self.materials if one.pk in self.cleaned_data["ingredients"]]

    def _thousandths(self, one: Material) -> int:
        each = self.cleaned_data.get(f"quy_{one.pk}") or Decimal(1)
        ratio = Decimal(size(self.cleaned_data["unit"])) / size(one.unit)
        return max(1, int(each * ratio * THOUSAND))
