"""Style sheets put into the page itself, for the one page that people open first and on the road.

Whoever scans a jar has nothing of ours in the browser yet, and each file more is a way there and
back. The content policy lets in exactly these words, by their hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from csp.utils import build_policy
from django.contrib.staticfiles import finders
from django.templatetags.static import static

SHEETS = (
    *("css/pages/scan-faces.css", "css/tokens.css", "css/foundation.css", "css/frame.css"),
    *("css/components.css", "css/pages/origin.css", "css/pages/scan.css"),
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
LINK = re.compile(r"""url\(["']?(?!data:|#)([^"')]+)["']?\)""")


@cache
def text() -> str:
    """All sheets, without what only people read, their links as they are from any page."""
    return "".join(_sheet(name) for name in SHEETS)


@cache
def policy() -> str:
    """The content policy of every page, with what it must allow here beside our own files."""
    digest = base64.b64encode(hashlib.sha256(text().encode()).digest()).decode()
    return build_policy(update={"style-src": ("'self'", f"'sha256-{digest}'")})


def _sheet(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    source = SPACE.sub(" ", COMMENT.sub("", Path(found).read_text(encoding="utf-8")))

    def from_any_page(link: re.Match[str]) -> str:
        return f'url("{static(normpath(join(dirname(name), link[1])))}")'

    return LINK.sub(from_any_page, source).strip()
