"""A material that came: what, how much, from where. Everything else is filled in already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.folding import tidy
from catalog.models import Pack
from traceability.forms.amounts import amount_field, lot_code_field, minute, moment_field
from traceability.measures import SPOKEN, size
from traceability.models import MaterialLot, Place
from traceability.queries import materials

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

    from catalog.models import Producer

Source = MaterialLot.Source
UNITS = [(unit, name) for unit, (name, _size) in SPOKEN.items()]


class ComingForm(forms.Form):
    """How a known lot came: what may be put right afterwards."""

    amount = amount_field(gettext_lazy("Được bao nhiêu"), Pack.Unit.GRAM)
    happened_at = moment_field(gettext_lazy("Lúc nào"))
    place = forms.ModelChoiceField(
        label=gettext_lazy("Ở đâu"), queryset=Place.objects.none(), empty_label=None
    )
    supplier = forms.CharField(
        label=gettext_lazy("Mua của ai"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Chỉ người của gian hàng đọc được."),
    )
    bought = forms.CharField(
        label=gettext_lazy("Mã lô của họ trên Chợ Gốc"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Có mã thì nguồn gốc nối liền tới người làm ra nó."),
    )
    paper = forms.CharField(label=gettext_lazy("Số giấy tờ"), max_length=80, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        producer: Producer,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.producer = producer
        super().__init__(data, initial=initial)
        self.fields["place"].queryset = producer.places.all()  # type: ignore[attr-defined]

    def clean_bought(self) -> Any:  # noqa: ANN401 (a lot, or nothing)
        typed = self.cleaned_data["bought"]
        if not typed:
            return None
        found = materials.lot_on_the_market(typed)
        if found is None:
            raise ValidationError(
                _("Chưa tìm thấy lô nào mang mã này. Hãy so lại với tem."), code="no_lot"
            )
        if found.producer_id == self.producer.pk:
            raise ValidationError(_("Đây là lô của chính gian hàng này."), code="own_lot")
        return found

    def came(self, unit: str, *, is_bought: bool) -> dict[str, Any]:
        """Where, when and how much, in base units; of whom, when it was bought."""
        said = self.cleaned_data
        return {
            "place": said["place"],
            "at": said["happened_at"],
            "amount": int(said["amount"] * size(unit)),
            "supplier": tidy(said["supplier"]) if is_bought else "",
            "bought_lot": said["bought"] if is_bought else None,
            "paper": said["paper"] if is_bought else "",
        }


class MaterialForm(ComingForm):
    """A new lot. Defaults: place, unit and kind of the last one, now, the next free code."""

    name = forms.CharField(
        label=gettext_lazy("Nguyên liệu gì"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "cac-nguyen-lieu", "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Tính bằng"), choices=UNITS)
    source = forms.ChoiceField(
        label=gettext_lazy("Từ đâu mà có"),
        choices=[
            (Source.GROWN, gettext_lazy("Nhà thu hoạch, đánh bắt")),
            (Source.BOUGHT, gettext_lazy("Mua về")),
        ],
        widget=forms.RadioSelect,
    )
    code = lot_code_field()
    field_order = ("name", "amount", "unit", "source", "supplier", "bought", "paper")

    def __init__(
        self, data: QueryDict | None = None, *, producer: Producer, at: datetime, named: str = ""
    ) -> None:
        super().__init__(data, producer=producer, initial=_usual(producer, at, named))

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        amount = cleaned.get("amount")
        if cleaned.get("unit") == Pack.Unit.PIECE and amount and amount != int(amount):
            self.add_error("amount", _("Đếm cái thì ghi số nguyên."))
        return cleaned


def _usual(producer: Producer, at: datetime, named: str) -> dict[str, Any]:
    """What most likely is so again."""
    last = materials.last_lot(producer, named)
    return {
        "name": named,
        "unit": last.material.unit if last else Pack.Unit.GRAM,
        "source": last.source if last and last.source != Source.MADE else Source.GROWN,
        "place": last and last.place_id,
        "happened_at": minute(at),
        "code": materials.suggested_code(producer, at=at),
    }


def as_noted(lot: MaterialLot, happened_at: datetime) -> dict[str, Any]:
    """What was written the first time."""
    return {
        "amount": materials.spoken_amount(lot),
        "happened_at": minute(happened_at),
        "place": lot.place_id,
        "supplier": lot.supplier,
        "bought": lot.bought_lot.trace_code if lot.bought_lot else "",
        "paper": lot.paper,
    }
