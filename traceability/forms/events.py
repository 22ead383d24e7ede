"""One stage of a lot's life: when (now), where (as before), how much."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from traceability.models import Event, Place

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from traceability.models import Lot

MOST = 10_000_000  # kilograms, litres or pieces: beyond, a finger slipped
MEASURES = {"g": (_("kg"), 1000), "ml": (_("lít"), 1000), "cái": (_("cái"), 1)}
Stage = Event.Stage


class EventForm(forms.Form):
    """Harvest, inspecting and storing. ``facts()`` gives whole base units (g, ml, pieces)."""

    happened_at = forms.DateTimeField(
        label=_("Lúc nào"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.ModelChoiceField(
        label=_("Ở đâu"), queryset=Place.objects.none(), empty_label=None
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        lot: Lot,
        stage: str,
        at: datetime,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.lot, self.stage = lot, stage
        self.measure, self.size = MEASURES[lot.pack.net_unit]
        usual = {
            "happened_at": localtime(at).replace(second=0, microsecond=0, tzinfo=None),
            "place": lot.origin_id if stage == Stage.HARVEST else lot.workshop_id,
        }
        super().__init__(data, initial=usual | (initial or {}))
        self.fields["place"].queryset = lot.producer.places.all()  # type: ignore[attr-defined]
        self._ask_amounts()

    def _ask_amounts(self) -> None:
        if self.stage == Stage.HARVEST:
            self.fields["quantity"] = self._amount(_("Được bao nhiêu ({})"))

    def _amount(self, label: StrOrPromise) -> forms.DecimalField:
        return forms.DecimalField(
            label=format_lazy(str(label), self.measure),
            min_value=Decimal("0.001") if self.size > 1 else 1,
            max_value=MOST,
            decimal_places=3 if self.size > 1 else 0,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )

    def facts(self) -> dict[str, Any]:
        """Keyword arguments for ``record_event``."""
        facts = dict(self.cleaned_data)
        for name in ("quantity", "output"):
            if name in facts:
                facts[name] = int(facts[name] * self.size)
        return facts


class ProcessingForm(EventForm):
    """What went in and what came out."""

    def _ask_amounts(self) -> None:
        self.fields["quantity"] = self._amount(_("Đưa vào bao nhiêu ({})"))
        self.fields["output"] = self._amount(_("Ra được bao nhiêu ({})"))


class PackingForm(EventForm):
    """How many packs."""

    def _ask_amounts(self) -> None:
        self.fields["packs"] = forms.IntegerField(
            label=_("Đóng được bao nhiêu gói"),
            min_value=1,
            max_value=MOST,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )
