"""What is done at a plot or pond before anything is harvested there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from traceability.forms.amounts import minute, moment_field
from traceability.models import Event
from traceability.queries import growing

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

    from traceability.models import Place

MOST_DAYS = 365


class PlantingForm(forms.Form):
    """What was sown, planted or set out."""

    crop = forms.CharField(
        label=_("Gieo trồng, thả con gì"),
        max_length=120,
        help_text=_("Ví dụ: chè hoa vàng, tôm thẻ. Người quét mã sẽ đọc được."),
    )
    variety = forms.CharField(label=_("Giống"), max_length=120, required=False)
    happened_at = moment_field(_("Lúc nào"))

    def __init__(
        self, data: QueryDict | None = None, *, place: Place, at: datetime, earlier: Event | None
    ) -> None:
        usual = growing.facts_of(earlier or growing.last(place, self.stage))
        when = minute(earlier.happened_at if earlier else at)
        super().__init__(data, initial=usual | {"happened_at": when})

    stage = Event.Stage.PLANTING

    def facts(self) -> dict[str, Any]:
        """What is told beside the time, under the names of our vocabulary."""
        said = self.cleaned_data
        return {name: said[name] for name in ("crop", "variety") if said[name]}


class TreatingForm(PlantingForm):
    """Feed, fertiliser or a spray, its dose, and how long one waits before harvesting."""

    stage = Event.Stage.TREATING
    crop = variety = None  # type: ignore[assignment]  # as Django takes inherited fields away
    treatment = forms.ChoiceField(
        label=_("Làm gì"), choices=list(growing.TREATMENTS.items()), widget=forms.RadioSelect
    )
    substance = forms.CharField(
        label=_("Dùng gì"),
        max_length=120,
        help_text=_("Tên thức ăn, phân hay thuốc, như ghi trên bao bì. Người quét mã đọc được."),
    )
    dose = forms.CharField(
        label=_("Liều lượng"), max_length=80, required=False, help_text=_("Ví dụ: 2 kg mỗi sào.")
    )
    waiting = WholeField(
        label=_("Cách ly mấy ngày"),
        min_value=0,
        max_value=MOST_DAYS,
        initial=0,
        help_text=_(
            "Theo nhãn thuốc. Trong những ngày này không thu hoạch được. Không có thì ghi 0."
        ),
    )
    field_order = ("treatment", "substance", "dose", "waiting", "happened_at")

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        told = {name: said[name] for name in ("treatment", "substance", "dose") if said[name]}
        return told | ({"waitingDays": said["waiting"]} if said["waiting"] else {})


FORMS = {form.stage: form for form in (PlantingForm, TreatingForm)}
