"""The page of all components, at ``/thanh-phan/`` while DEBUG is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from config.gallery import samples

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "gallery/components.html", samples.context())
