"""Raw lots go in, goods come out: how much of each lot in store, and what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.folding import tidy
from catalog.models import Pack
from traceability.forms.amounts import (
    AskingForm,
    amount_field,
    lot_code_field,
    minute,
    moment_field,
    sure_field,
)
from traceability.forms.lots import LotForm
from traceability.forms.materials import UNITS
from traceability.measures import size, spoken
from traceability.models import Place
from traceability.queries import materials
from traceability.queries.yields import yield_called

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.forms import BoundField
    from django.http import QueryDict

    from catalog.models import Producer
    from traceability.models import MaterialLot
    from traceability.queries.yields import Yield


class TakingForm(AskingForm):
    """``lay_<key>`` is how much of each lot goes in; ``output`` what came out, in its own unit."""

    happened_at = moment_field(gettext_lazy("Lúc nào"))
    place = forms.ModelChoiceField(
        label=gettext_lazy("Làm ở đâu"), queryset=Place.objects.none(), empty_label=None
    )
    is_sure = sure_field()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        producer: Producer,
        stored: Sequence[MaterialLot],
        out_unit: str,
        rule: Yield | None,
        initial: Mapping[str, Any],
    ) -> None:
        self.stored, self.rule, self.out_unit = list(stored), rule, out_unit
        super().__init__(data, initial=dict(initial))
        self.fields["place"].queryset = producer.places.all()  # type: ignore[attr-defined]
        for lot in self.stored:
            self.fields[_name(lot.pk)] = _taken_field(lot)
        self.fields["output"] = amount_field(gettext_lazy("Ra được bao nhiêu ({})"), out_unit)

    @property
    def takings(self) -> list[BoundField]:
        """The boxes beside the lots in store."""
        return [self[_name(lot.pk)] for lot in self.stored]

    @property
    def rest(self) -> list[BoundField]:
        """What is filled in already."""
        shown = {
            "output",
            "unit",
            "name",
            "is_sure",
            "ly_do",
            *(_name(lot.pk) for lot in self.stored),
        }
        return [field for field in self.visible_fields() if field.name not in shown]

    @property
    def rest_has_errors(self) -> bool:
        return any(field.errors for field in self.rest)

    def wanted(self) -> dict[int, int]:
        """Base units by the key of the lot, for those from which something is taken."""
        typed = ((lot, self.cleaned_data.get(_name(lot.pk))) for lot in self.stored)
        return {lot.pk: int(much * size(lot.material.unit)) for lot, much in typed if much}

    def output_units(self) -> int:
        return int(self.cleaned_data["output"] * size(self.out_unit))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        wanted = self.wanted()
        if not wanted:
            self.add_error(None, _("Hãy ghi đã lấy bao nhiêu của ít nhất một lô."))
        elif not cleaned.get("is_sure"):
            self._refuse_too_little(wanted)
        return cleaned

    def _refuse_too_little(self, wanted: Mapping[int, int]) -> None:
        if self.rule is None:
            return
        taken = [(lot, wanted[lot.pk]) for lot in self.stored if lot.pk in wanted]
        least = self.rule.least(self.rule.counted(taken))
        if self.output_units() < least:
            told = _("Theo cách làm thì ra ít nhất %(least)s. Nếu đúng, hãy tích vào đây.")
            self.make_sure(told % {"least": spoken(least, self.out_unit)})

    def blame(self, lot: int | None) -> str | None:
        """The box of this material lot."""
        name = _name(lot or 0)
        return name if name in self.fields else None


class NewLotForm(TakingForm):
    """A product lot opened and made at once; its number and days are filled in."""

    code = LotForm.base_fields["code"]
    made_on = LotForm.base_fields["made_on"]
    best_before = LotForm.base_fields["best_before"]

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        pack: Pack,
        at: datetime,
        stored: Sequence[MaterialLot],
        rule: Yield,
    ) -> None:
        self.lot_form = LotForm(None, pack=pack, at=at)
        usual = dict(self.lot_form.initial)
        usual |= {"place": usual.pop("workshop", None), "happened_at": minute(at)}
        self.today = localdate(at)
        super().__init__(
            data,
            producer=pack.product.producer,
            stored=stored,
            out_unit=pack.net_unit,
            rule=rule,
            initial=usual,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        made_on, best_before = cleaned.get("made_on"), cleaned.get("best_before")
        for name, words in self.lot_form.faults(made_on, best_before):
            self.add_error(name, words)
        return cleaned

    def origin(self) -> Place:
        """Where the first of the lots that went in came from."""
        wanted = self.wanted()
        return next(lot.place for lot in self.stored if lot.pk in wanted)


class MakingForm(TakingForm):
    """One material made of others: what it is called, its number."""

    name = forms.CharField(
        label=gettext_lazy("Làm thành gì"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "cac-nguyen-lieu", "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Tính bằng"), choices=UNITS)
    code = lot_code_field()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        producer: Producer,
        stored: Sequence[MaterialLot],
        at: datetime,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        name = data.get("name", "") if data is not None else ""
        unit = data.get("unit", "") if data is not None else ""
        usual = {
            "happened_at": minute(at),
            "place": materials.last_place(producer),
            "unit": Pack.Unit.GRAM,
            "code": materials.suggested_code(producer, at=at),
        }
        super().__init__(
            data,
            producer=producer,
            stored=stored,
            out_unit=str(unit) if unit in dict(UNITS) else Pack.Unit.GRAM,
            rule=yield_called(producer, tidy(str(name)), at=at),
            initial=usual | dict(initial or {}),
        )
        self.fields["output"].label = gettext_lazy("Ra được bao nhiêu")

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])


def _name(key: int) -> str:
    return f"lay_{key}"


def _taken_field(lot: MaterialLot) -> forms.DecimalField:
    field = amount_field("", lot.material.unit, required=False)
    field.label = f"{lot.material.name} · {lot.code}"
    field.help_text = _("Còn %(left)s") % {"left": spoken(lot.left, lot.material.unit)}
    return field
