"""Goods go by a carrier."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.carriers import registry
from marketplace.delivery.models import Method, Zone
from marketplace.delivery.plans import MethodPlan, ZonePlan, rates
from marketplace.workspace.forms.delivery.fields import (
    fee_field,
    hours_field,
    refuse_crossed_sums,
    sum_field,
)
from marketplace.workspace.forms.delivery.methods import MethodForm, prices_of, sums_of

Where = Zone.Where
BLANK_IS_NOWHERE = _("Để trống nếu không gửi tới đó.")


class CarrierForm(MethodForm):
    """A fee for the first kilogram by how far it is, the same for each half kilogram after it."""

    kind = Method.Kind.CARRIER
    preset: ClassVar[dict[str, Any]] = {
        "name": _("Gửi hãng vận chuyển"),
        "home": 22_000,
        "elsewhere": 35_000,
        "remote": 45_000,
        "islands": 60_000,
        "step": 5_000,
    }
    FEES: ClassVar[dict[str, str]] = {
        "home": Where.HOME,
        "elsewhere": Where.ELSEWHERE,
        "remote": Where.REMOTE,
        "islands": Where.ISLANDS,
    }

    home = fee_field(_("Trong tỉnh: 1 kg đầu (đồng)"))
    elsewhere = fee_field(_("Tỉnh khác: 1 kg đầu (đồng)"), BLANK_IS_NOWHERE, required=False)
    remote = fee_field(_("Vùng sâu, vùng xa: 1 kg đầu (đồng)"), BLANK_IS_NOWHERE, required=False)
    islands = fee_field(_("Ra đảo: 1 kg đầu (đồng)"), BLANK_IS_NOWHERE, required=False)
    step = fee_field(_("Mỗi nửa ký thêm (đồng)"))
    half_from = sum_field(_("Giảm nửa phí cho đơn từ (đồng)"), _("Để trống nếu không giảm."))
    free_from = sum_field(
        _("Miễn phí cho đơn từ (đồng)"), _("Chỉ tính tiền hàng của nhà bạn. Trống: không miễn.")
    )
    carrier = forms.ChoiceField(
        label=_("Hỏi thẳng phí của hãng"),
        choices=lambda: [("", _("không, cứ theo bảng phí này")), *registry.choices()],
        required=False,
        help_text=_("Hãng không trả lời thì tính theo bảng phí này."),
    )
    is_cold = forms.BooleanField(label=_("Có giữ lạnh suốt đường (trên đất liền)"), required=False)
    hours_home = hours_field(_("Trong tỉnh lâu nhất (giờ)"))
    hours_elsewhere = hours_field(_("Nơi khác lâu nhất (giờ)"))

    def shown(self, method: Method, zones: dict[str, Zone]) -> dict[str, Any]:
        far = zones.get(Where.ELSEWHERE) or next(iter(zones.values()))
        home = zones.get(Where.HOME) or far
        prices = {name: prices_of(zones.get(where)) for name, where in self.FEES.items()}
        first = prices_of(home) or prices_of(far)
        return {
            **{name: rows[0].first_fee if rows else None for name, rows in prices.items()},
            **sums_of(first),
            "step": first[0].step_fee if first else 0,
            "carrier": method.carrier,
            "is_cold": home.is_cold,
            "hours_home": home.hours,
            "hours_elsewhere": far.hours,
        }

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        refuse_crossed_sums(self, told)
        return told

    def plan(self) -> MethodPlan:
        told = self.cleaned_data
        zones = [self._zone(name, where) for name, where in self.FEES.items()]
        return MethodPlan(kind=self.kind, name=told["name"], zones=zones, carrier=told["carrier"])

    def _zone(self, name: str, where: str) -> ZonePlan:
        told = self.cleaned_data
        fee, sums = told[name], {"half_from": told["half_from"], "free_from": told["free_from"]}
        return ZonePlan(
            where=where,
            rates=[] if fee is None else rates(fee, told["step"], **sums),
            is_cold=told["is_cold"] and where != Where.ISLANDS,
            hours=told["hours_home" if where == Where.HOME else "hours_elsewhere"],
        )
