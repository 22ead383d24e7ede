"""How a household delivers: by carrier, by itself, or waiting at a point; with sensible values."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.folding import tidy
from catalog.models import Commune
from marketplace.carriers import registry
from marketplace.delivery.models import Method, Zone
from marketplace.delivery.models.methods import EVERY_DAY
from marketplace.delivery.plans import MethodPlan, ZonePlan, rates
from marketplace.workspace.forms.numbers import WholeField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from catalog.models import Producer

Where = Zone.Where
DEAREST = 2_000_000
MOST_GOODS = 1_000_000_000
LONGEST_HOURS = 240
DAYS = [
    ("1", _("thứ hai")),
    ("2", _("thứ ba")),
    ("3", _("thứ tư")),
    ("4", _("thứ năm")),
    ("5", _("thứ sáu")),
    ("6", _("thứ bảy")),
    ("7", _("chủ nhật")),
]
BLANK_IS_NOWHERE = _("Để trống nếu không gửi tới đó.")


def fee_field(label: StrOrPromise, help_text: StrOrPromise = "", *, required: bool = True) -> Any:  # noqa: ANN401 (a field of whole đồng)
    return WholeField(
        label=label, help_text=help_text, min_value=0, max_value=DEAREST, required=required
    )


def sum_field(label: StrOrPromise, help_text: StrOrPromise) -> Any:  # noqa: ANN401 (as above)
    return WholeField(
        label=label, help_text=help_text, min_value=1, max_value=MOST_GOODS, required=False
    )


def hours_field(label: StrOrPromise) -> Any:  # noqa: ANN401 (as above)
    return WholeField(label=label, min_value=1, max_value=LONGEST_HOURS, required=False)


class MethodForm(forms.Form):
    """What all ways have in common; ``plan`` says it, once the form is valid."""

    kind: ClassVar[str]
    preset: ClassVar[dict[str, Any]]

    name = forms.CharField(label=_("Tên người mua thấy"), max_length=80)

    def __init__(self, told: Any, *, producer: Producer, method: Method | None = None) -> None:  # noqa: ANN401 (Django's)
        self.producer, self.method = producer, method
        super().__init__(told, initial=self.known(method) if method else dict(self.preset))

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        others = self.producer.delivery_methods.offered().filter(kind=self.kind, name=name)
        if self.method and others.exclude(pk=self.method.pk).exists():
            raise forms.ValidationError(_("Bạn đã có cách giao tên này."))
        return name

    def known(self, method: Method) -> dict[str, Any]:
        """What the form shows of a way that is offered already."""
        zones = {zone.where: zone for zone in method.zones.prefetch_related("prices", "places")}
        return {"name": method.name, **self.shown(method, zones)}

    def shown(self, method: Method, zones: dict[str, Zone]) -> dict[str, Any]:
        raise NotImplementedError

    def plan(self) -> MethodPlan:
        raise NotImplementedError


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
        prices = {name: _prices(zones.get(where)) for name, where in self.FEES.items()}
        first = _prices(home) or _prices(far)
        return {
            **{name: rows[0].first_fee if rows else None for name, rows in prices.items()},
            **_sums(first),
            "step": first[0].step_fee if first else 0,
            "carrier": method.carrier,
            "is_cold": home.is_cold,
            "hours_home": home.hours,
            "hours_elsewhere": far.hours,
        }

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        _refuse_crossed_sums(self, told)
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

    communes = forms.ModelMultipleChoiceField(
        label=_("Giao tới xã, phường nào"),
        queryset=Commune.objects.none(),
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
        self.fields["communes"].queryset = near  # type: ignore[attr-defined]  # a choice of rows

    def shown(self, method: Method, zones: dict[str, Zone]) -> dict[str, Any]:
        zone = zones.get(Where.COMMUNES) or zones.get(Where.HOME) or next(iter(zones.values()))
        return {
            "communes": [place.commune_id for place in zone.places.all()],
            "fee": min((row.first_fee for row in _prices(zone)[:1]), default=None),
            **_sums(_prices(zone)),
            "days": list(method.days),
            "is_cold": zone.is_cold,
            "hours": zone.hours,
        }

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        _refuse_crossed_sums(self, told)
        return told

    def plan(self) -> MethodPlan:
        told = self.cleaned_data
        communes = [commune.pk for commune in told["communes"]]
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


class TravelForm(forms.Form):
    """What one pack bears on the way."""

    needs_cold = forms.BooleanField(label=_("Phải giữ lạnh suốt đường"), required=False)
    most_hours = WholeField(
        label=_("Đi đường lâu nhất (giờ)"),
        min_value=1,
        max_value=LONGEST_HOURS,
        required=False,
        help_text=_("Để trống nếu đi bao lâu cũng được. Ví dụ chả mực tươi: 24."),
    )


FORMS: dict[str, type[MethodForm]] = {
    Method.Kind.CARRIER.value: CarrierForm,
    Method.Kind.OWN.value: OwnForm,
    Method.Kind.PICKUP.value: PickupForm,
}


def _prices(zone: Zone | None) -> list[Any]:
    return list(zone.prices.all()) if zone else []


def _sums(prices: list[Any]) -> dict[str, int]:
    """From which sum on half the fee is asked, and from which none."""
    return {"half_from" if row.first_fee else "free_from": row.goods_from for row in prices[1:]}


def _refuse_crossed_sums(form: forms.Form, told: dict[str, Any]) -> None:
    half, free = told.get("half_from"), told.get("free_from")
    if half and free and half >= free:
        form.add_error("free_from", _("Mức miễn phí phải cao hơn mức giảm nửa phí."))
