"""What people type about payments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.folding import fold
from marketplace.payments import banks

if TYPE_CHECKING:
    from django.http import QueryDict

NUMBER = re.compile("[0-9A-Z]{6,19}")


class BankReference(forms.CharField):
    """The bank's own name for a transfer, as a statement has it."""

    def __init__(self, **told: object) -> None:
        said = gettext_lazy("Chỉ gồm chữ không dấu, số và các dấu . / _ -, ít nhất 4 ký tự.")
        super().__init__(
            max_length=60,
            help_text=gettext_lazy("Chép đúng như ngân hàng ghi, ví dụ FT26325123456."),
            validators=[RegexValidator(r"^[A-Za-z0-9./_-]{4,60}\Z", said)],
            **told,  # type: ignore[arg-type]  # a field's own
        )


class ByHandForm(forms.Form):
    """Money that came: seen on the statement."""

    bank_reference = BankReference(label=gettext_lazy("Mã giao dịch trên sao kê"))
    seen = forms.BooleanField(label=gettext_lazy("Tôi đã thấy đủ số tiền này trên sao kê"))


class SentForm(forms.Form):
    """Money that went: its transfer at the bank."""

    bank_reference = BankReference(label=gettext_lazy("Mã giao dịch chuyển đi"))
    sent = forms.BooleanField(
        label=gettext_lazy("Tôi đã chuyển đúng số tiền này vào đúng tài khoản này")
    )


class RefundAccountForm(forms.Form):
    """A bank, a number, a name: where money is to go back to."""

    bank = forms.ChoiceField(label=gettext_lazy("Ngân hàng"))
    number = forms.CharField(
        label=gettext_lazy("Số tài khoản"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    holder = forms.CharField(
        label=gettext_lazy("Tên chủ tài khoản"),
        max_length=80,
        help_text=gettext_lazy("Như ngân hàng ghi, có dấu hay không đều được."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        able = sorted(
            (one for one in banks.known().values() if one.receives_vietqr), key=lambda b: b.name
        )
        choices = [("", _("Chọn ngân hàng")), *((one.bin, one.name) for one in able)]
        self.fields["bank"].choices = choices  # type: ignore[attr-defined]  # a choice

    def clean_number(self) -> str:
        """Digits and capitals, as the interbank message holds them: six to nineteen."""
        number = "".join(self.cleaned_data["number"].split()).upper()
        if not NUMBER.fullmatch(number):
            raise forms.ValidationError(
                _("Số tài khoản gồm 6 đến 19 chữ số (có thể kèm chữ in), không dấu.")
            )
        return number

    def clean_holder(self) -> str:
        """In capitals without accents, as banks write it."""
        holder = fold(self.cleaned_data["holder"]).upper()
        if not holder:
            raise forms.ValidationError(_("Ghi tên chủ tài khoản bằng chữ cái."))
        return holder
