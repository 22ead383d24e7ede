"""Who buys, where to, and how they pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones
from catalog.folding import tidy
from catalog.models import Commune, Province
from catalog.queries import Match, communes_called
from marketplace.orders.actions.placing import Buyer
from marketplace.payments import registry

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.orders.models import OrderGroup


ASKS_THE_TOTAL = {
    "hx-get": reverse_lazy("checkout:summary"),
    "hx-target": "#tong-tien",
}
ASKS_FOR_COMMUNES = {
    "hx-get": reverse_lazy("checkout:communes"),
    "hx-trigger": "input changed delay:300ms, change from:[name=province]",
    "hx-include": "[name=province]",
    "hx-target": "#xa-phuong",
}
"""What a script asks for while somebody types; without one the form asks when it is sent."""


class TidyField(forms.CharField):
    """One line of words, kept without invisible letters and double spaces."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 (as Django has it)
        return tidy(str(value)) if value else ""


class CheckoutForm(forms.Form):
    """After ``is_valid``, :meth:`buyer` says who it is. A commune may be typed or picked."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    expected_total = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    name = TidyField(
        label=_("Họ và tên người nhận"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=30,
        help_text=_("Để người giao hàng gọi, và để bạn tra cứu đơn."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    province = forms.ModelChoiceField(
        label=_("Tỉnh, thành phố"),
        queryset=Province.objects.all(),
        empty_label=_("Chọn tỉnh…"),
        widget=forms.Select(attrs=ASKS_THE_TOTAL),
    )
    commune_name = TidyField(
        label=_("Xã, phường, đặc khu"),
        max_length=80,
        help_text=_("Gõ tên mới hay tên cũ đều được, có dấu hay không dấu cũng tìm ra."),
        widget=forms.TextInput(attrs={"autocomplete": "off", **ASKS_FOR_COMMUNES}),
    )
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    street = TidyField(
        label=_("Số nhà, đường, thôn xóm"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    note = TidyField(label=_("Lời nhắn cho người bán"), max_length=500, required=False)
    gateway = forms.ChoiceField(label=_("Cách trả tiền"), widget=forms.RadioSelect)
    is_adult = forms.BooleanField(label=_("Tôi đã đủ 18 tuổi"), required=False)

    matches: list[Match]
    """Communes to choose from, when what was typed fits several."""

    def __init__(self, *args: Any, amount: int, minimum_age: int, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.matches = []
        ways = [(way.name, way.label) for way in registry.ways(amount=amount)]
        self.fields["gateway"] = forms.ChoiceField(
            label=_("Cách trả tiền"),
            widget=forms.RadioSelect,
            choices=ways,
            initial=ways[0][0] if ways else None,
        )
        if minimum_age:
            self.fields["is_adult"].required = True
            self.fields["is_adult"].label = _("Tôi đã đủ %(age)s tuổi") % {"age": minimum_age}
        else:
            del self.fields["is_adult"]

    def clean_phone(self) -> str:
        try:
            return phones.to_e164(self.cleaned_data["phone"])
        except phones.NotAPhone as failure:
            raise ValidationError(
                _("Số này chưa đúng; số di động Việt Nam có 10 chữ số, ví dụ 0912 345 678.")
            ) from failure

    def clean(self) -> dict[str, Any]:
        """Find the one commune that is meant, or ask."""
        cleaned = super().clean() or self.cleaned_data
        province, typed = cleaned.get("province"), cleaned.get("commune_name")
        if province and typed:
            cleaned["commune"] = self._commune(province, typed, cleaned.get("commune", ""))
        return cleaned

    def buyer(self, user: User | None) -> Buyer:
        """Who buys, from a valid form."""
        told = self.cleaned_data
        return Buyer(
            name=told["name"],
            phone=told["phone"],
            email=told["email"],
            commune=told["commune"],
            street=told["street"],
            note=told["note"],
            user=user,
        )

    def _commune(self, province: Province, typed: str, code: str) -> Commune | None:
        """The one picked, as long as it still fits what is typed; or the only one that fits."""
        self.matches = communes_called(typed, province=province.pk)
        fitting = [match.commune for match in self.matches]
        picks = [commune for commune in fitting if commune.code == code] or fitting
        if len(picks) == 1:
            return picks[0]
        if picks:
            question = _("Có mấy nơi khớp với tên này; xin chọn một nơi bên dưới.")
        else:
            question = _("Không thấy nơi nào tên như vậy trong tỉnh đã chọn.")
        self.add_error("commune_name", question)
        return None


def from_last_order(last: OrderGroup | None, user: User | None) -> dict[str, Any]:
    """What a returning buyer need not type again."""
    if last is not None:
        return {
            "name": last.buyer_name,
            "phone": phones.to_national(last.buyer_phone),
            "email": last.buyer_email,
            "province": last.commune.province_id,
            "commune": last.commune.code,
            "commune_name": last.commune.name,
            "street": last.street,
        }
    if user is None:
        return {}
    return {"name": user.full_name, "phone": user.phone_national, "email": user.email}
