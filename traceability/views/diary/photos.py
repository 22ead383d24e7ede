"""The photo that came with an entry: for those who work at the stall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from traceability import access

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_safe
def photo(request: SignedInRequest, producer: str, key: UUID, size: str) -> FileResponse:
    jotting = access.jotting_to_see(request.user, producer, key)
    file = jotting.small if size == "nho" else jotting.large
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return FileResponse(file.open("rb"), content_type="image/webp", headers=headers)
