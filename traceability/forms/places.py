"""A place: its name, its kind, its commune by any name people know, and roughly where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.folding import tidy
from catalog.queries import communes_called
from traceability.gs1.check import is_gln
from traceability.models import Place

if TYPE_CHECKING:
    from django.http import QueryDict

    from catalog.models import Commune

MOST_CHOICES = 12


class PlaceForm(forms.Form):
    """Where several communes fit what was typed, they are offered as ``commune_code``."""

    name = forms.CharField(label=gettext_lazy("Tên gọi"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Đây là"), choices=Place.Kind.choices, widget=forms.RadioSelect
    )
    commune = forms.CharField(
        label=gettext_lazy("Xã, phường"),
        max_length=160,
        help_text=gettext_lazy("Tên mới hay tên cũ đều được, không cần gõ dấu."),
        widget=forms.TextInput(attrs={"list": "cac-xa", "autocomplete": "off"}),
    )
    commune_code = forms.ChoiceField(
        label=gettext_lazy("Chọn đúng xã, phường"),
        required=False,
        widget=forms.HiddenInput,
    )
    latitude = forms.DecimalField(
        label=gettext_lazy("Vĩ độ"),
        required=False,
        min_value=8,
        max_value=24,
        localize=True,
        help_text=gettext_lazy("Bỏ trống thì lấy theo xã. Chỉ giữ chính xác tới khoảng 1 km."),
    )
    longitude = forms.DecimalField(
        label=gettext_lazy("Kinh độ"), required=False, min_value=102, max_value=118, localize=True
    )
    gln = forms.CharField(
        label=gettext_lazy("Mã GLN"),
        required=False,
        max_length=13,
        help_text=gettext_lazy("13 chữ số, nếu đã đăng ký với GS1."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["commune_code"].choices = [  # type: ignore[attr-defined]
            (commune.code, commune.full_name) for commune in self._candidates()
        ]

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean_gln(self) -> str:
        gln: str = self.cleaned_data["gln"]
        if gln and not is_gln(gln):
            raise ValidationError(_("Mã GLN này không đúng. Hãy xem lại 13 chữ số."), code="gln")
        return gln

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [cleaned[name] is None for name in ("latitude", "longitude") if name in cleaned]
        if given in ([True, False], [False, True]):
            self.add_error("longitude", _("Hãy ghi cả vĩ độ và kinh độ, hoặc bỏ trống cả hai."))
        chosen = cleaned.pop("commune_code", "")
        if "commune" in cleaned:
            cleaned["commune"] = self._choose(chosen)
        return cleaned

    def _choose(self, code: str) -> Commune | None:
        """The commune meant, or None with words at the field and the choice on the page."""
        found = self._candidates()
        picked = [commune for commune in found if commune.code == code] or found
        if len(picked) == 1:
            return picked[0]
        if picked:
            self.fields["commune_code"].widget = forms.RadioSelect(
                choices=[(commune.code, commune.full_name) for commune in picked]
            )
            self.add_error("commune", _("Có mấy nơi tên như vậy. Hãy chọn một nơi ở dưới."))
        else:
            self.add_error("commune", _("Chưa tìm thấy xã, phường này. Thử tên cũ hoặc tên mới."))
        return None

    def _candidates(self) -> list[Commune]:
        if not hasattr(self, "_found"):
            typed = self.data.get("commune", "") if self.is_bound else ""
            matches = communes_called(str(typed)[:160])[:MOST_CHOICES]
            self._found = [match.commune for match in matches]
        return self._found
