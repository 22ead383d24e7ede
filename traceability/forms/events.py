"""One stage of a lot's life: when (now), where (as before), how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from traceability.forms.amounts import (
    AskingForm,
    amount_field,
    minute,
    moment_field,
    packs_field,
    sure_field,
)
from traceability.measures import in_spoken, size
from traceability.models import Event, Place
from traceability.queries.yields import yield_of_lot

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from traceability.models import Lot

Stage = Event.Stage


class EventForm(AskingForm):
    """Harvest, inspecting and storing. ``facts()`` gives whole base units (g, ml, pieces)."""

    happened_at = moment_field(_("Lúc nào"))
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
        usual = {
            "happened_at": minute(at),
            "place": lot.origin_id if stage == Stage.HARVEST else lot.workshop_id,
        }
        super().__init__(data, initial=usual | (initial or {}))
        self.fields["place"].queryset = lot.producer.places.all()  # type: ignore[attr-defined]
        self._ask_amounts()

    def _ask_amounts(self) -> None:
        if self.stage == Stage.HARVEST:
            self.fields["quantity"] = self._amount(_("Được bao nhiêu ({})"))

    def _amount(self, label: StrOrPromise) -> forms.DecimalField:
        return amount_field(label, self.lot.pack.net_unit)

    def facts(self) -> dict[str, Any]:
        """Keyword arguments for the action that writes it down."""
        facts = {
            name: said
            for name, said in self.cleaned_data.items()
            if name not in {"ly_do", "is_sure"}
        }
        for name in ("quantity", "output"):
            if name in facts:
                facts[name] = int(facts[name] * size(self.lot.pack.net_unit))
        return facts


class ProcessingForm(EventForm):
    """What went in and what came out."""

    def _ask_amounts(self) -> None:
        self.fields["quantity"] = self._amount(_("Đưa vào bao nhiêu ({})"))
        self.fields["output"] = self._amount(_("Ra được bao nhiêu ({})"))


class PackingForm(EventForm):
    """How many packs; fewer than the recipe leads to expect is asked about once more."""

    def _ask_amounts(self) -> None:
        self.fields["packs"] = packs_field(_("Đóng được bao nhiêu gói"))
        self.fields["is_sure"] = sure_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        least = yield_of_lot(self.lot).least(self.lot.raw_quantity) // self.lot.pack.net_content
        packs = cleaned.get("packs", least)
        if packs < least and not cleaned.get("is_sure") and not self.lot.is_complete:
            told = gettext(
                "Theo cách làm thì được ít nhất %(least)s gói. Nếu đúng, hãy tích vào đây."
            )
            self.make_sure(told % {"least": localize(least)})
        return cleaned


class LeavingForm(EventForm):
    """How many packs were sold or sent outside of the market."""

    def _ask_amounts(self) -> None:
        self.fields["packs"] = packs_field(_("Bao nhiêu gói"))
        self.fields["packs"].help_text = _("Trừ ngay vào số còn trong kho.")


class TestingForm(EventForm):
    """What a laboratory found."""

    def _ask_amounts(self) -> None:
        self.fields["is_good"] = forms.TypedChoiceField(
            label=_("Kết quả"),
            choices=[("dat", _("Đạt")), ("khong-dat", _("Không đạt"))],
            coerce=lambda said: said == "dat",
            widget=forms.RadioSelect,
        )
        self.fields["test"] = forms.CharField(label=_("Kiểm chỉ tiêu gì"), max_length=160)
        self.fields["laboratory"] = forms.CharField(label=_("Phòng kiểm nghiệm"), max_length=160)
        self.fields["paper"] = forms.CharField(label=_("Số phiếu"), max_length=80, required=False)

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        finding = {name: facts.pop(name) for name in ("test", "laboratory", "paper")}
        return facts | {"finding": finding}


def in_boxes(lot: Lot, went_in: int, came_out: int) -> dict[str, Any]:
    """Whole base units, or packs, as the fields of these forms show them."""
    unit = lot.pack.net_unit
    return {
        "quantity": in_spoken(went_in, unit),
        "output": in_spoken(came_out, unit),
        "packs": went_in,
    }
