"""Known in every template: what says the same to everybody is worked out once.

``{% url %}`` and ``{% translate %}`` are Django's own. Of what they are told nothing at all, but
their words, the answer is kept: it was a tenth of the time of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.template import defaulttags
from django.template.base import Node, NodeList
from django.templatetags import i18n
from django.urls import get_urlconf
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.template.base import FilterExpression, Parser, Token
    from django.template.context import Context
    from django.utils.safestring import SafeString


register = template.Library()
MOST_KEPT = 200


@register.tag
def alike(parser: Parser, token: Token) -> Kept | KeptFor:
    """``{% alike %}…{% endalike %}``: the same for everybody who reads one language, drawn once.

    Nothing of the visitor, of the address or of the database may decide what stands inside, but
    for the values told (``{% alike page.here page.basket_count %}``): it is drawn once for them.
    """
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    inside = parser.parse(("endalike",))
    parser.delete_first_token()
    return KeptFor(inside, values) if values else Kept(inside, by=get_language)


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """An address that needs nothing to be told is kept for each set of addresses."""
    node = defaulttags.url(parser, token)
    is_fixed = isinstance(node.view_name.var, str) and not (node.args or node.kwargs)
    return Kept(NodeList([node]), by=_addresses, name=node.asvar) if is_fixed else node


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """Words that stand there as they are, are kept in each language."""
    node = i18n.do_translate(parser, token)
    said = node.filter_expression
    is_fixed = said.var.literal is not None and not (said.filters or node.message_context)
    return Kept(NodeList([node]), by=get_language, name=node.asvar) if is_fixed else node


def _addresses() -> str | None:
    """The name of the set in use."""
    return get_urlconf() or settings.ROOT_URLCONF


class KeptFor(Node):
    """What nodes say for a few values; all is forgotten when there are too many of them."""

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self._known: dict[Hashable, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = [one.resolve(context) for one in self.values]
        # Words that are markup already and words that are not may be equal, and are drawn apart.
        key = get_language(), *values, *map(type, values)
        try:
            told = self._known.get(key)
        except TypeError:  # a list may change its mind: it is no key
            return self.nodelist.render(context)
        if told is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            told = self._known[key] = self.nodelist.render(context)
        return told


class Kept(Node):
    """What nodes say, kept as long as its template; ``name``: what it is in the context."""

    def __init__(
        self, nodelist: NodeList, *, by: Callable[[], str | None], name: str | None = None
    ) -> None:
        self.nodelist, self.by, self.name = nodelist, by, name
        self._known: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        of = self.by()
        if of not in self._known:
            told = self.nodelist.render(context)
            self._known[of] = context[self.name] if self.name else told
        if not self.name:
            return self._known[of]
        context[self.name] = self._known[of]
        return ""
