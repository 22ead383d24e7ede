"""What operators type while reconciling: a report to take in, a reason."""

from __future__ import annotations

from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.ledger import chart
from marketplace.payments import registry
from marketplace.reconciliation.rows import COLUMNS, BadRow, read_csv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict
    from django.utils.functional import _StrPromise

    from marketplace.reconciliation.rows import Row

LARGEST_FILE = 20 * 1024 * 1024


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, *, label: _StrPromise) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], label=label)


class ReasonForm(forms.Form):
    """Why a difference is right as it is."""

    reason = forms.CharField(
        label=gettext_lazy("Vì sao hai bên khác nhau?"),
        help_text=gettext_lazy("Không số nào bị sửa; lý do được giữ lại cùng tên bạn."),
        min_length=5,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReportForm(forms.Form):
    """All that a gateway or the bank moved on some days, as a file."""

    account = forms.ChoiceField(label=gettext_lazy("Báo cáo của"))
    begins_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    file = forms.FileField(
        label=gettext_lazy("Tệp CSV"),
        help_text=gettext_lazy(
            "Bốn cột date,amount,reference,text: ngày 2026-11-22, số đồng không dấu chấm, "
            "tiền đi ra mang dấu trừ."
        ),
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
        "columns": _("phải có đúng bốn ô"),
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
