"""What people type about money on its way to producers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.payments.forms import BankReference, RefundAccountForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from marketplace.payments.models import BankAccount


class AccountForm(RefundAccountForm):
    """Where a producer is paid."""

    def __init__(self, data: QueryDict | None = None, *, known: BankAccount | None = None) -> None:
        super().__init__(data)
        if known:
            told = {name: getattr(known, name) for name in ("bank", "number", "holder")}
            self.initial = told


class ConfirmationForm(forms.Form):
    """Money that went to a producer: its line on the statement."""

    reference = BankReference(label=_("Mã giao dịch trên sao kê"))
    seen = forms.BooleanField(label=_("Tôi đã thấy đúng số tiền này trên sao kê"))


class BillForm(forms.Form):
    """A commission that was paid: its line on the statement."""

    reference = BankReference(label=_("Mã giao dịch trên sao kê"))
    seen = forms.BooleanField(label=_("Tôi đã thấy đúng số tiền này vào tài khoản của chợ"))


class ReturnForm(forms.Form):
    """Money that the bank gave back, and why."""

    return_reference = BankReference(label=_("Mã giao dịch trả lại"))
    words = forms.CharField(
        label=_("Vì sao"),
        max_length=200,
        help_text=_("Chủ thể sẽ đọc được, ví dụ: sai tên chủ tài khoản."),
    )
