"""The diary's service worker, served where its scope reaches all stalls' diaries."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest

SCRIPT = "js/sw/diary.js"


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the same for everybody)
    """At ``/gian-hang/``: a worker may serve pages below its own address."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def _script() -> bytes:
    return Path(str(finders.find(SCRIPT))).read_bytes()
