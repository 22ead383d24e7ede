"""A product in five fields first; the rest as it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from catalog import pictures
from catalog.folding import tidy
from catalog.models import CriteriaSet, Pack, Product
from catalog.money import dong, grouped
from traceability.gs1.check import is_gtin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

    from catalog.queries.amendments import Told

GTIN_DIGITS = 14
PHOTO_KINDS = "image/jpeg,image/png,image/webp"
PIECE_GRAMS, BOX_GRAMS, WRAPPED = 300, 30, 110
"""What a parcel is guessed to weigh: a piece, a box, and wrapping in hundredths of the content."""

LEAST_PRICE, MOST_PRICE = 1_000, 500_000_000
WORDS = {
    "not_a_photo": _("Chỉ nhận ảnh JPG, PNG hoặc WebP còn nguyên vẹn."),
    "heic": _(
        "Ảnh HEIC chưa đọc được. Vào cài đặt máy ảnh, chọn định dạng «Tương thích nhất» "
        "(JPG), rồi chụp lại."
    ),
    "too_many_pixels": _("Ảnh quá nhiều điểm ảnh (trên 25 triệu). Chụp nhỏ lại rồi gửi."),
    "too_large": _("Ảnh lớn quá 10 MB. Chụp nhỏ lại rồi gửi."),
    "moving_picture": _("Ảnh động không nhận được. Chọn một ảnh thường."),
}


class ProductForm(forms.ModelForm[Product]):
    class Meta:
        model = Product
        fields: ClassVar[tuple[str, ...]] = (
            "name",
            "criteria_set",
            "description",
            "ingredients",
            "storage",
            "usage",
            "warning",
            "standard",
            "shelf_life_days",
            "licence_number",
            "declaration_number",
            "name_en",
            "description_en",
        )
        widgets: ClassVar = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "description_en": forms.Textarea(attrs={"rows": 5}),
        }

    why = forms.CharField(
        label=_("Vì sao đổi? (gửi cán bộ)"),
        max_length=300,
        required=False,
        help_text=_("Tên, loại hàng, thành phần, số giấy của món đã bày bán đổi khi cán bộ duyệt."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's form)
        super().__init__(*args, **kwargs)
        if self.instance.first_shown_at is None:
            self.fields["why"].widget = forms.HiddenInput()

    def tell_waiting(self, waiting: Iterable[Told]) -> None:
        """Beside the old value, the one that is waiting to be approved."""
        for one in waiting:
            words = _("Đang chờ duyệt: «%(after)s»") % {"after": one.after}
            self.fields[one.amendment.field].help_text = words

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])


class PackForm(forms.ModelForm[Pack]):
    class Meta:
        model = Pack
        fields = (
            *("name", "net_content", "net_unit", "gross_weight", "price"),
            *("is_weighed", "gtin", "is_active"),
        )
        help_texts: ClassVar = {
            "name": _("Như người mua gọi: hộp 100 g, chai 500 ml."),
            "gross_weight": _("Để tính phí giao hàng."),
            "is_weighed": _("Con cá, miếng thịt chừng bấy nhiêu: nhẹ hơn thì hoàn phần thiếu."),
            "price": _("Người mua trả chừng này, chưa kể phí giao hàng."),
            "gtin": _("Mã vạch đã mua của GS1. Không có thì để trống, tem vẫn quét được."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's form)
        super().__init__(*args, **kwargs)
        for name in ("price", "net_content", "gross_weight"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean_net_content(self) -> int:
        return self._more_than_nothing("net_content")

    def clean_gross_weight(self) -> int:
        return self._more_than_nothing("gross_weight")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("is_weighed") and told.get("net_unit") != Pack.Unit.GRAM:
            self.add_error("is_weighed", _("Bán theo cân thì lượng tịnh tính bằng gam."))
        return told

    def _more_than_nothing(self, name: str) -> int:
        amount: int = self.cleaned_data[name]
        if amount < 1:
            raise forms.ValidationError(_("Phải từ 1 trở lên."))
        return amount

    def clean_price(self) -> int:
        price: int = self.cleaned_data["price"]
        if not LEAST_PRICE <= price <= MOST_PRICE:
            raise forms.ValidationError(
                _("Giá từ %(least)s đến %(most)s."),
                params={"least": dong(LEAST_PRICE), "most": dong(MOST_PRICE)},
            )
        return price

    def clean_gtin(self) -> str | None:
        """8, 12, 13 or 14 digits with a right check digit, kept as 14; nothing is made up."""
        typed = "".join((self.cleaned_data["gtin"] or "").split())
        if not typed:
            return None
        if not is_gtin(typed):
            raise forms.ValidationError(_("Mã vạch này sai số kiểm tra. Xem lại từng số."))
        return typed.zfill(GTIN_DIGITS)


class PayoutForm(forms.Form):
    """A price of which one wants to know what is left."""

    gia = WholeField(min_value=LEAST_PRICE, max_value=MOST_PRICE)


class PhotoForm(forms.Form):
    picture = forms.FileField(
        label=_("Ảnh"),
        help_text=_(
            "JPG, PNG hoặc WebP, tối đa 10 MB. Chỗ chụp và ngày giờ trong ảnh được xoá đi."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": PHOTO_KINDS}),
    )
    description = forms.CharField(label=_("Ảnh chụp gì?"), max_length=160)

    def clean_picture(self) -> pictures.Photo:
        return read(self.cleaned_data["picture"])


def read(sent: UploadedFile[Any]) -> pictures.Photo:
    """The photo that was sent, or why it is not taken."""
    try:
        return pictures.read_photo(sent, name=sent.name or "")
    except pictures.Refused as refusal:
        raise forms.ValidationError(WORDS[refusal.code], code=refusal.code) from refusal


class FirstListingForm(forms.Form):
    """Five things that put a new product into the stall: name, kind, pack, price, photo."""

    name = forms.CharField(label=_("Tên món"), max_length=160)
    criteria_set = forms.ModelChoiceField(
        CriteriaSet.objects.select_related("group"), label=_("Loại hàng"), empty_label=_("Chọn…")
    )
    net_content = WholeField(label=_("Một gói có bao nhiêu"), min_value=1, max_value=1_000_000)
    net_unit = forms.ChoiceField(label=_("Đơn vị"), choices=Pack.Unit)
    price = WholeField(label=_("Giá một gói (đồng)"), min_value=LEAST_PRICE, max_value=MOST_PRICE)
    picture = forms.FileField(
        label=_("Ảnh"),
        required=False,
        help_text=_("Chụp ngoài trời, nền trơn, món nằm giữa. Chưa có ảnh thì chợ vẽ tạm nhãn."),
        widget=forms.ClearableFileInput(attrs={"accept": PHOTO_KINDS}),
    )

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean_picture(self) -> pictures.Photo | None:
        sent = self.cleaned_data["picture"]
        return read(sent) if sent else None

    @property
    def first_pack(self) -> dict[str, Any]:
        """The pack these fields make; what it weighs with its wrapping is a guess to be mended."""
        told = self.cleaned_data
        amount, unit = told["net_content"], told["net_unit"]
        each = PIECE_GRAMS if unit == Pack.Unit.PIECE else 1
        return {
            "name": f"{grouped(amount)} {unit}",
            "net_content": amount,
            "net_unit": unit,
            "gross_weight": amount * each * WRAPPED // 100 + BOX_GRAMS,
            "price": told["price"],
        }
