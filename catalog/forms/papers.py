"""A field for a paper: the scan or photograph of a certificate, a registration, a test report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.papers import Paper, read_paper

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class PaperField(forms.FileField):
    """Gives a :class:`Paper`: a PDF or a picture of up to 10 MB that is what its name says."""

    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(**{"help_text": _("PDF, JPEG hoặc PNG, không quá 10 MB.")} | options)

    def clean(self, data: Any, initial: Any = None) -> Paper:  # noqa: ANN401 (Django's)
        file: UploadedFile[bytes] = super().clean(data, initial)
        return read_paper(file, name=file.name or "")
