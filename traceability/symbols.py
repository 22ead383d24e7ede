"""Symbols put into the page itself: those it uses, so that no file is fetched for a hundred."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

SPRITE = "icons.svg"
SYMBOL = re.compile(r'<symbol id="([^"]+)"(.*?</symbol>)', re.DOTALL)
BODY = re.compile(r"<body[^>]*>")
OWN = "#hinh-"
"""How they are called in the page, where a symbol and a heading may have the same name."""


def within(page: str, *more: str) -> str:
    """The page with the symbols it refers to, and ``more`` that will be filled in later."""
    named = re.findall(rf"{re.escape(static(SPRITE))}#([\w-]+)", page)
    own = "".join(_symbols()[name] for name in sorted({*named, *more}))
    sheet = f'<svg class="symbols" width="0" height="0" aria-hidden="true">{own}</svg>'
    return referring(BODY.sub(lambda body: body[0] + sheet, page, count=1))


def referring(markup: str) -> str:
    """Markup whose symbols are those in the page."""
    return markup.replace(f"{static(SPRITE)}#", OWN)


@cache
def _symbols() -> dict[str, str]:
    found = finders.find(SPRITE)
    if not isinstance(found, str):
        raise FileNotFoundError(SPRITE)
    text = Path(found).read_text(encoding="utf-8")
    prefix = OWN.removeprefix("#")
    return {name: f'<symbol id="{prefix}{name}"{rest}' for name, rest in SYMBOL.findall(text)}
