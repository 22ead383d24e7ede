"""To whom and where, as people type it: communes by their new names or the old."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones
from catalog.folding import tidy
from catalog.models import Province
from catalog.queries import Match, commune_picked, communes_called
from marketplace.addresses.places import Place

if TYPE_CHECKING:
    from catalog.models import Commune

ASKS_FOR_COMMUNES = {
    "hx-get": reverse_lazy("addresses:communes"),
    "hx-trigger": "input changed delay:300ms, change from:[name=province]",
    "hx-include": "[name=province]",
    "hx-target": "#xa-phuong",
}


class AddressForm(forms.Form):
    """After ``is_valid``: :attr:`place`. Where several communes fit, one is picked."""

    label = forms.CharField(
        label=_("Gọi nơi này là"),
        max_length=40,
        required=False,
        help_text=_("Nhà, Cơ quan, Nhà ngoại…"),
    )
    name = forms.CharField(
        label=_("Họ và tên người nhận"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    province = forms.ModelChoiceField(
        label=_("Tỉnh, thành phố"), queryset=Province.objects.all(), empty_label=_("Chọn tỉnh")
    )
    commune_name = forms.CharField(
        label=_("Xã, phường, đặc khu"),
        max_length=80,
        help_text=_("Gõ tên mới hay tên cũ đều được, có dấu hay không dấu cũng tìm ra."),
        widget=forms.TextInput(attrs={"autocomplete": "off", **ASKS_FOR_COMMUNES}),
    )
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    street = forms.CharField(
        label=_("Số nhà, đường, thôn xóm"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (as Django's forms)
        super().__init__(*args, **options)
        self.matches: list[Match] = []

    def clean_phone(self) -> str:
        try:
            return phones.to_e164(self.cleaned_data["phone"])
        except phones.NotAPhone as failure:
            raise ValidationError(
                _("Số này chưa đúng; số di động Việt Nam có 10 chữ số, ví dụ 0912 345 678.")
            ) from failure

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for line in ("label", "name", "street"):
            told[line] = tidy(told.get(line, ""))
        if told.get("province") and told.get("commune_name"):
            told["commune"] = self._commune(told["province"].pk, told)
        return told

    @property
    def place(self) -> Place:
        told = self.cleaned_data
        return Place(
            label=told["label"],
            name=told["name"],
            phone=told["phone"],
            commune=told["commune"],
            street=told["street"],
        )

    def _commune(self, province: str, told: dict[str, Any]) -> Commune | None:
        typed, code = told["commune_name"], told.get("commune", "")
        if picked := commune_picked(code, typed, province=province):
            return picked
        self.matches = communes_called(typed, province=province)
        found = [match.commune for match in self.matches]
        fitting = [commune for commune in found if commune.code == code] or found
        if len(fitting) == 1:
            return fitting[0]
        self.add_error("commune_name", SEVERAL if fitting else NONE)
        return None


SEVERAL = _("Có mấy nơi khớp với tên này; xin chọn một nơi bên dưới.")
NONE = _("Không thấy nơi nào tên như vậy trong tỉnh đã chọn.")
