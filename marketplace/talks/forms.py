"""What people write to each other about an order."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.photos.fields import KINDS, PhotosField, SeveralFiles
from marketplace.talks.models import MOST_LETTERS


class RemarkForm(forms.Form):
    """A few words or a picture; ``key`` makes of a form pressed twice one remark."""

    words = forms.CharField(
        label=gettext_lazy("Tin nhắn"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photos = PhotosField(
        label=gettext_lazy("Ảnh"),
        required=False,
        help_text=gettext_lazy("Tối đa 5 ảnh."),
        widget=SeveralFiles(attrs={"accept": KINDS}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def clean_key(self) -> object:
        return self.cleaned_data["key"] or uuid4()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not told.get("words") and not told.get("photos"):
            self.add_error("words", _("Viết vài chữ, hoặc chọn một tấm ảnh."))
        return told
