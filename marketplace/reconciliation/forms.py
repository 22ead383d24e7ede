"""What operators type while reconciling: a report to take in, a reason."""

from __future__ import annotations

from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import WholeField
from marketplace.ledger import chart
from marketplace.ledger.models import Account
from marketplace.payments import registry
from marketplace.payments.forms import BankReference
from marketplace.reconciliation.models import Booking
from marketplace.reconciliation.rows import COLUMNS, FEE, MOVED, BadRow, read_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict
    from django.utils.functional import _StrPromise

    from marketplace.reconciliation.rows import Row

Kind = Booking.Kind
MOST = 10**15
LARGEST_FILE = 20 * 1024 * 1024


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, label: _StrPromise) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], label=label)


class AccountField(forms.CharField):
    """A code of the chart, of an account that was used."""

    def __init__(self, *, label: _StrPromise) -> None:
        super().__init__(
            label=label,
            max_length=60,
            help_text=gettext_lazy("Mã trong sổ cái, ví dụ %(codes)s.")
            % {"codes": f"{chart.BANK}, {chart.SUSPENSE}, {chart.payable(12)}"},
        )

    def clean(self, value: Any) -> str:  # noqa: ANN401 (as Django has it)
        code: str = super().clean(value)
        if not Account.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Sổ cái không có tài khoản này."))
        return code


def not_tomorrow(form: forms.Form) -> date:
    """What has not happened yet is not booked."""
    day: date = form.cleaned_data["happened_on"]
    if day > localdate():
        raise forms.ValidationError(_("Ngày này chưa tới."))
    return day


class ReasonForm(forms.Form):
    """Why a difference is right as it is."""

    reason = forms.CharField(
        label=gettext_lazy("Vì sao hai bên khác nhau?"),
        help_text=gettext_lazy("Không số nào bị sửa; lý do được giữ lại cùng tên bạn."),
        min_length=5,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LeftForm(forms.Form):
    """What the part of a gateway's report is that the ledger does not know."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Khoản này là"),
        choices=[(one.value, one.label) for one in (Kind.FEE, Kind.MOVED)],
        widget=forms.RadioSelect,
    )


class TaxForm(forms.Form):
    """Tax that was withheld and has been paid to the State."""

    tax = forms.ChoiceField(
        label=gettext_lazy("Thuế"),
        choices=[
            (chart.VAT_WITHHELD, gettext_lazy("thuế GTGT khấu trừ")),
            (chart.PIT_WITHHELD, gettext_lazy("thuế TNCN khấu trừ")),
        ],
    )
    amount = WholeField(label=gettext_lazy("Số tiền (đồng)"), min_value=1, max_value=MOST)
    happened_on = DayField(label=gettext_lazy("Ngày nộp"))
    declaration = forms.CharField(
        label=gettext_lazy("Tờ khai"),
        max_length=200,
        help_text=gettext_lazy("Số hoặc kỳ của tờ khai, ví dụ 01/CNKD-TMĐT tháng 11/2026."),
    )
    reference = BankReference(label=gettext_lazy("Mã giao dịch nộp tiền"))

    clean_happened_on = not_tomorrow

    @property
    def told(self) -> dict[str, Any]:
        """What a ``booking.Move`` is made of."""
        told = self.cleaned_data
        return {
            "debit": told["tax"],
            "credit": chart.BANK,
            "amount": told["amount"],
            "happened_on": told["happened_on"],
            "reference": told["reference"].upper(),
            "reason": told["declaration"],
        }


class CorrectionForm(forms.Form):
    """So much belongs on another account than it stands on."""

    credit = AccountField(label=gettext_lazy("Từ tài khoản (ghi có)"))
    debit = AccountField(label=gettext_lazy("Sang tài khoản (ghi nợ)"))
    amount = WholeField(label=gettext_lazy("Số tiền (đồng)"), min_value=1, max_value=MOST)
    happened_on = DayField(label=gettext_lazy("Ngày"))
    reference = forms.CharField(
        label=gettext_lazy("Mã bên ngoài, nếu có"), max_length=120, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Vì sao phải sửa?"),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    clean_happened_on = not_tomorrow

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("debit") and told.get("debit") == told.get("credit"):
            self.add_error("debit", _("Hai tài khoản phải khác nhau."))
        return told

    @property
    def told(self) -> dict[str, Any]:
        """What a ``booking.Move`` is made of."""
        return self.cleaned_data


class ReportForm(forms.Form):
    """All that a gateway or the bank moved on some days, as a file."""

    account = forms.ChoiceField(label=gettext_lazy("Báo cáo của"))
    begins_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    file = forms.FileField(
        label=gettext_lazy("Tệp CSV"),
        help_text=gettext_lazy(
            "Các cột %(columns)s: ngày 2026-11-22, số đồng không dấu chấm, tiền ra mang dấu trừ. "
            "Thêm được cột %(kind)s: %(fee)s là phí cổng giữ, %(moved)s là tiền cổng chuyển về "
            "ngân hàng."
        )
        % {"columns": ",".join(COLUMNS), "kind": "kind", "fee": FEE, "moved": MOVED},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(
        self, told: QueryDict | None, files: MultiValueDict[str, Any] | None = None
    ) -> None:
        super().__init__(told, files)
        self.fields["account"].choices = _accounts()  # type: ignore[attr-defined]  # a ChoiceField

    def clean_file(self) -> Any:  # noqa: ANN401 - an uploaded file
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Tệp dài quá 20 MB; xin chia thành nhiều ngày."))
        return file

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        begins, ends = told.get("begins_on"), told.get("ends_on")
        if begins and ends and begins > ends:
            self.add_error("ends_on", _("Ngày cuối phải từ ngày đầu trở đi."))
        if ends and ends > localdate():
            self.add_error("ends_on", _("Ngày này chưa tới."))
        return told

    def rows(self) -> Iterator[Row]:
        """The rows of the file; whatever is no text is a row that cannot be read."""
        lines = TextIOWrapper(self.cleaned_data["file"].file, encoding="utf-8-sig", newline="")
        try:
            yield from read_csv(lines)
        except UnicodeDecodeError as fault:
            raise BadRow(1, "letters") from fault


def why(fault: BadRow) -> str:
    """What is wrong with a line of a report, in words."""
    words = {
        "header": _("dòng đầu phải là %(columns)s") % {"columns": ",".join(COLUMNS)},
        "columns": _("số ô không bằng dòng đầu"),
        "kind": _("cột cuối chỉ ghi %(kinds)s, cho tiền đi ra và có mã")
        % {"kinds": f"{FEE}, {MOVED}"},
        "date": _("ngày phải viết như 2026-11-22"),
        "amount": _("số tiền phải là số đồng nguyên, khác 0, không dấu chấm"),
        "length": _("mã hoặc nội dung quá dài"),
        "quotes": _("dấu ngoặc kép không khớp"),
        "letters": _("tệp không phải chữ UTF-8"),
        "outside": _("ngày này nằm ngoài khoảng đã chọn"),
        "order": _("các dòng cùng ngày phải đứng liền nhau"),
    }
    return _("Dòng %(number)s: %(why)s. Chưa dòng nào được ghi.") % {
        "number": fault.number,
        "why": words[fault.code],
    }


def _accounts() -> list[tuple[str, str]]:
    gateways = [(chart.gateway(name), str(registry.WORDS[name][0])) for name in registry.names()]
    return [(chart.BANK, _("Ngân hàng")), *gateways]
