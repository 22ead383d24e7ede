"""A span of days, both included, for which records are asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

EARLIEST = date(2000, 1, 1)
LONGEST = timedelta(days=3 * 366)


class SpanForm(forms.Form):
    tu = forms.DateField(
        label=gettext_lazy("Từ ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    den = forms.DateField(
        label=gettext_lazy("Đến hết ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        today: date,
        initial: Mapping[str, date] | None = None,
    ) -> None:
        self._today = today
        super().__init__(data, initial=dict(initial or {}))

    def clean_tu(self) -> date:
        first: date = self.cleaned_data["tu"]
        if first > self._today:
            raise forms.ValidationError(_("Ngày này chưa tới. Hãy xem lại."))
        if first < EARLIEST:
            raise forms.ValidationError(_("Ngày này xa quá. Hãy xem lại."))
        return first

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối phải từ ngày đầu trở đi."))
        elif first and last and last - first > LONGEST:
            self.add_error("den", _("Mỗi lần lấy nhiều nhất ba năm."))
        return cleaned

    @property
    def since(self) -> datetime:
        """The beginning of the first day."""
        return make_aware(datetime.combine(self.cleaned_data["tu"], time.min))

    @property
    def before(self) -> datetime:
        """The end of the last day."""
        after = self.cleaned_data["den"] + timedelta(days=1)
        return make_aware(datetime.combine(after, time.min))

    @property
    def words(self) -> str:
        """``2026-08-23--2026-11-21``."""
        return f"{self.cleaned_data['tu']:%Y-%m-%d}--{self.cleaned_data['den']:%Y-%m-%d}"
