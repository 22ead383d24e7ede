"""What every entry of a phone carries beside its facts: its key, its age, a photo, a place."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from catalog import pictures

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST_ABOUT = 40
OLDEST = timedelta(days=365)
"""How long an entry may have waited on a phone."""

WHY_NOT = {
    "heic": _(
        "Ảnh HEIC chưa đọc được. Vào cài đặt máy ảnh, chọn định dạng «Tương thích nhất» "
        "(JPG), rồi chụp lại."
    ),
    "too_many_pixels": _("Ảnh quá nhiều điểm ảnh. Chụp nhỏ lại rồi gửi."),
    "too_large": _("Ảnh lớn quá 10 MB. Chụp nhỏ lại rồi gửi."),
    "moving_picture": _("Ảnh động không nhận được. Chọn một ảnh thường."),
}
NOT_A_PHOTO = _("Tệp này không phải ảnh JPG, PNG hoặc WebP còn nguyên vẹn.")


class PhotoField(forms.FileField):
    """One photo, upright, without what the camera wrote into it."""

    widget = forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})

    def to_python(self, data: UploadedFile[Any] | None) -> pictures.Photo | None:  # type: ignore[override]
        sent = super().to_python(data)
        if sent is None:
            return None
        try:
            return pictures.read_photo(sent, name=sent.name or "")
        except pictures.Refused as refusal:
            said = WHY_NOT.get(refusal.code, NOT_A_PHOTO)
            raise forms.ValidationError(said, code=refusal.code) from refusal


class JottingForm(forms.Form):
    """``moment(at=…)`` is when it happened: as typed, else when the phone wrote it down."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.CharField(max_length=LONGEST_ABOUT, required=False, widget=forms.HiddenInput)
    age = WholeField(
        required=False,
        min_value=0,
        max_value=int(OLDEST.total_seconds()),
        widget=forms.HiddenInput,
    )
    latitude = forms.DecimalField(
        required=False, min_value=-90, max_value=90, decimal_places=2, widget=forms.HiddenInput
    )
    longitude = forms.DecimalField(
        required=False, min_value=-180, max_value=180, decimal_places=2, widget=forms.HiddenInput
    )
    photo = PhotoField(label=_("Chụp ảnh"), required=False)
    happened_at = forms.DateTimeField(
        label=_("Làm lúc khác? Chọn ngày giờ"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        kwargs |= {"auto_id": f"{name}-%s"} if name else {}
        kwargs["initial"] = {"key": uuid.uuid4()}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            cleaned["latitude"] = cleaned["longitude"] = None
        return cleaned

    def moment(self, *, at: datetime) -> datetime:
        typed: datetime | None = self.cleaned_data["happened_at"]
        return typed or at - timedelta(seconds=self.cleaned_data["age"] or 0)


def minute_and_second(moment: datetime) -> str:
    """A moment as the field ``happened_at`` of the book's forms reads it."""
    return localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")
