"""What people type about payments."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.folding import fold
from marketplace.payments import banks, queries, registry
from marketplace.payments.models import Receipt

if TYPE_CHECKING:
    from django.http import QueryDict

    from marketplace.payments.models import Payment

NUMBER = re.compile("[0-9A-Z]{6,19}")


class DayField(forms.DateField):
    """A day, picked where the browser has a calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [
        MinValueValidator(date(2000, 1, 1)),
        MaxValueValidator(date(2999, 1, 1)),
    ]


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

    @property
    def told(self) -> dict[str, str]:
        return {"bank_reference": self.cleaned_data["bank_reference"]}


class ReturnForm(forms.Form):
    """Nobody's money: its transfer back."""

    bank_reference = BankReference(label=gettext_lazy("Mã giao dịch chuyển trả"))
    sent = forms.BooleanField(
        label=gettext_lazy("Tôi đã chuyển trả đúng số tiền này vào tài khoản đã gửi nó")
    )

    @property
    def told(self) -> dict[str, str]:
        return {"bank_reference": self.cleaned_data["bank_reference"]}


class AttachForm(forms.Form):
    """Whose money it is."""

    code = forms.CharField(
        label=gettext_lazy("Mã đơn hoặc mã thanh toán"),
        max_length=40,
        help_text=gettext_lazy("Ví dụ CG7K2M9QXA0, hoặc mã đơn hàng người mua đọc cho bạn."),
    )

    def __init__(self, data: QueryDict | None = None, *, receipt: Receipt) -> None:
        super().__init__(data)
        self.receipt = receipt

    def clean_code(self) -> Payment:
        """The payment meant, by the same way of paying that the money came by."""
        found = queries.payment_called(self.cleaned_data["code"], gateway=self.receipt.gateway)
        if found is None:
            raise forms.ValidationError(_("Không có đơn nào mang mã này và trả bằng cách này."))
        return found


class SplitForm(forms.Form):
    """Whose orders one transfer pays."""

    codes = forms.CharField(
        label=gettext_lazy("Mã các đơn, cách nhau bằng dấu cách"),
        max_length=400,
        help_text=gettext_lazy("Tổng số còn thiếu của các đơn phải đúng bằng khoản này."),
    )

    def __init__(self, data: QueryDict | None = None, *, receipt: Receipt) -> None:
        super().__init__(data)
        self.receipt = receipt

    def clean_codes(self) -> list[Payment]:
        """The payments meant, each once."""
        names = self.cleaned_data["codes"].replace(",", " ").split()
        found = {name: queries.payment_called(name, gateway=self.receipt.gateway) for name in names}
        if unknown := [name for name, one in found.items() if one is None]:
            said = _("Không có đơn nào mang mã %(codes)s và trả bằng cách này.")
            raise forms.ValidationError(said % {"codes": ", ".join(unknown)})
        return list({one.pk: one for one in found.values() if one}.values())


class NoteForm(forms.Form):
    """What the next person at the desk ought to know."""

    words = forms.CharField(
        label=gettext_lazy("Ghi chú cho đồng nghiệp"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StatementForm(forms.Form):
    """A bank's statement of one of our accounts."""

    account = forms.ChoiceField(label=gettext_lazy("Tài khoản"))
    file = forms.FileField(
        label=gettext_lazy("Tệp sao kê"),
        help_text=gettext_lazy("Tệp CSV hoặc XLSX tải từ trang của ngân hàng, không sửa gì."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, data: QueryDict | None = None, files: Any = None) -> None:  # noqa: ANN401
        # Any: Django's own name for files differs between its versions.
        super().__init__(data, files)
        choices = [(number, number) for number in registry.accounts()]
        self.fields["account"].choices = choices  # type: ignore[attr-defined]  # a choice


class OwnStatementForm(forms.Form):
    """A bank's statement of a producer's own account."""

    file = forms.FileField(
        label=gettext_lazy("Tệp sao kê"),
        help_text=gettext_lazy(
            "Tệp CSV hoặc XLSX tải từ trang của ngân hàng. Chợ chỉ đọc dòng có mã đơn, không giữ "
            "dòng nào khác."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class SearchForm(forms.Form):
    """Money that came: by sum, words, day and state."""

    tim = forms.CharField(
        label=gettext_lazy("Số tiền, nội dung, mã đơn"), required=False, max_length=80
    )
    tu = DayField(label=gettext_lazy("Từ ngày"), required=False)
    den = DayField(label=gettext_lazy("Đến ngày"), required=False)
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        states = [("", _("Tất cả")), *Receipt.State.choices]
        self.fields["tinh_trang"].choices = states  # type: ignore[attr-defined]  # a choice

    @property
    def told(self) -> dict[str, Any]:
        """What :func:`queries.receipts` asks for; nothing where something is not right."""
        asked = self.cleaned_data if self.is_valid() else {}
        names = {"words": "tim", "since": "tu", "until": "den", "state": "tinh_trang"}
        return {name: asked[told] for name, told in names.items() if asked.get(told)}


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
