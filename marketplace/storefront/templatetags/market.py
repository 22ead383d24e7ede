"""Known in every template: money, icons, and data for machines inside a page."""

import json
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from catalog import money

register = template.Library()
# What could end the data block or begin markup inside it, as JSON writes it instead.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028"}
ESCAPES |= {0x2029: "\\u2029"}


@register.filter
def dong(amount: int | None) -> str:
    """``{{ pack.price|dong }}`` is ``1.250.000 ₫``; nothing for None."""
    return "" if amount is None else money.dong(amount)


@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """``{% icon "basket" %}``, ``{% icon "sprout" size="large" %}``: a symbol of static/icons.svg.

    An icon never speaks alone: words stand beside it.
    """
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        f" icon--{size}" if size else "",
        static("icons.svg"),
        name,
    )


@register.filter
def ld_json(thing: dict[str, Any]) -> SafeString:
    """A data block of linked data. It is not a script: the content policy lets no script in."""
    data = json.dumps(thing, ensure_ascii=False).translate(ESCAPES)
    block = '<script type="application/ld+json">{}</script>'
    return format_html(block, mark_safe(data))  # noqa: S308 - <, > and & are escaped above
