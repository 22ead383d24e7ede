"""What an officer types about a collection and a gift set."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import WholeField
from marketplace.collections.models import MOST_LETTERS, MOST_OF_A_PACK

if TYPE_CHECKING:
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from marketplace.collections.models import Collection

LONGEST = timedelta(days=366)
DAY = timedelta(days=1)
COLLECT, DROP, LIFT = "collect", "drop", "lift"
MOST_DIGITS = 18


def _day(label: StrOrPromise) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class CollectionForm(forms.Form):
    """Days are whole: ``until`` is the last one on which it is shown."""

    title = forms.CharField(
        label=gettext_lazy("Tên bộ sưu tập"), max_length=80,
        help_text=gettext_lazy("Ngắn và rõ, như «Quà Hạ Long» hay «Giỏ quà Tết»."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Lời giới thiệu"), max_length=MOST_LETTERS,
        help_text=gettext_lazy("Vì sao chọn những món này, hợp biếu ai, dùng dịp nào."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    begins = _day(gettext_lazy("Cho xem từ ngày"))
    until = _day(gettext_lazy("Đến hết ngày"))

    @classmethod
    def of(cls, collection: Collection, data: QueryDict | None) -> CollectionForm:
        """Filled in with what stands there."""
        stands: dict[str, Any] = {"title": collection.title, "words": collection.words}
        stands |= {"begins": collection.valid_from, "until": collection.valid_until - DAY}
        return cls(data, initial=stands)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        begins, until = told.get("begins"), told.get("until")
        if begins and until and not begins <= until <= begins + LONGEST:
            self.add_error("until", _("Ngày cuối phải sau ngày đầu, cách nhau nhiều nhất một năm."))
        return told

    def told(self) -> dict[str, str | date]:
        """As the collection's columns have it."""
        typed = self.cleaned_data
        days = {"valid_from": typed["begins"], "valid_until": typed["until"] + DAY}
        return {"title": typed["title"], "words": typed["words"], **days}


class SetForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Tên bộ quà"), max_length=80,
        help_text=gettext_lazy("Ví dụ: «Giỏ quà vịnh Hạ Long»."),
    )  # fmt: skip
    words = forms.CharField(label=gettext_lazy("Nói thêm một câu"), max_length=300, required=False)


class ProductForm(forms.Form):
    """A button's word: which product, and what is to become of it."""

    product = forms.IntegerField(min_value=1, max_value=10**MOST_DIGITS)
    do = forms.ChoiceField(choices=[(one, one) for one in (COLLECT, DROP, LIFT)])


class PieceForm(forms.Form):
    pack = forms.IntegerField(min_value=1, max_value=10**MOST_DIGITS)
    quantity = WholeField(label=gettext_lazy("Số lượng"), min_value=0, max_value=MOST_OF_A_PACK)
