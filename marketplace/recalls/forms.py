"""What people type about recalls: why, how sure they are, what came back, how it ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.fields import WholeField
from traceability.models import ItemCode, Lot, Recall

if TYPE_CHECKING:
    from traceability.models import MaterialLot

MOST_SERIALS = 1_000
MOST_PACKS = 1_000_000
RANGE = re.compile(r"^(\w+)\s*(?:\.\.|…|->)\s*(\w+)$")
APART = re.compile(r"[\n,;]+")


class CodeForm(forms.Form):
    """An officer names the lot by what is printed on it."""

    ma = forms.CharField(
        label=_("Mã truy xuất của lô, mã trên tem, hoặc mã lô nguyên liệu"),
        max_length=80,
        help_text=_("Quét tem hoặc gõ mã in dưới hình vuông."),
    )

    def clean_ma(self) -> str:
        """The last part of an address that was scanned, or the code that was typed."""
        said: str = self.cleaned_data["ma"]
        return re.sub(r"\s+", "", said.rstrip("/").rpartition("/")[2]).upper()


class WordsForm(forms.Form):
    """Why, how bad, and what whoever holds it is to do. An officer also names the decision."""

    severity = forms.ChoiceField(
        label=_("Mức độ"), choices=Recall.Severity, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Vì sao thu hồi"),
        max_length=500,
        help_text=_("Nói như nói với người mua: thấy gì, ở đâu, từ bao giờ. Ai cũng đọc được."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    advice = forms.CharField(
        label=_("Người đang giữ hàng cần làm gì"),
        max_length=500,
        initial=_("Đừng dùng nữa. Cất riêng, giữ nguyên tem và liên hệ người bán để trả lại."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    serials = forms.CharField(
        label=_("Chỉ thu hồi một số món"),
        required=False,
        help_text=_(
            "Để trống là thu hồi cả lô. Không thì ghi mã từng món, mỗi dòng một mã; "
            "cả dải tem liền nhau thì ghi «mã đầu .. mã cuối»."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "characters"}),
    )
    decision = forms.CharField(
        label=_("Số văn bản yêu cầu thu hồi"),
        max_length=80,
        help_text=_("Thu hồi bắt buộc phải có văn bản của cơ quan có thẩm quyền."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (a form's own)
        source: Lot | MaterialLot,
        is_officer: bool,
        **options: Any,  # noqa: ANN401 (a form's own)
    ) -> None:
        super().__init__(*args, **options)
        self.source = source
        if not is_officer:
            del self.fields["decision"]
        if not isinstance(source, Lot):
            del self.fields["serials"]

    def clean_serials(self) -> list[str]:
        """The serials of this lot that were meant, each once, in the order they were printed."""
        meant: dict[str, None] = {}
        for part in APART.split(self.cleaned_data["serials"].upper()):
            if words := part.strip():
                meant |= dict.fromkeys(self._range(words))
        if len(meant) > MOST_SERIALS:
            raise ValidationError(
                _("Nhiều quá %(most)s món: hãy thu hồi cả lô."), params={"most": MOST_SERIALS}
            )
        self._refuse_strangers(list(meant))
        return list(meant)

    def _range(self, words: str) -> list[str]:
        found = RANGE.match(words)
        if found is None:
            return [re.sub(r"\s+", "", words)]
        codes = ItemCode.objects.filter(lot=self.source.pk)
        ends = [
            codes.filter(serial=end).values_list("pk", flat=True).first() for end in found.groups()
        ]
        known = sorted(end for end in ends if end is not None)
        if len(known) < len(ends):
            return list(found.groups())
        within = codes.filter(pk__range=known).order_by("pk")
        return list(within.values_list("serial", flat=True)[: MOST_SERIALS + 1])

    def _refuse_strangers(self, serials: list[str]) -> None:
        known = ItemCode.objects.filter(lot=self.source.pk, serial__in=serials)
        strange = set(serials) - set(known.values_list("serial", flat=True))
        if strange:
            raise ValidationError(
                ngettext(
                    "Lô này không có mã %(codes)s.",
                    "Lô này không có mã %(codes)s.",
                    len(strange),
                )
                % {"codes": ", ".join(one[:20] for one in sorted(strange)[:5])}
            )


class SureForm(forms.Form):
    """The lot's number once more, typed by hand: nobody recalls by a slip of the finger."""

    lot_code = forms.CharField(
        label=_("Gõ lại số lô để chắc chắn"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, code: str, **options: Any) -> None:  # noqa: ANN401 (a form's own)
        super().__init__(*args, **options)
        self.code = code

    def clean_lot_code(self) -> str:
        said: str = self.cleaned_data["lot_code"]
        if said.strip().casefold() != self.code.casefold():
            raise ValidationError(
                _("Chưa đúng số lô. Số lô là %(code)s."), params={"code": self.code}
            )
        return said


class ReturnForm(forms.Form):
    """How many packs of one order are back."""

    packs = WholeField(label=_("Đã nhận lại (gói)"), min_value=0, max_value=MOST_PACKS)


class EndForm(forms.Form):
    """What became of the goods; the law asks for a report."""

    handling = forms.ChoiceField(
        label=_("Đã xử lý hàng thế nào"), choices=Recall.Handling, widget=forms.RadioSelect
    )
    destroyed = WholeField(
        label=_("Số gói đã tiêu huỷ"), min_value=0, max_value=MOST_PACKS, initial=0
    )
    report = forms.CharField(
        label=_("Báo cáo kết quả"),
        max_length=1000,
        help_text=_("Nguyên nhân là gì, đã làm gì để không xảy ra nữa. Ai cũng đọc được."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
