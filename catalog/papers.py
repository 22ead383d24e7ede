"""Papers people send: a PDF as it is, a picture drawn anew without what the camera wrote."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from catalog import pictures

MOST_BYTES = pictures.MOST_BYTES
PDF_SIGN = b"%PDF-"
PICTURES = {".jpg", ".jpeg", ".png"}


class NotAPaper(ValidationError):
    """Neither a PDF nor a picture, or too large, or not what its name says."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was judged: its ending with the dot, and its bytes as they are kept."""

    ending: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the kept bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def file(self) -> ContentFile[bytes]:
        """The kept bytes under a name that tells nothing of whoever sent them."""
        return ContentFile(self.content, name=f"{self.digest}{self.ending}")


def read_paper(stream: IO[bytes], *, name: str) -> Paper:
    """The paper in the stream, whose name must agree with its bytes. Raises :class:`NotAPaper`."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotAPaper(_("Tệp lớn quá 10 MB. Hãy chụp hoặc quét lại nhỏ hơn."), code="large")
    ending = PurePath(name).suffix.lower()
    if ending == ".pdf" and content.startswith(PDF_SIGN):
        return Paper(ending, content)
    if ending in PICTURES:
        return Paper(".jpg", _redrawn(name, content))
    raise NotAPaper(_("Chỉ nhận tệp PDF, ảnh JPG hoặc PNG."), code="kind")


def _redrawn(name: str, content: bytes) -> bytes:
    try:
        photo = pictures.read_photo(BytesIO(content), name=name)
    except pictures.Refused as refused:
        raise NotAPaper(
            _("Ảnh này không đọc được hoặc lớn quá. Hãy chụp lại tấm khác."), code=refused.code
        ) from refused
    out = BytesIO()
    photo.pixels.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
