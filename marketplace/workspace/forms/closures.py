"""What a producer types to rest for some days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from marketplace.addresses.forms import TidyField

LONGEST = timedelta(days=90)
LONGEST_AHEAD = timedelta(days=365)
A_DAY = timedelta(days=1)


def _day_field(label: Any) -> forms.DateField:  # noqa: ANN401 (words, told later)
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ClosureForm(forms.Form):
    first_on = _day_field(_("Nghỉ từ ngày"))
    last_on = _day_field(_("đến hết ngày"))
    takes_orders = forms.BooleanField(
        label=_("Vẫn nhận đơn, mở lại mới gửi"), required=False, initial=True
    )
    words = TidyField(
        label=_("Lời nhắn người mua"),
        required=False,
        max_length=200,
        help_text=_("Ví dụ: cả nhà về quê ăn Tết."),
    )

    def clean_first_on(self) -> date:
        day: date = self.cleaned_data["first_on"]
        if not localdate() <= day <= localdate() + LONGEST_AHEAD:
            raise forms.ValidationError(_("Xin chọn từ hôm nay trở đi, trong vòng một năm."))
        return day

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        first, last = told.get("first_on"), told.get("last_on")
        if first and last and not first <= last < first + LONGEST:
            self.add_error("last_on", _("Ngày cuối không trước ngày đầu, và nghỉ tối đa 90 ngày."))
        return told

    def closure(self) -> dict[str, Any]:
        """As the action asks for it: to before a day."""
        told = self.cleaned_data
        days = (told["first_on"], told["last_on"] + A_DAY)
        return {"days": days, "words": told["words"], "takes_orders": told["takes_orders"]}
