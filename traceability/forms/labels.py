"""How many labels to issue, and which of them to print on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import WholeField
from traceability.labels.sticker import TooSmall
from traceability.models.labels import USUAL, Language, Reprint
from traceability.queries import labels

if TYPE_CHECKING:
    from django.http import QueryDict

    from traceability.labels.sheets import Sheet
    from traceability.models import LabelRun, PrinterSetting

MOST = 2_147_483_647  # what the database counts to
LEVELS = (
    ("M", gettext_lazy("vừa, hợp hầu hết mọi chỗ")),
    ("Q", gettext_lazy("cao, cho hàng ướt, lạnh, dễ xước")),
)
RESOLUTIONS = ((203, gettext_lazy("203 dpi (thường gặp)")), (300, "300 dpi"))


class LabelForm(forms.Form):
    """``left`` is how many packs have no code yet."""

    count = WholeField(
        label=gettext_lazy("Số tem"), min_value=1, max_value=MOST, localize=True,
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, left: int) -> None:
        super().__init__(data, initial={"count": left or None})


class PrintForm(forms.Form):
    """``papers`` are those the producer may choose from; ``setting`` is how it printed last.

    Once valid, ``sheet`` is the paper chosen and ``setting`` says what was chosen.
    """

    paper = forms.ChoiceField(label=gettext_lazy("Khổ giấy"), widget=forms.RadioSelect)
    first = WholeField(
        label=gettext_lazy("Từ tem số"), min_value=1, max_value=MOST, localize=True,
    )  # fmt: skip
    last = WholeField(
        label=gettext_lazy("Đến tem số"), min_value=1, max_value=MOST, localize=True,
    )  # fmt: skip
    start = WholeField(
        label=gettext_lazy("Bắt đầu từ ô số"), min_value=1, max_value=MOST, localize=True,
        help_text=gettext_lazy("Tờ đầu đã bóc mấy ô thì bắt đầu từ ô còn tem."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Loại tệp"), choices=Language)
    dpi = forms.TypedChoiceField(
        label=gettext_lazy("Độ phân giải máy in tem"), choices=RESOLUTIONS, coerce=int
    )
    level = forms.ChoiceField(label=gettext_lazy("Độ bền của mã khi bẩn, xước"), choices=LEVELS)
    has_cut_marks = forms.BooleanField(label=gettext_lazy("In vạch để cắt"), required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Lý do in lại"), required=False,
        choices=[("", gettext_lazy("In lần đầu")), *Reprint.choices],
    )  # fmt: skip
    setting: PrinterSetting
    sheet: Sheet

    def __init__(
        self, data: QueryDict | None, *, run: LabelRun, ready: int, setting: PrinterSetting,
        papers: dict[str, Sheet],
    ) -> None:  # fmt: skip
        self.run, self.ready, self.setting, self.papers = run, ready, setting, papers
        super().__init__(data, initial=_as_last_time(run, ready, setting, papers))
        self.fields["paper"].choices = [(key, key) for key in papers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_range(cleaned.get("first"), cleaned.get("last"))
        sheet = self.papers.get(cleaned.get("paper", ""))
        if sheet:
            self._check_paper(sheet, cleaned)
        if not self.errors and sheet:
            self.sheet = sheet
            for name in ("paper", "language", "dpi", "level", "has_cut_marks"):
                setattr(self.setting, name, cleaned[name])
        return cleaned

    def _check_range(self, first: int | None, last: int | None) -> None:
        if last and last > self.ready:
            self.add_error("last", _("Đợt này chỉ có %(n)s tem.") % {"n": localize(self.ready)})
        if first and last and first > last:
            self.add_error("first", _("Số đầu phải nhỏ hơn hoặc bằng số cuối."))

    def _check_paper(self, sheet: Sheet, cleaned: dict[str, Any]) -> None:
        if cleaned.get("start", 1) > sheet.places:
            self.add_error("start", _("Khổ này chỉ có %(n)s ô.") % {"n": sheet.places})
        is_native = cleaned.get("language", Language.PDF) != Language.PDF
        if is_native and not sheet.is_roll:
            self.add_error("language", _("ZPL và TSPL chỉ dùng cho tem cuộn. Hãy chọn PDF."))
        dpi = cleaned.get("dpi", 203) if sheet.is_roll else 300
        try:
            labels.lay_out(self.run, sheet, dpi, cleaned.get("level", "M"), is_native=is_native)
        except TooSmall:
            self.add_error("paper", _("Ô tem khổ này nhỏ quá, mã in ra sẽ khó quét."))


def _as_last_time(
    run: LabelRun, ready: int, setting: PrinterSetting, papers: dict[str, Sheet]
) -> dict[str, Any]:
    """The paper of last time, and the labels that were not printed yet."""
    first = labels.first_unprinted(run)
    return {
        "paper": setting.paper if setting.paper in papers else USUAL,
        "first": first if first <= ready else 1,
        "last": ready,
        "start": 1,
        "language": setting.language,
        "dpi": setting.dpi,
        "level": setting.level,
        "has_cut_marks": setting.has_cut_marks,
    }
