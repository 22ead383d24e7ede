"""What a buyer may ask for besides, by ticking: that it is a gift, an invoice for a company."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.addresses.forms import TidyField
from marketplace.orders import tax_codes
from marketplace.orders.actions.placing import Company, Present

COMPANY = ("company_name", "tax_code", "company_address", "company_email")


class WishesForm(forms.Form):
    """After ``is_valid``: :meth:`present` and :meth:`company`, None where it was not asked for."""

    is_gift = forms.BooleanField(label=_("Đây là quà tặng"), required=False)
    gift_message = TidyField(
        label=_("Lời chúc gửi kèm"),
        max_length=300,
        required=False,
        help_text=_("Người bán chép lời này vào thiệp."),
    )
    hides_prices = forms.BooleanField(
        label=_("Đừng để giá tiền trong kiện"), required=False, initial=True
    )
    wants_invoice = forms.BooleanField(label=_("Xuất hoá đơn điện tử cho đơn vị"), required=False)
    company_name = TidyField(
        label=_("Tên đơn vị"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    tax_code = forms.CharField(
        label=_("Mã số thuế"),
        max_length=30,
        required=False,
        help_text=_("10 chữ số; chi nhánh thêm gạch và 3 số; cá nhân ghi 12 số căn cước."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    company_address = TidyField(label=_("Địa chỉ trên hoá đơn"), max_length=300, required=False)
    company_email = forms.EmailField(
        label=_("Thư điện tử nhận hoá đơn"), required=False, max_length=254
    )

    def clean_tax_code(self) -> str:
        typed = self.cleaned_data["tax_code"]
        if not typed or not self.cleaned_data.get("wants_invoice"):
            return ""
        try:
            return tax_codes.tidied(typed)
        except tax_codes.NotATaxCode as failure:
            raise ValidationError(
                _("Mã số thuế này chưa đúng; bạn xem lại từng số trên giấy đăng ký nhé.")
            ) from failure

    def clean(self) -> dict[str, Any]:
        """An invoice needs all that is printed on it."""
        told = super().clean() or self.cleaned_data
        if told.get("wants_invoice"):
            for name in COMPANY:
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, _("Hoá đơn cần mục này."))
        return told

    def present(self) -> Present | None:
        told = self.cleaned_data
        if not told["is_gift"]:
            return None
        return Present(message=told["gift_message"], hides_prices=told["hides_prices"])

    def company(self) -> Company | None:
        told = self.cleaned_data
        if not told["wants_invoice"]:
            return None
        return Company(
            name=told["company_name"],
            tax_code=told["tax_code"],
            address=told["company_address"],
            email=told["company_email"],
        )
