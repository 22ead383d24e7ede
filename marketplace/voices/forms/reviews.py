"""One review: points, words, pictures, and how its writer is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import phone as phones
from marketplace.photos.fields import KINDS, PhotosField, SeveralFiles
from marketplace.voices.forms.words import PublicWords
from marketplace.voices.models import Review
from marketplace.voices.models.reviews import MOST_LETTERS
from marketplace.voices.saying import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from traceability.models import Lot

SCORES = (
    (5, gettext_lazy("5 điểm · rất ưng")),
    (4, gettext_lazy("4 điểm · ưng")),
    (3, gettext_lazy("3 điểm · tạm được")),
    (2, gettext_lazy("2 điểm · chưa ưng")),
    (1, gettext_lazy("1 điểm · thất vọng")),
)


class ReviewForm(forms.Form):
    """``lot`` is asked for only where the line came out of more than one."""

    score = forms.TypedChoiceField(
        label=gettext_lazy("Bạn cho mấy điểm?"),
        coerce=int,
        choices=SCORES,
        widget=forms.RadioSelect,
    )
    lot: forms.ModelChoiceField[Lot] = forms.ModelChoiceField(
        label=gettext_lazy("Lô in trên nhãn"), queryset=None, widget=forms.RadioSelect
    )
    text = PublicWords(
        label=gettext_lazy("Hàng thế nào?"),
        most=MOST_LETTERS,
        rows=5,
        help_text=gettext_lazy("Mùi vị, độ tươi, đóng gói, có đúng như trang này nói không."),
    )
    photos = PhotosField(
        label=gettext_lazy("Ảnh bạn chụp"),
        required=False,
        help_text=gettext_lazy(
            "Tối đa 5 ảnh, mỗi ảnh 10 MB. Chỗ chụp và ngày giờ trong ảnh được xoá đi."
        ),
        widget=SeveralFiles(attrs={"accept": KINDS}),
    )
    without = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Bỏ bớt ảnh"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    shown_as = forms.ChoiceField(
        label=gettext_lazy("Người khác thấy bạn là ai?"),
        choices=Review.Byline,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Họ và số điện thoại của bạn không bao giờ hiện ra."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        lots: Sequence[Lot],
        known: Review | None = None,
        lot: Lot | None = None,
    ) -> None:
        super().__init__(data, files, initial=_initial(known, lot))
        self.lots = lots
        chosen = self.fields["lot"]
        chosen.queryset = type(lots[0]).objects.filter(pk__in=[one.pk for one in lots])  # type: ignore[attr-defined]  # a model's choice
        chosen.empty_label = None  # type: ignore[attr-defined]  # as above
        chosen.label_from_instance = lambda one: one.code  # type: ignore[attr-defined]  # as above
        if known or len(lots) == 1:
            del self.fields["lot"]
        self._offer_to_drop(list(known.photos.all()) if known else [])

    def _offer_to_drop(self, photos: Sequence[Any]) -> None:
        if not photos:
            del self.fields["without"]
            return
        numbered = enumerate(photos, 1)
        self.fields["without"].choices = [  # type: ignore[attr-defined]  # a choice
            (photo.pk, _("Ảnh %(n)s") % {"n": n}) for n, photo in numbered
        ]

    @property
    def words(self) -> Words:
        told = self.cleaned_data
        return Words(told["score"], told["text"], told["shown_as"])

    @property
    def lot_in_hand(self) -> Lot:
        lot: Lot = self.cleaned_data.get("lot") or self.lots[0]
        return lot


def _initial(known: Review | None, lot: Lot | None) -> dict[str, Any]:
    if known is None:
        return {"shown_as": Review.Byline.PLACE, "lot": lot}
    return {"score": known.score, "text": known.text, "shown_as": known.shown_as}


class BuyerForm(forms.Form):
    """Which telephone ordered: it alone is told the way to write."""

    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại lúc đặt hàng"),
        max_length=30,
        help_text=gettext_lazy("Nếu số này đã mua, chúng tôi nhắn vào số ấy một liên kết để viết."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        return to_e164(self.cleaned_data["phone"])


def to_e164(typed: str) -> str:
    """The number as we keep it; what is none is said at its box."""
    try:
        return phones.to_e164(typed)
    except phones.NotAPhone as failure:
        raise forms.ValidationError(
            _("Số này chưa đúng; số di động Việt Nam có 10 chữ số, ví dụ 0912 345 678.")
        ) from failure
