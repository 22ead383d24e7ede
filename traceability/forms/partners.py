"""A partner's document: a file of EPCIS 2.0 in JSON-LD, read strictly."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ParseError

from accounts.bodies import read_json
from catalog.folding import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from traceability.epcis.events import Json

BYTE_ORDER = b"\xef\xbb\xbf"
DOCUMENTS = ("EPCISDocument", "EPCISQueryDocument")
KILO = 1024


class PartnerForm(forms.Form):
    """``most_bytes``: as much as the capture interface takes."""

    teller = forms.CharField(
        label=gettext_lazy("Ai gửi"),
        max_length=160,
        help_text=gettext_lazy("Tên cơ sở bán nguyên liệu cho mình."),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp EPCIS 2.0"),
        help_text=gettext_lazy("Tệp JSON hoặc JSON-LD mà phần mềm của họ xuất ra, không quá 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,.jsonld"}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        most_bytes: int,
    ) -> None:
        self._most = most_bytes
        self.document: Json = {}
        self.digest = ""
        super().__init__(data, files)

    def clean_teller(self) -> str:
        return tidy(self.cleaned_data["teller"])

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        raw = file.read(self._most + 1)
        if len(raw) > self._most:
            most = {"kb": self._most // KILO}
            raise forms.ValidationError(
                _("Tệp lớn quá %(kb)s KB. Nhờ họ tách nhỏ ra."), code="too_large", params=most
            )
        self.document = _document(raw.removeprefix(BYTE_ORDER))
        self.digest = hashlib.sha256(raw).hexdigest()
        return file

    @property
    def file_faults(self) -> set[str]:
        """The codes of what is wrong with the file."""
        errors = self.errors.as_data().get("file", [])
        return {error.code or "" for error in errors}


def _document(raw: bytes) -> Json:
    if raw.lstrip()[:1] == b"<":
        raise forms.ValidationError(
            _(
                "Đây là tệp XML (EPCIS 1.x). Chợ Gốc chỉ đọc EPCIS 2.0 viết bằng JSON-LD; "
                "nhờ họ xuất lại theo dạng ấy."
            ),
            code="xml",
        )
    try:
        found = read_json(raw)
        json.dumps(found, allow_nan=False)
    except ParseError as failure:
        raise forms.ValidationError(str(failure.detail), code="not_json") from failure
    except ValueError as failure:
        told = _("Có con số trong JSON quá lớn, không ghi được.")
        raise forms.ValidationError(told, code="not_json") from failure
    if not isinstance(found, dict) or not _is_document(found):
        raise forms.ValidationError(
            _("Tệp này không phải tài liệu EPCIS 2.0."),
            code="not_a_document",
        )
    return found


def _is_document(found: Mapping[str, Any]) -> bool:
    return found.get("type") in DOCUMENTS
