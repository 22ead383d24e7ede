"""What a producer types about stock: counts, what is gone, terms of selling, planned lots."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from catalog.models import Pack
from marketplace.selling.models import LOW, Terms
from traceability.forms.amounts import packs_field
from traceability.models import Movement

if TYPE_CHECKING:
    from catalog.models import Producer, Product

Cause = Movement.Cause
LOSSES = [(one.value, one.label) for one in Cause if one not in {Cause.MISCOUNTED, Cause.MISSING}]
COUNTS = [(one.value, one.label) for one in (Cause.MISCOUNTED, Cause.MISSING)]
LONGEST_DAYS = 365
LONGEST_AHEAD = timedelta(days=365)
MOST_AT_ONCE = 100_000
MONTHS = [("", _("quanh năm")), *((n, _("tháng %(n)s") % {"n": n}) for n in range(1, 13))]


class RecountForm(forms.Form):
    counted = packs_field(_("Đếm được bao nhiêu gói?"), least=0)
    cause = forms.ChoiceField(label=_("Vì sao khác sổ?"), choices=COUNTS)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def see(self, on_hand: int) -> None:
        """Show what the book says now: another phone may have written since the page was opened."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "seen": str(on_hand)}


class LossForm(forms.Form):
    packs = packs_field(_("Bỏ đi bao nhiêu gói?"))
    cause = forms.ChoiceField(label=_("Vì sao?"), choices=LOSSES)
    serials = forms.CharField(
        label=_("Mã tem trên các gói ấy"),
        required=False,
        max_length=4_000,
        help_text=_("Gói có tem thì quét hoặc gõ mã, cách nhau một khoảng trắng: mã ấy hết dùng."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )

    def clean_serials(self) -> list[str]:
        return str(self.cleaned_data["serials"]).replace(",", " ").split()


class TermsForm(forms.Form):
    """How fresh, when in the year, how much a week, and when to be reminded."""

    days = WholeField(
        label=_("Không bán nữa khi hạn dùng còn (ngày)"),
        min_value=0,
        max_value=LONGEST_DAYS,
        help_text=_("Ghi 0 nếu bán đến hết hạn. Ví dụ còn 30 ngày thì thôi bán."),
    )
    first_month = forms.TypedChoiceField(
        label=_("Mùa bán: từ tháng"), choices=MONTHS, coerce=int, empty_value=None, required=False
    )
    last_month = forms.TypedChoiceField(
        label=_("đến hết tháng"),
        choices=MONTHS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Ngoài mùa, trang sản phẩm ghi «Hết mùa» và nhận lời nhờ báo khi có hàng."),
    )
    weekly_most = WholeField(
        label=_("Mỗi tuần bán nhiều nhất (gói, mỗi quy cách)"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        required=False,
        help_text=_("Để trống nếu bán bao nhiêu cũng được."),
    )
    low_mark = WholeField(
        label=_("Nhắc tôi khi lô còn dưới (gói)"), min_value=0, max_value=MOST_AT_ONCE
    )

    def __init__(self, told: Any, *, product: Product) -> None:  # noqa: ANN401 (Django's)
        known = Terms.objects.filter(product=product).first()
        standing = {"days": product.least_days_left, "low_mark": known.low_mark if known else LOW}
        for name in ("first_month", "last_month", "weekly_most") if known else ():
            standing[name] = getattr(known, name)
        super().__init__(told, initial=standing)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if (told.get("first_month") is None) != (told.get("last_month") is None):
            self.add_error(
                "last_month", _("Xin chọn cả tháng đầu và tháng cuối, hoặc để trống cả hai.")
            )
        return told

    def terms(self) -> dict[str, int | None]:
        """All but the days, which are the product's own."""
        return {name: said for name, said in self.cleaned_data.items() if name != "days"}


class DayForm(forms.Form):
    """By which day what is still to come is sent."""

    ship_by = forms.DateField(
        label=_("Hứa giao trước ngày"),
        help_text=_("Chọn ngày chắc chắn kịp: người mua thấy ngày này."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_ship_by(self) -> Any:  # noqa: ANN401 (a date)
        day = self.cleaned_data["ship_by"]
        if not localdate() < day <= localdate() + LONGEST_AHEAD:
            raise forms.ValidationError(_("Xin chọn một ngày sau hôm nay, trong vòng một năm."))
        return day


class PlanForm(DayForm):
    """A making still to come."""

    pack = forms.ModelChoiceField(label=_("Quy cách"), queryset=Pack.objects.none())
    most = packs_field(_("Nhận đặt trước nhiều nhất (gói)"))

    field_order = ("pack", "most", "ship_by")

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        mine = Pack.objects.filter(product__producer=producer, is_active=True)
        shown = self.fields["pack"]
        shown.queryset = mine.select_related("product").order_by("product__name", "position", "pk")  # type: ignore[attr-defined]  # a ModelChoiceField
