"""What a seller types: as what it gives invoices, and for whom a wrong one is made out anew."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from marketplace.addresses.forms import TidyField
from marketplace.invoices.documents.bill import Form, Party
from marketplace.invoices.documents.series import LETTERS
from marketplace.invoices.models import InvoiceSeller, VatRate
from marketplace.orders import tax_codes

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict

Told = dict[str, Any]
FARTHEST = timedelta(days=366)
NO_DEDUCTION = (Producer.Kind.HOUSEHOLD, Producer.Kind.INDIVIDUAL)


class TaxCodeField(forms.CharField):
    """As the tax office writes it; spaces and points are forgiven, wrong digits are not."""

    def clean(self, value: Any) -> str:  # noqa: ANN401 (as Django has it)
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return tax_codes.tidied(typed)
        except tax_codes.NotATaxCode as failure:
            raise ValidationError(
                _("Mã số thuế này chưa đúng; bạn xem lại từng số trên giấy đăng ký nhé.")
            ) from failure


def _tax_code(*, required: bool) -> TaxCodeField:
    return TaxCodeField(
        label=_("Mã số thuế"),
        max_length=30,
        required=required,
        help_text=_("10 chữ số; chi nhánh thêm gạch và 3 số; cá nhân ghi 12 số căn cước."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class DetailsForm(forms.Form):
    """``rates`` are those in force today."""

    name = TidyField(label=_("Tên trên hoá đơn"), max_length=200)
    tax_code = _tax_code(required=True)
    address = TidyField(label=_("Địa chỉ trên hoá đơn"), max_length=300)
    form = forms.ChoiceField(label=_("Mẫu hoá đơn"), choices=InvoiceSeller.FORMS)
    use = forms.ChoiceField(label=_("Loại sử dụng"), choices=InvoiceSeller.Use)
    letters = forms.CharField(
        label=_("Hai chữ cuối của ký hiệu"),
        max_length=2,
        help_text=_("Hai chữ hoa đã đăng ký với cơ quan thuế, như AB trong 1C26TAB."),
    )
    goods_rate = forms.ChoiceField(
        label=_("Thuế suất hàng hoá"), required=False, help_text=_("Chỉ cần với mẫu 1.")
    )
    delivery_rate = forms.ChoiceField(
        label=_("Thuế suất phí giao"), required=False, help_text=_("Chỉ cần với mẫu 1.")
    )
    signs_itself = forms.BooleanField(label=_("Tự ký và gửi khi giao hàng"), required=False)

    def __init__(
        self, data: QueryDict | None, *, producer: Producer, rates: list[VatRate], initial: Told
    ) -> None:
        super().__init__(data, initial=initial)
        self.kind = producer.kind
        choices = [("", _("không ghi")), *((rate.code, str(rate)) for rate in rates)]
        for name in ("goods_rate", "delivery_rate"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_letters(self) -> str:
        letters: str = self.cleaned_data["letters"].upper()
        if not LETTERS.fullmatch(letters):
            raise ValidationError(_("Cần đúng hai chữ cái từ A đến Z, không dấu."))
        return letters

    def clean(self) -> dict[str, Any]:
        """Only form 1 states VAT; households give form 2."""
        told = super().clean() or self.cleaned_data
        if told.get("form") == Form.SALES:
            return told | {"goods_rate": "", "delivery_rate": ""}
        if self.kind in NO_DEDUCTION:
            self.add_error("form", _("Hộ kinh doanh và cá nhân dùng mẫu 2, hoá đơn bán hàng."))
        for name in ("goods_rate", "delivery_rate"):
            if name not in self.errors and not told.get(name):
                self.add_error(name, _("Mẫu 1 cần thuế suất này."))
        return told


class GoodsVatForm(forms.Form):
    """What a product bears from a day on: none of the past, for that stands on invoices."""

    code = forms.ChoiceField(label=_("Thuế suất GTGT"), required=False)
    legal_basis = TidyField(
        label=_("Căn cứ"),
        max_length=200,
        required=False,
        help_text=_("Điều luật, nghị định hoặc công văn cho biết món này chịu thuế suất ấy."),
    )
    since = forms.DateField(
        label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, data: QueryDict | None, *, rates: list[VatRate], today: date, initial: Told
    ) -> None:
        super().__init__(data, initial=initial)
        self.today = today
        general = ("", _("theo kệ hàng, hoặc mức chung ở thông tin hoá đơn"))
        choices = [general, *((rate.code, str(rate)) for rate in rates)]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if not self.today <= since <= self.today + FARTHEST:
            raise ValidationError(_("Chọn hôm nay hoặc một ngày tới, trong vòng một năm."))
        return since

    def clean(self) -> dict[str, Any]:
        """A rate has its basis; none needs none."""
        told = super().clean() or self.cleaned_data
        if told.get("code") and not told.get("legal_basis") and "legal_basis" not in self.errors:
            self.add_error("legal_basis", _("Ghi căn cứ của thuế suất này."))
        return told


class ReplacementForm(forms.Form):
    """After ``is_valid``: :attr:`buyer` and the reason."""

    reason = TidyField(
        label=_("Vì sao thay thế"), max_length=200, help_text=_("Lý do này in trên hoá đơn mới.")
    )
    name = TidyField(label=_("Tên đơn vị mua"), max_length=200, required=False)
    tax_code = _tax_code(required=False)
    address = TidyField(label=_("Địa chỉ người mua"), max_length=300, required=False)
    person = TidyField(label=_("Họ tên người mua hàng"), max_length=100, required=False)
    email = forms.EmailField(label=_("Thư điện tử người mua"), required=False, max_length=50)

    def clean(self) -> dict[str, Any]:
        """A firm has a name, a tax code and an address; anybody else at least a name."""
        told = super().clean() or self.cleaned_data
        firm = ("name", "tax_code", "address")
        if any(told.get(name) for name in ("name", "tax_code")):
            for name in firm:
                if name not in self.errors and not told.get(name):
                    self.add_error(name, _("Hoá đơn cho đơn vị cần mục này."))
        elif not told.get("person") and "person" not in self.errors:
            self.add_error("person", _("Hoá đơn cần tên đơn vị hoặc tên người mua."))
        return told

    @property
    def buyer(self) -> Party:
        told = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return Party(**told)

    @property
    def reason_told(self) -> str:
        reason: str = self.cleaned_data["reason"]
        return reason
