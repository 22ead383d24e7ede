"""The service worker: a few lines of facts, and the parts of ``static/js/worker/`` it is made of.

Whoever changes a part changes its address, and with it these lines: browsers then take the new
worker by themselves. Another part joins by its name in ``PARTS`` (docs/offline.md).
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

PARTS = ("shelf", "files", "pages", "life")
DRAWINGS = ("brand/band.svg", "brand/chevron.svg", "brand/mark.svg", "icons.svg")
"""What style sheets name themselves and no page does."""
MOST_PAGES, MOST_FILES = 40, 240


def script() -> str:
    """What ``/sw.js`` says: the worker, or, where keeping is switched off, its own end."""
    if not settings.OFFLINE_PAGES:
        return f'importScripts("{static("js/worker/end.js")}");\n'
    return f"const MARKET = {json.dumps(_facts(), ensure_ascii=False)};\n{_imports()}\n"


def _facts() -> dict[str, Any]:
    """What the parts must know of this market."""
    languages = [code for code, _name in settings.LANGUAGES]
    return {
        "version": hashlib.sha256(_imports().encode()).hexdigest()[:12],
        "offline": reverse("offline:page"),
        "language": settings.LANGUAGE_CODE,
        "words": {code: _words(code) for code in languages},
        "drawings": [static(name) for name in DRAWINGS],
        "mostPages": MOST_PAGES,
        "mostFiles": MOST_FILES,
    }


def _imports() -> str:
    return "\n".join(f'importScripts("{static(f"js/worker/{part}.js")}");' for part in PARTS)


def _words(language: str) -> dict[str, str]:
    """What is said above a page that was kept; ``{when}`` stands for the moment."""
    with translation.override(language):
        return {
            "saved": _(
                "Đang xem bản đã lưu lúc {when}. Giá, số còn và tình trạng là của lúc ấy; "
                "muốn mua hay kiểm tra lại, xin mở khi có mạng."
            ),
            "again": _("Mở lại"),
        }
