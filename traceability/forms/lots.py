"""Opening a lot: a phone-sized form that starts from the lot before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traceability.forms.amounts import lot_code_field
from traceability.models import Place
from traceability.queries import lots

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.http import QueryDict

    from catalog.models import Pack

LONGEST_AGO = timedelta(days=2 * 365)
MOST_DAYS = 36_500
"""Food keeps no hundred years: beyond, a finger slipped."""


class LotForm(forms.Form):
    """Defaults: places and shelf life of the pack's last lot, today, the next free code."""

    code = lot_code_field()
    origin = forms.ModelChoiceField(
        label=gettext_lazy("Nguyên liệu từ đâu"), queryset=Place.objects.none(), empty_label=None
    )
    workshop = forms.ModelChoiceField(
        label=gettext_lazy("Đóng gói ở đâu"), queryset=Place.objects.none(), empty_label=None
    )
    made_on = forms.DateField(
        label=gettext_lazy("Ngày sản xuất"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    best_before = forms.DateField(
        label=gettext_lazy("Hạn dùng"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: QueryDict | None = None, *, pack: Pack, at: datetime) -> None:
        self.today = localdate(at)
        super().__init__(data, initial=usual(pack, at))
        places = pack.product.producer.places.all()
        for name in ("origin", "workshop"):
            self.fields[name].queryset = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, words in self.faults(cleaned.get("made_on"), cleaned.get("best_before")):
            self.add_error(name, words)
        return cleaned

    def faults(self, made_on: date | None, best_before: date | None) -> Iterator[tuple[str, str]]:
        """What cannot be said of the two days, each at its field."""
        if made_on and made_on > self.today:
            yield "made_on", _("Ngày này chưa tới. Hãy xem lại.")
        elif made_on and made_on < self.today - LONGEST_AGO:
            yield "made_on", _("Ngày này đã quá hai năm. Hãy xem lại.")
        if made_on and best_before and best_before <= made_on:
            yield "best_before", _("Hạn dùng phải sau ngày sản xuất.")
        elif best_before and best_before > self.today + timedelta(days=MOST_DAYS):
            yield "best_before", _("Ngày này xa quá. Hãy xem lại.")


def usual(pack: Pack, at: datetime) -> dict[str, Any]:
    """What most likely is so again; the shelf life of the last lot, else of the product."""
    today, last = localdate(at), lots.last_lot(pack)
    days = pack.product.shelf_life_days
    if last and last.best_before:
        days = (last.best_before - last.made_on).days
    return {
        "code": lots.suggested_code(pack.product.producer, at=at),
        "origin": last and last.origin,
        "workshop": last and last.workshop,
        "made_on": today,
        "best_before": today + timedelta(days=days) if days and days <= MOST_DAYS else None,
    }
