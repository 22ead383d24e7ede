"""Planning work that comes again: what, where, every how many days, from when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import WholeField
from traceability.forms.growing import MOST_DAYS
from traceability.models import Place
from traceability.queries import growing

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import QueryDict

    from catalog.models import Producer

A_YEAR = 366


class ChoreForm(forms.Form):
    """``facts()`` gives keyword arguments for :func:`~..actions.chores.plan_chore`."""

    treatment = forms.ChoiceField(
        label=gettext_lazy("Làm gì"),
        choices=list(growing.TREATMENTS.items()),
        widget=forms.RadioSelect,
        initial="fertilise",
    )
    substance = forms.CharField(
        label=gettext_lazy("Dùng gì, làm gì cụ thể"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: phân chuồng hoai; thay nước ao. Người quét mã đọc được."),
    )
    dose = forms.CharField(label=gettext_lazy("Liều lượng"), max_length=80, required=False)
    waiting = WholeField(
        label=gettext_lazy("Cách ly mấy ngày"), min_value=0, max_value=MOST_DAYS, initial=0
    )
    place = forms.ModelChoiceField(
        label=gettext_lazy("Ở đâu"), queryset=Place.objects.none(), empty_label=None
    )
    every_days = WholeField(
        label=gettext_lazy("Mấy ngày một lần"), min_value=1, max_value=A_YEAR, initial=7
    )
    next_on = forms.DateField(
        label=gettext_lazy("Lần tới"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: QueryDict | None = None, *, producer: Producer, at: datetime) -> None:
        self.today = localdate(at)
        super().__init__(data, initial={"next_on": self.today})
        self.fields["place"].queryset = producer.places.select_related("producer")  # type: ignore[attr-defined]

    def clean_next_on(self) -> date:
        day: date = self.cleaned_data["next_on"]
        if not self.today <= day <= self.today + timedelta(days=A_YEAR):
            raise forms.ValidationError(_("Chọn một ngày từ hôm nay đến một năm tới."))
        return day

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        told = {name: said[name] for name in ("treatment", "substance", "dose") if said[name]}
        waits = {"waitingDays": said["waiting"]} if said["waiting"] else {}
        planned = {name: said[name] for name in ("place", "every_days", "next_on")}
        return {"facts": told | waits, **planned}
