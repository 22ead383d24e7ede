"""To whom and where, as people type it: communes by their new names or the old."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

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
    from django_stubs_ext import StrOrPromise

    from catalog.models import Commune

ASKS_FOR_COMMUNES = {
    "hx-trigger": "input changed delay:300ms, change from:[name=province]",
    "hx-include": "[name=province]",
    "hx-target": "#xa-phuong",
}
"""What a script asks for while somebody types; without one the form asks when it is sent."""


class TidyField(forms.CharField):
    """One line of words, kept without invisible letters and double spaces."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 (as Django has it)
        return tidy(str(value)) if value else ""


class ReceiverForm(forms.Form):
    """Who gets something and where; of the communes that fit what is typed, one is found.

    ``communes_at`` answers with the communes that fit while one types.
    """

    communes_at: ClassVar[StrOrPromise]
    name = TidyField(
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
        label=_("Tỉnh, thành phố"), queryset=Province.objects.all(), empty_label=_("Chọn tỉnh…")
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

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (as Django's forms)
        super().__init__(*args, **options)
        self.fields["commune_name"].widget.attrs["hx-get"] = self.communes_at
        self.matches: list[Match] = []

    def clean_phone(self) -> str:
        try:
            return phones.to_e164(self.cleaned_data["phone"])
        except phones.NotAPhone as failure:
            raise ValidationError(
                _("Số này chưa đúng; số di động Việt Nam có 10 chữ số, ví dụ 0912 345 678.")
            ) from failure

    def clean(self) -> dict[str, Any]:
        """Find the one commune that is meant, or ask."""
        told = super().clean() or self.cleaned_data
        province, typed = told.get("province"), told.get("commune_name")
        if province and typed:
            told["commune"] = self._commune(province.pk, typed, told.get("commune", ""))
        return told

    def _commune(self, province: str, typed: str, code: str) -> Commune | None:
        """The one picked, as long as it still fits what is typed; or the only one that fits."""
        if picked := commune_picked(code, typed, province=province):
            return picked
        self.matches = communes_called(typed, province=province)
        fitting = [match.commune for match in self.matches]
        picks = [commune for commune in fitting if commune.code == code] or fitting
        if len(picks) == 1:
            return picks[0]
        self.add_error("commune_name", SEVERAL if picks else NONE)
        return None


class AddressForm(ReceiverForm):
    """One address of the book. After ``is_valid``: :attr:`place`."""

    communes_at = reverse_lazy("addresses:communes")
    field_order = ("label",)
    label = TidyField(
        label=_("Gọi nơi này là"),
        max_length=40,
        required=False,
        help_text=_("Nhà, Cơ quan, Nhà ngoại…"),
    )

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


SEVERAL = _("Có mấy nơi khớp với tên này; xin chọn một nơi bên dưới.")
NONE = _("Không thấy nơi nào tên như vậy trong tỉnh đã chọn.")
