"""The modules of static/js/proof/ as one script, for pages that cannot or should not fetch six.

A file on a phone can import none; the scan page is opened on the road, where each file more is a
way there and back.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

CHECKING = ("tree", "notes", "facts", "show")
BESIDE = {"page": ("compare",)}
"""What an entry needs of its own."""
BETWEEN_MODULES = re.compile(r"^import .*\n|^export (?=const|class)", re.MULTILINE)
FOR_READERS = re.compile(r"^\s*//.*\n|^[ \t]+", re.MULTILINE)


@cache
def checker(entry: str) -> str:
    """What checks a proof, and the module `entry` that is told of it."""
    return "\n".join(_module(name) for name in (*CHECKING, *BESIDE.get(entry, ()), entry))


@cache
def look() -> str:
    """What chooses between day and night before the page is painted."""
    return FOR_READERS.sub("", _source("js/look.js"))


def tag(entry: str) -> SafeString:
    """The same within a page, whose content policy must name its :func:`digest`."""
    return format_html('<script type="module">{}</script>', mark_safe(checker(entry)))  # noqa: S308 (our own files)


@cache
def digest(text: str) -> str:
    """How a content policy names a script or a style sheet within a page: ``sha256-…``."""
    told = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(told).decode()}"


def _module(name: str) -> str:
    return FOR_READERS.sub("", BETWEEN_MODULES.sub("", _source(f"js/proof/{name}.js")))


def _source(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")
