"""A printer's small faults, and a paper of one's own: all in millimetres."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import WholeField
from catalog.folding import tidy
from traceability.labels.sheets import A4_HEIGHT, A4_WIDTH
from traceability.labels.sticker import DOTS_PER_MM, TooSmall, code_dots

if TYPE_CHECKING:
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise as Words

WIDEST_ROLL = 220
MODULES = 33  # of a code on a host of middling length
NONE = Decimal(0)
TENTH = Decimal("0.1")  # a printer's own fault: a sheet that sticks out less is no mistake


def _length(label: Words, *, least: int, most: int, help_text: Words = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=least, max_value=most, decimal_places=2, localize=True,
        help_text=help_text, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


class PrinterForm(forms.Form):
    """What puts a printer right."""

    offset_x = _length(
        gettext_lazy("Xê ngang (mm)"), least=-20, most=20,
        help_text=gettext_lazy("Số dương: sang phải. Số âm: sang trái."),
    )  # fmt: skip
    offset_y = _length(
        gettext_lazy("Xê dọc (mm)"), least=-20, most=20,
        help_text=gettext_lazy("Số dương: xuống dưới. Số âm: lên trên."),
    )  # fmt: skip
    scale = _length(
        gettext_lazy("Co giãn (%)"), least=90, most=110,
        help_text=gettext_lazy("100 là giữ nguyên. Vạch 100 mm chỉ đo được 99 mm thì ghi 101."),
    )  # fmt: skip


class PaperForm(forms.Form):
    """A sheet or a roll as somebody measured it; ``rows`` and ``top`` are of sheets only."""

    name = forms.CharField(
        label=gettext_lazy("Đặt tên cho khổ này"), max_length=60,
        help_text=gettext_lazy("Ví dụ: tem tròn tiệm Minh Anh."),
    )  # fmt: skip
    is_roll = forms.TypedChoiceField(
        label=gettext_lazy("Đây là"), coerce=lambda given: given == "1",
        choices=[("0", gettext_lazy("tờ A4")), ("1", gettext_lazy("cuộn tem nhiệt"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    columns = WholeField(
        label=gettext_lazy("Số tem một hàng"), min_value=1, max_value=20, localize=True,
    )  # fmt: skip
    rows = WholeField(
        label=gettext_lazy("Số hàng trên một tờ"), min_value=1, max_value=40, required=False,
        localize=True,
        help_text=gettext_lazy("Cuộn tem thì bỏ trống."),
    )  # fmt: skip
    width = _length(gettext_lazy("Một tem rộng (mm)"), least=10, most=210)
    height = _length(gettext_lazy("Một tem cao (mm)"), least=10, most=297)
    left = _length(gettext_lazy("Lề trái (mm)"), least=0, most=100)
    top = _length(
        gettext_lazy("Lề trên (mm)"), least=0, most=100,
        help_text=gettext_lazy("Cuộn tem thì ghi 0."),
    )  # fmt: skip
    gap_x = _length(gettext_lazy("Khe giữa hai cột (mm)"), least=0, most=50)
    gap_y = _length(gettext_lazy("Khe giữa hai hàng (mm)"), least=0, most=50)

    def __init__(self, data: QueryDict | None = None) -> None:
        usual = {"is_roll": "0", "left": 0, "top": 0, "gap_x": 0, "gap_y": 0}
        super().__init__(data, initial=usual)

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_roll"):
            cleaned |= {"rows": 1, "top": NONE}
        elif "rows" in cleaned and cleaned["rows"] is None:
            self.add_error("rows", _("Hãy ghi một tờ có mấy hàng tem."))
        if not self.errors:
            self._fit(cleaned)
        return cleaned

    def _fit(self, paper: dict[str, Any]) -> None:
        most = WIDEST_ROLL if paper["is_roll"] else Decimal(A4_WIDTH)
        if _end(paper["left"], paper["columns"], paper["width"], paper["gap_x"]) > most + TENTH:
            self.add_error(
                "columns", _("Các tem cộng lại rộng hơn khổ giấy %(n)s mm.") % {"n": int(most)}
            )
        down = _end(paper["top"], paper["rows"], paper["height"], paper["gap_y"])
        if down > Decimal(A4_HEIGHT) + TENTH:
            self.add_error("rows", _("Các hàng cộng lại cao hơn tờ A4 (297 mm)."))
        try:
            code_dots(float(paper["width"]), float(paper["height"]), MODULES, DOTS_PER_MM[300])
        except TooSmall:
            self.add_error("width", _("Ô tem này nhỏ quá, mã in ra sẽ khó quét."))


def _end(edge: Decimal, number: int, size: Decimal, gap: Decimal) -> Decimal:
    return edge + number * size + (number - 1) * gap
