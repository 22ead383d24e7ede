"""What people type about a claim: the buyer, the producer, whoever decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import WholeField
from catalog.money import dong
from marketplace.claims.models import ReturnedItem
from marketplace.claims.models.claims import MOST_LETTERS
from marketplace.photos.fields import KINDS, PhotosField, SeveralFiles
from marketplace.rights.kinds import Kind
from marketplace.rights.models import ClaimRule
from traceability import serials

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from marketplace.claims.models import Claim, ClaimedLine
    from marketplace.orders.models import Line

PACKS, SUM = "goi", "hoan"


class ClaimForm(forms.Form):
    """What is wrong, with how many packs of which line; a photo says more than words."""

    kind = forms.TypedChoiceField(
        label=gettext_lazy("Có chuyện gì?"), coerce=Kind, widget=forms.RadioSelect
    )
    photos = PhotosField(
        label=gettext_lazy("Ảnh chụp"),
        required=False,
        help_text=gettext_lazy("Tối đa 5 ảnh. Chỉ người bán và cán bộ xem xét thấy ảnh này."),
        widget=SeveralFiles(attrs={"accept": KINDS}),
    )
    words = forms.CharField(
        label=gettext_lazy("Nói thêm"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        kinds: Sequence[tuple[Kind, str]],
        lines: Sequence[tuple[Line, int]],
        chosen: int | None = None,
    ) -> None:
        """``lines`` with the packs free of each; ``chosen``: the line (key) of a scanned item."""
        super().__init__(data, files)
        self.fields["kind"].choices = [(kind.value, words) for kind, words in kinds]  # type: ignore[attr-defined]  # a choice
        self.lines = [line for line, _free in lines]
        for line, free in lines:
            self.fields[f"{PACKS}_{line.pk}"] = WholeField(
                label=_("%(goods)s: mấy gói?") % {"goods": line.name},
                min_value=0,
                max_value=free,
                initial=_begins_with(line, free, alone=len(lines) == 1, chosen=chosen),
                help_text=_("Nhiều nhất %(free)s; 0 là món này không sao.") % {"free": free},
            )
        self.order_fields(["kind", *(f"{PACKS}_{line.pk}" for line, _free in lines)])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(self.wanted.values()):
            self.add_error(f"{PACKS}_{self.lines[0].pk}", _("Chọn ít nhất một gói có vấn đề."))
        is_dumb = not told.get("words") and not told.get("photos")
        if told.get("kind") in NEEDS_A_SIGN and is_dumb and not self.errors:
            self.add_error("photos", _("Gửi một tấm ảnh, hoặc tả vài lời."))
        return told

    @property
    def wanted(self) -> dict[int, int]:
        """Packs by the key of their line."""
        return {line.pk: self.cleaned_data.get(f"{PACKS}_{line.pk}") or 0 for line in self.lines}


NEEDS_A_SIGN = (Kind.DAMAGED, Kind.NOT_AS_DESCRIBED, Kind.QUALITY, Kind.MISINFORMED)


def _begins_with(line: Line, free: int, *, alone: bool, chosen: int | None) -> int:
    if chosen is not None:
        return min(free, 1) if line.pk == chosen else 0
    return free if alone else 0


class SumsForm(forms.Form):
    """So many đồng for each line of a claim, and whether the goods come back."""

    wants_goods_back = forms.BooleanField(
        label=gettext_lazy("Người mua gửi hàng về trước khi hoàn"), required=False
    )
    words = forms.CharField(
        label=gettext_lazy("Lời nhắn cho người mua"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=gettext_lazy("Hoàn ít hơn hoặc không hoàn thì nói rõ vì sao."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, claim: Claim) -> None:
        super().__init__(data)
        self.rows: list[ClaimedLine] = list(claim.lines.select_related("line"))
        for row in self.rows:
            self.fields[f"{SUM}_{row.pk}"] = WholeField(
                label=_("Hoàn bao nhiêu đồng cho %(packs)s × %(goods)s?")
                % {"packs": row.packs, "goods": row.line.name},
                min_value=0,
                max_value=row.asked,
                initial=row.asked,
                help_text=_("Người mua đòi %(sum)s.") % {"sum": dong(row.asked)},
            )
        if claim.withdraws or claim.freight == ClaimRule.Freight.NONE:
            del self.fields["wants_goods_back"]
        self.order_fields([f"{SUM}_{row.pk}" for row in self.rows])

    @property
    def sums(self) -> Mapping[int, int]:
        """Đồng by the key of the claimed line."""
        return {row.pk: self.cleaned_data[f"{SUM}_{row.pk}"] for row in self.rows}

    @property
    def told(self) -> dict[str, Any]:
        return {
            "wants_goods_back": self.cleaned_data.get("wants_goods_back", False),
            "words": self.cleaned_data["words"],
        }


class DecisionForm(SumsForm):
    """Whoever decides says why."""

    words = forms.CharField(
        label=gettext_lazy("Vì sao quyết định như vậy?"),
        max_length=MOST_LETTERS,
        help_text=gettext_lazy("Cả hai bên đọc được. Đừng nhắc tên hay số điện thoại."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WordsForm(forms.Form):
    """To whoever decides: why the answer is not good enough."""

    words = forms.CharField(
        label=gettext_lazy("Vì sao bạn chưa đồng ý?"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SentBackForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Gửi bằng hãng nào, mã vận đơn"),
        max_length=200,
    )


class ReturnedForm(forms.Form):
    """One item that came back, by its code."""

    serial = forms.CharField(
        label=gettext_lazy("Mã trên món hàng"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    fate = forms.ChoiceField(
        label=gettext_lazy("Món này thế nào?"),
        choices=[
            (ReturnedItem.Fate.RESTOCKED, gettext_lazy("Còn nguyên, chưa mở: nhập lại kho")),
            (ReturnedItem.Fate.DESTROYED, gettext_lazy("Đã mở hoặc hỏng: huỷ bỏ")),
        ],
        widget=forms.RadioSelect,
    )

    def clean_serial(self) -> str:
        return serials.read(self.cleaned_data["serial"])
