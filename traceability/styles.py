"""Style sheets and the script put into the one page that people open first and on the road.

Whoever scans a jar has nothing of ours in the browser yet, and each file more is a way there and
back. The content policy lets in exactly these words, by their hash.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from csp.utils import build_policy
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.templatetags.static import static

from traceability import scripts
from traceability.pruning import Vocabulary, pruned, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

SHEETS = (
    *("css/pages/scan-faces.css", "css/tokens.css", "css/foundation.css", "css/frame.css"),
    *("css/components.css", "css/pages/origin.css", "css/pages/scan.css", "css/pages/proof.css"),
    "css/print.css",
)
NIGHT = "css/dark.css"
PAGES = ("scan/story.html", "scan/_verdict.html")
PROVING = "page"
"""The module that checks the page's own proof."""
BY_TAGS = ("icon", "symbols")
"""Classes that no template sets."""
NAMED = re.compile(r'{% (?:extends|include) "([^"]+)"')
LINK = re.compile(r"""url\(["']?(?!data:|#)([^"')]+)["']?\)""")


@cache
def text() -> str:
    """All sheets, without what only people read and what no scan page has a use for."""
    return pruned("".join(_sheet(name) for name in SHEETS), _vocabulary())


@cache
def night() -> str:
    """The sheet that a page puts over the others by night: its element carries the media."""
    return pruned(_sheet(NIGHT), _vocabulary())


@cache
def policy() -> str:
    """The content policy of every page, with what it must allow here beside our own files."""
    own_scripts = scripts.checker(PROVING), scripts.look()
    return build_policy(
        update={"style-src": _named(text(), night()), "script-src": _named(*own_scripts)}
    )


def _named(*texts: str) -> tuple[str, ...]:
    return "'self'", *(f"'{scripts.digest(text)}'" for text in texts)


def _vocabulary() -> Vocabulary:
    templates = _with_included(PAGES, {})
    scripts = [path.read_text(encoding="utf-8") for path in _scripts()]
    return Vocabulary(*templates.values(), *scripts, begun=BY_TAGS)


def _with_included(names: Iterable[str], read: dict[str, str]) -> dict[str, str]:
    """The sources of templates, of what they extend and of what they include."""
    for name in names:
        if name not in read:
            source = get_template(name).template.source  # type: ignore[attr-defined]  # Django's
            read[name] = source
            _with_included(NAMED.findall(source), read)
    return read


def _scripts() -> list[Path]:
    """All of ours: any of them may set a class."""
    found = finders.find("js/market.js")
    return sorted(Path(found).parent.rglob("*.js")) if isinstance(found, str) else []


def _sheet(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    source = squeezed(Path(found).read_text(encoding="utf-8"))

    def from_any_page(link: re.Match[str]) -> str:
        return f'url("{static(normpath(join(dirname(name), link[1])))}")'

    return LINK.sub(from_any_page, source)
