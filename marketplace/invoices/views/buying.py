"""A buyer fetches the invoices of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.invoices import access
from marketplace.invoices.views import files

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@never_cache
@require_safe
def file(request: HttpRequest, key: UUID, form: str) -> HttpResponse:
    """What was signed, as XML or as a sheet."""
    return files.answer(access.invoice_to_have(request, key), form)
