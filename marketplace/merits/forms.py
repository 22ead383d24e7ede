"""How a producer answers one item of its score sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.forms.papers import PaperField
from marketplace.merits.models.marks import MOST_LETTERS
from traceability.models import Document

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from catalog.papers import Paper
    from marketplace.merits.queries.assessment import Assessment, Row
    from marketplace.merits.scoring import Option


class MaybePaper(PaperField):
    """A paper, or none."""

    def clean(self, data: Any, initial: Any = None) -> Paper | None:  # type: ignore[override]  # noqa: ANN401 (Django's)
        return super().clean(data, initial) if data else None


class Papers(forms.ModelChoiceField[Document]):
    """Papers of the stall that are in force, by what they are."""

    def label_from_instance(self, obj: Document) -> str:
        return " · ".join(filter(None, (obj.title, obj.number, obj.issuer)))


class MarkForm(forms.Form):
    option = forms.TypedChoiceField(
        label=gettext_lazy("Mức nào đúng với sản phẩm?"), coerce=int, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Dựa vào đâu"),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Hợp đồng số mấy, ai cấp, hội đồng xem ở đâu."),
    )
    document = Papers(
        label=gettext_lazy("Giấy tờ đã có trên chợ"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không chọn"),
    )
    file = MaybePaper(
        label=gettext_lazy("Hoặc gửi giấy tờ khác"),
        required=False,
        help_text=gettext_lazy(
            "PDF, JPEG hoặc PNG, không quá 10 MB. Chỉ người của gian hàng xem được."
        ),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        whole: Assessment,
        row: Row,
    ) -> None:
        super().__init__(data, files, initial=_initial(row))
        self.row = row
        options = self.fields["option"]
        options.choices = [(one.key, _said(one)) for one in row.item.options]  # type: ignore[attr-defined]  # as Django has it
        papers = self.fields["document"]
        papers.queryset = Document.objects.filter(  # type: ignore[attr-defined]  # the same
            pk__in=[paper.pk for paper in whole.known.papers]
        ).order_by("title", "pk")

    def clean(self) -> dict[str, Any]:
        """Points are not claimed with nothing to go by."""
        cleaned = super().clean() or self.cleaned_data
        option = next((o for o in self.row.item.options if o.key == cleaned.get("option")), None)
        had = self.row.mark is not None and bool(self.row.mark.file)
        shown = cleaned.get("note") or cleaned.get("document") or cleaned.get("file") or had
        if option and option.points and not shown and not self.errors:
            self.add_error("note", _("Ghi dựa vào đâu, hoặc chọn, gửi một giấy tờ."))
        return cleaned


def _initial(row: Row) -> dict[str, Any]:
    if row.mark:
        return {
            "option": row.mark.option_id,
            "note": row.mark.note,
            "document": row.mark.document_id,
        }
    guess = row.hint or row.option
    return {"option": guess.key if guess else None, "note": row.hint_words or row.words}


def _said(option: Option) -> str:
    points = _("%(n)s điểm") % {"n": option.points}
    must = _(" · bắt buộc từ %(n)s sao") % {"n": option.required_for} if option.required_for else ""
    return f"{option.words} ({points}{must})"
