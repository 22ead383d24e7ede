"""Pictures that came with reviews: seen as long as their review is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.views.decorators.http import require_safe

from marketplace.voices import access

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

KEPT = "private, max-age=300"


@require_safe
def photo(request: HttpRequest, key: UUID) -> FileResponse:
    """The larger one with ``?to``. Hidden, it is gone in five minutes for everybody."""
    found = access.photo_to_see(request, key)
    file = found.large if "to" in request.GET else found.small
    headers = {
        "Cache-Control": KEPT,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(file.open("rb"), content_type="image/webp", headers=headers)
