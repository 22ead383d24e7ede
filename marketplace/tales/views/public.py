"""Pictures of tales, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.views.decorators.http import require_safe

from marketplace.tales import access

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@require_safe
def photo(request: HttpRequest, key: UUID) -> FileResponse:
    """The larger one with ``?to``. Of what is hidden, nobody keeps it longer than five minutes."""
    found = access.photo_to_see(request, key)
    file = found.large if "to" in request.GET else found.small
    headers = {
        "Cache-Control": "private, max-age=300" if found.tale.is_public else "no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(file.open("rb"), content_type="image/webp", headers=headers)
