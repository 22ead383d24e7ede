"""A form's field for a few photographs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import pictures

MOST_PHOTOS = 5
KINDS = "image/jpeg,image/png,image/webp"
WHY_NOT = {
    "not_a_photo": gettext_lazy("Chỉ nhận ảnh JPG, PNG hoặc WebP còn nguyên vẹn."),
    "heic": gettext_lazy(
        "Ảnh HEIC chưa đọc được. Vào cài đặt máy ảnh, chọn định dạng «Tương thích nhất» "
        "(JPG), rồi chụp lại."
    ),
    "too_many_pixels": gettext_lazy(
        "Ảnh quá nhiều điểm ảnh (trên 25 triệu). Chụp nhỏ lại rồi gửi."
    ),
    "too_large": gettext_lazy("Ảnh lớn quá 10 MB. Chụp nhỏ lại rồi gửi."),
    "moving_picture": gettext_lazy("Ảnh động không nhận được. Chọn một ảnh thường."),
}


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to five photos; counted before any is read."""

    def clean(self, data: Any, initial: Any = None) -> list[pictures.Photo]:  # noqa: ANN401 (Django's)
        sent = [one for one in data or [] if super(PhotosField, self).clean(one, initial)]
        if len(sent) > MOST_PHOTOS:
            said = _("Tối đa %(most)s ảnh; bạn gửi %(sent)s ảnh.")
            raise forms.ValidationError(said % {"most": MOST_PHOTOS, "sent": len(sent)})
        return [_read(one) for one in sent]


def _read(sent: Any) -> pictures.Photo:  # noqa: ANN401 (Django's uploaded file)
    try:
        return pictures.read_photo(sent, name=sent.name)
    except pictures.Refused as refusal:
        raise forms.ValidationError(WHY_NOT[refusal.code], code=refusal.code) from refusal
