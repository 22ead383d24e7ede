"""How many labels to issue, and how to print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.labels import SHEETS

if TYPE_CHECKING:
    from django.http import QueryDict


class LabelForm(forms.Form):
    """``left`` is how many packs have no code yet."""

    count = forms.IntegerField(
        label=_("Số tem"), min_value=1, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, left: int) -> None:
        super().__init__(data, initial={"count": left or None})


class SheetForm(forms.Form):
    """Which paper, and the first free label on it."""

    sheet = forms.ChoiceField(
        label=_("Khổ tem"), choices=[(key, sheet.name) for key, sheet in SHEETS.items()]
    )
    start = forms.IntegerField(label=_("Bắt đầu từ ô số"), min_value=1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sheet = SHEETS.get(cleaned.get("sheet", ""))
        if sheet and cleaned.get("start", 1) > sheet.places:
            self.add_error("start", _("Khổ này chỉ có %(n)s ô.") % {"n": sheet.places})
        return cleaned
