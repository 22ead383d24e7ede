"""The household drives itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Commune
from marketplace.delivery.models import Method, Zone
from marketplace.delivery.models.methods import EVERY_DAY
from marketplace.delivery.plans import MethodPlan, ZonePlan, rates
from marketplace.workspace.forms.delivery.fields import (
    DAYS,
    fee_field,
    hours_field,
    refuse_crossed_sums,
    sum_field,
)
from marketplace.workspace.forms.delivery.methods import MethodForm, prices_of, sums_of

if TYPE_CHECKING:
    from catalog.models import Producer

Where = Zone.Where


class OwnForm(MethodForm):
    """The household drives itself: around its own commune, or all over the province by land."""

    kind = Method.Kind.OWN
    preset: ClassVar[dict[str, Any]] = {
        "name": _("Nhà làm tự giao"),
        "fee": 15_000,
        "is_cold": True,
        "hours": 12,
        "days": list(EVERY_DAY),
    }

    communes = forms.TypedMultipleChoiceField(
        label=_("Giao tới xã, phường nào"),
        coerce=int,
        required=False,
        help_text=_("Không chọn xã nào thì là giao khắp tỉnh, trừ đảo."),
        widget=forms.CheckboxSelectMultiple,
    )
    fee = fee_field(_("Phí mỗi chuyến (đồng)"))
    half_from = sum_field(_("Giảm nửa phí cho đơn từ (đồng)"), _("Để trống nếu không giảm."))
    free_from = sum_field(_("Miễn phí cho đơn từ (đồng)"), _("Trống: không miễn."))
    days = forms.MultipleChoiceField(
        label=_("Đi giao những ngày"), choices=DAYS, widget=forms.CheckboxSelectMultiple
    )
    is_cold = forms.BooleanField(label=_("Có thùng lạnh"), required=False)
    hours = hours_field(_("Đi đường lâu nhất (giờ)"))

    def __init__(self, told: Any, *, producer: Producer, method: Method | None = None) -> None:  # noqa: ANN401 (Django's)
        super().__init__(told, producer=producer, method=method)
        if method is None and producer.commune_id:
            self.initial["communes"] = [producer.commune_id]
        near = Commune.objects.of_today().filter(province=producer.province_id)
        choices = [(commune.pk, str(commune)) for commune in near]
        self.fields["communes"].choices = choices  # type: ignore[attr-defined]  # of today's

    def shown(self, method: Method, zones: dict[str, Zone]) -> dict[str, Any]:
        zone = zones.get(Where.COMMUNES) or zones.get(Where.HOME) or next(iter(zones.values()))
        return {
            "communes": [place.commune_id for place in zone.places.all()],
            "fee": min((row.first_fee for row in prices_of(zone)[:1]), default=None),
            **sums_of(prices_of(zone)),
            "days": list(method.days),
            "is_cold": zone.is_cold,
            "hours": zone.hours,
        }

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        refuse_crossed_sums(self, told)
        return told

    def plan(self) -> MethodPlan:
        told = self.cleaned_data
        communes = told["communes"]
        sums = {"half_from": told["half_from"], "free_from": told["free_from"]}
        zone = ZonePlan(
            where=Where.COMMUNES if communes else Where.HOME,
            communes=communes,
            rates=rates(told["fee"], 0, **sums),
            is_cold=told["is_cold"],
            hours=told["hours"],
        )
        no_ship = [] if communes else [ZonePlan(where=Where.ISLANDS)]
        days = "".join(sorted(told["days"]))
        return MethodPlan(kind=self.kind, name=told["name"], zones=[zone, *no_ship], days=days)
