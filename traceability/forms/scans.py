"""What people type about a code in their hand: a doubt, where they are, a scratched number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.phone import NotAPhone, to_e164
from catalog import pictures
from traceability import travel
from traceability.models import CodeReport

if TYPE_CHECKING:
    from django.http import QueryDict

PICTURES = "image/jpeg,image/png,image/webp"
CODE_LETTERS = 80
FEWEST, MOST = 4, 6


class ReportForm(forms.Form):
    """``written`` is asked for only where no page of a code was open."""

    written = forms.CharField(label=gettext_lazy("Mã trên tem"), max_length=CODE_LETTERS)
    what = forms.ChoiceField(
        label=gettext_lazy("Bạn thấy điều gì?"), choices=CodeReport.What, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Kể thêm"), required=False, max_length=1000,
        help_text=gettext_lazy("Mua ở đâu, khi nào, trông khác thế nào."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    photo = forms.FileField(
        label=gettext_lazy("Ảnh chụp tem hoặc gói hàng"), required=False,
        help_text=gettext_lazy("Chỗ chụp và ngày giờ trong ảnh được xoá đi. Tối đa 10 MB."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại để chúng tôi hỏi lại"), required=False, max_length=20,
        help_text=gettext_lazy("Chỉ người xem xét phản ánh này thấy số của bạn."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        try:
            return to_e164(typed) if typed.strip() else ""
        except NotAPhone as refusal:
            raise forms.ValidationError(_("Số điện thoại này chưa đúng.")) from refusal

    def clean_photo(self) -> pictures.Photo | None:
        sent = self.cleaned_data["photo"]
        if not sent:
            return None
        try:
            return pictures.read_photo(sent, name=sent.name)
        except pictures.TooLarge as refusal:
            raise forms.ValidationError(_("Ảnh lớn quá 10 MB. Chụp nhỏ lại rồi gửi.")) from refusal
        except pictures.Refused as refusal:
            said = _("Chỉ nhận một ảnh JPG, PNG hoặc WebP còn nguyên vẹn.")
            raise forms.ValidationError(said, code=refusal.code) from refusal


class SettlementForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Đã xem thế nào, kết quả ra sao"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class ProvinceForm(forms.Form):
    province = forms.ChoiceField(label=gettext_lazy("Tỉnh, thành phố"))

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        named = sorted(
            ((code, travel.name(code)) for code in travel.CENTRES), key=lambda one: one[1]
        )
        self.fields["province"].choices = [("", _("Chọn một tỉnh")), *named]  # type: ignore[attr-defined]


class PinForm(forms.Form):
    number = forms.RegexField(
        label=gettext_lazy("Số dưới lớp cào"), regex=r"^[0-9]{4,6}$",
        error_messages={"invalid": gettext_lazy("Số này có từ 4 đến 6 chữ số.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class PinRunForm(forms.Form):
    digits = forms.TypedChoiceField(
        label=gettext_lazy("Mấy chữ số"), coerce=int,
        choices=[(n, str(n)) for n in range(FEWEST, MOST + 1)],
    )  # fmt: skip
