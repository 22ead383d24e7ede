"""How many packs: typed by people, trusted by nobody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.models import Province
from marketplace.cart.models import MOST_PACKS

LONGEST = 9


class QuantityField(forms.CharField):
    """A whole number from 1 to 999 in the digits 0–9: no signs, points, words or wide digits."""

    def __init__(self) -> None:
        super().__init__(label=_("Số lượng"), error_messages={"required": _("Xin ghi số lượng.")})

    def clean(self, value: Any) -> int:  # noqa: ANN401 (as Django has it)
        text = super().clean(value)
        if not (text.isascii() and text.isdecimal()):
            raise ValidationError(_("Xin ghi số lượng bằng chữ số thường, ví dụ 2."))
        if len(text) > LONGEST or not 1 <= int(text) <= MOST_PACKS:
            raise ValidationError(
                _("Mỗi mặt hàng mua từ 1 đến %(most)s."), params={"most": MOST_PACKS}
            )
        return int(text)


class LineForm(forms.Form):
    """What to do with one pack of the basket; adding is the ordinary thing."""

    ADD, SET, REMOVE = "add", "set", "remove"

    do = forms.ChoiceField(
        choices=[(ADD, ADD), (SET, SET), (REMOVE, REMOVE)], required=False, initial=ADD
    )
    quantity = QuantityField()
    plan = forms.CharField(required=False, max_length=LONGEST)

    def clean_plan(self) -> int:
        """The key of a planned lot; 0 for packs from stock."""
        typed = self.cleaned_data["plan"]
        return int(typed) if typed.isascii() and typed.isdecimal() else 0

    def clean_do(self) -> str:
        return self.cleaned_data["do"] or self.ADD


class DestinationForm(forms.Form):
    """Where a basket is to go, as far as it is known so early."""

    province = forms.ModelChoiceField(
        queryset=Province.objects.all(),
        error_messages={
            "required": _("Xin chọn tỉnh, thành phố."),
            "invalid_choice": _("Không có tỉnh, thành phố nào như vậy."),
        },
    )


class WayForm(forms.Form):
    """One of a producer's ways, by its key; 0 for whatever the market thinks best."""

    way = forms.CharField(max_length=18, error_messages={"required": _("Xin chọn một cách giao.")})

    def clean_way(self) -> int:
        typed = self.cleaned_data["way"]
        if not (typed.isascii() and typed.isdecimal()):
            raise ValidationError(_("Xin chọn một cách giao."))
        return int(typed)
