"""What a producer writes of its work, and what an officer says who hides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.photos.fields import KINDS, PhotosField, SeveralFiles
from marketplace.tales.models import MOST_LETTERS, MOST_REASON, TalePhoto

LONGEST_KEY = 18
"""Digits of a key that every database holds."""

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from marketplace.tales.models import Tale


class TaleForm(forms.Form):
    title = forms.CharField(label=_("Tên câu chuyện"), max_length=100)
    text = forms.CharField(
        label=_("Câu chuyện"), max_length=MOST_LETTERS,
        help_text=_("Kể như kể cho khách ghé nhà: ai làm, học từ đâu, mùa nào vui, mùa nào khó."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )  # fmt: skip
    photos = PhotosField(
        label=_("Ảnh"), required=False,
        help_text=_("Tối đa 5 ảnh, mỗi ảnh 10 MB. Chỗ chụp và ngày giờ trong ảnh được xoá đi."),
        widget=SeveralFiles(attrs={"accept": KINDS}),
    )  # fmt: skip


class KnownPictures(forms.ModelMultipleChoiceField[TalePhoto]):
    """Pictures of one tale; a key that no database holds is a picture of none."""

    def clean(self, value: Any) -> QuerySet[TalePhoto]:  # noqa: ANN401 (as Django has it)
        if any(len(str(key)) > LONGEST_KEY for key in value or ()):
            raise forms.ValidationError(_("Ảnh này không còn ở câu chuyện."))
        return super().clean(value)


class RewritingForm(TaleForm):
    """The same, with the pictures to leave out."""

    without = KnownPictures(
        label=_("Bỏ ảnh"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["title", "text", "without", "photos"]

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, UploadedFile[Any]] | None,
        *,
        tale: Tale,
    ) -> None:
        super().__init__(data, files, initial={"title": tale.title, "text": tale.text})
        pictures = tale.photos.all()
        self.fields["without"].queryset = pictures  # type: ignore[attr-defined]  # as Django has it
        numbers = {photo.pk: number for number, photo in enumerate(pictures, start=1)}
        self.fields["without"].label_from_instance = (  # type: ignore[attr-defined]  # the same
            lambda photo: _("Ảnh %(n)s") % {"n": numbers[photo.pk]}
        )
        if not numbers:
            del self.fields["without"]


class HidingForm(forms.Form):
    because = forms.CharField(
        label=_("Ẩn vì sao"), max_length=MOST_REASON,
        help_text=_("Gian hàng đọc được lời này, để biết đường sửa."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
