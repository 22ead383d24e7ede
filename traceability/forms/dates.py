"""The best-before day of a lot that is not packed yet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traceability.forms.lots import MOST_DAYS

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import QueryDict

    from traceability.models import Lot


class BestBeforeForm(forms.Form):
    """Starts from the shelf life of the product."""

    best_before = forms.DateField(
        label=gettext_lazy("Hạn dùng"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def __init__(self, data: QueryDict | None = None, *, lot: Lot, at: datetime) -> None:
        self.lot, self.today = lot, localdate(at)
        days = lot.pack.product.shelf_life_days
        usual = lot.made_on + timedelta(days=days) if days and days <= MOST_DAYS else None
        written = lot.best_before.isoformat() if lot.best_before else ""
        first = {"best_before": lot.best_before or usual, "seen": written}
        super().__init__(data, initial=first)

    def see(self, written: date | None) -> None:
        """Show what the book says now: another phone has written since the page was opened."""
        self.data = {
            **{name: self.data.get(name) for name in self.data},
            "seen": written.isoformat() if written else "",
        }

    def clean_seen(self) -> str | None:
        return self.cleaned_data["seen"] if "seen" in self.data else None

    def clean_best_before(self) -> date:
        day: date = self.cleaned_data["best_before"]
        if day <= self.lot.made_on:
            raise forms.ValidationError(_("Hạn dùng phải sau ngày sản xuất."))
        if day > self.today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Ngày này xa quá. Hãy xem lại."))
        return day
