"""Known in every template: money, icons, data for machines, and what is drawn only once."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django import template
from django.template import defaulttags
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.templatetags.static import static
from django.urls import get_urlconf
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

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


@register.tag
def alike(parser: Parser, token: Token) -> Alike:
    """``{% alike %}…{% endalike %}``: the same for everybody who reads one language, drawn once.

    Nothing of the visitor, of the address or of the database may decide what stands inside.
    """
    if token.split_contents()[1:]:
        raise TemplateSyntaxError("alike takes nothing: what stands in it depends on nothing.")
    inside = parser.parse(("endalike",))
    parser.delete_first_token()
    return Alike(inside)


class Alike(Node):
    """Keeps what it drew in each language for as long as its template is kept."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._drawn: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self._drawn:
            self._drawn[language] = self.nodelist.render(context)
        return self._drawn[language]


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Django's ``{% url %}``; an address that needs nothing to be told is worked out once."""
    node = defaulttags.url(parser, token)
    is_fixed = isinstance(node.view_name.var, str) and not (node.args or node.kwargs)
    return FixedAddress(node) if is_fixed else node


class FixedAddress(Node):
    """Keeps an address for each set of addresses (a test or a bench may have its own)."""

    def __init__(self, node: defaulttags.URLNode) -> None:
        self.node = node
        self._known: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        of, name = get_urlconf(), self.node.asvar
        if of not in self._known:
            told = self.node.render(context)
            self._known[of] = str(context[name]) if name else told
        if not name:
            return self._known[of]
        context[name] = self._known[of]
        return ""
