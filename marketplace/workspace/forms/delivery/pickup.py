"""Goods wait to be fetched."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.folding import tidy
from catalog.models import Commune
from marketplace.delivery.models import Method, Zone
from marketplace.delivery.models.methods import EVERY_DAY
from marketplace.delivery.plans import MethodPlan, ZonePlan, rates
from marketplace.workspace.forms.delivery.fields import DAYS
from marketplace.workspace.forms.delivery.methods import MethodForm

if TYPE_CHECKING:
    from catalog.models import Producer

Where = Zone.Where


class PickupForm(MethodForm):
    """Goods wait at a stall, a point of sale or the house itself, for free."""

    kind = Method.Kind.PICKUP
    preset: ClassVar[dict[str, Any]] = {
        "name": _("Khách đến lấy"),
        "point": Method.Point.HOME,
        "opens_at": time(7),
        "closes_at": time(17),
        "days": list(EVERY_DAY),
    }

    point = forms.ChoiceField(label=_("Lấy ở đâu"), choices=Method.Point.choices)
    commune = forms.ModelChoiceField(
        label=_("Xã, phường"), queryset=Commune.objects.none(), empty_label=_("Chọn nơi…")
    )
    street = forms.CharField(label=_("Số nhà, đường, thôn, tên chợ"), max_length=200)
    days = forms.MultipleChoiceField(
        label=_("Mở cửa những ngày"), choices=DAYS, widget=forms.CheckboxSelectMultiple
    )
    opens_at = forms.TimeField(
        label=_("Mở cửa lúc"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes_at = forms.TimeField(
        label=_("Đóng cửa lúc"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, told: Any, *, producer: Producer, method: Method | None = None) -> None:  # noqa: ANN401 (Django's)
        super().__init__(told, producer=producer, method=method)
        if method is None:
            self.initial.update(commune=producer.commune_id, street=producer.address)
        near = Commune.objects.of_today().filter(province=producer.province_id)
        self.fields["commune"].queryset = near  # type: ignore[attr-defined]  # a choice of rows

    def shown(self, method: Method, zones: dict[str, Zone]) -> dict[str, Any]:  # noqa: ARG002 (as its base)
        names = ("point", "street", "opens_at", "closes_at")
        told = {name: getattr(method, name) for name in names}
        return {**told, "commune": method.commune_id, "days": list(method.days)}

    def clean_street(self) -> str:
        return tidy(self.cleaned_data["street"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        opens, closes = told.get("opens_at"), told.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("Giờ đóng cửa phải sau giờ mở cửa."))
        return told

    def plan(self) -> MethodPlan:
        told = self.cleaned_data
        return MethodPlan(
            kind=self.kind,
            name=told["name"],
            zones=[ZonePlan(where=Where.ELSEWHERE, rates=rates(0, 0, half_from=0, free_from=0))],
            days="".join(sorted(told["days"])),
            point=told["point"],
            commune_id=told["commune"].pk,
            street=told["street"],
            opens_at=told["opens_at"],
            closes_at=told["closes_at"],
        )
