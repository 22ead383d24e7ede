"""Known in every template: money, icons, and data for machines inside a page."""

import json
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalog import money
from marketplace.storefront.pictures import Picture
from marketplace.storefront.queries.cards import Card
from traceability import qr

register = template.Library()
# What could end the data block or begin markup inside it, as JSON writes it instead.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028"}
ESCAPES |= {0x2029: "\\u2029"}
CARD_FACTS = [name for name in Card.__annotations__ if name != "photo"]
CARDS_DRAWN = 4_096


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


@register.simple_tag
def product_card(card: Card, *, eager: bool = False) -> SafeString:
    """``{% product_card product eager=forloop.first %}``; drawn once for the same facts."""
    facts: dict[str, Any] = {**card}
    told = *(facts[name] for name in CARD_FACTS), *facts["photo"].values()
    return _drawn(told, get_language(), eager=eager)


@lru_cache(CARDS_DRAWN)
def _drawn(told: tuple[object, ...], _language: str | None, *, eager: bool) -> SafeString:
    facts = dict(zip(CARD_FACTS, told, strict=False))
    photo = dict(zip(Picture.__annotations__, told[len(CARD_FACTS) :], strict=True))
    shown = {"product": {**facts, "photo": photo}, "eager": eager}
    return mark_safe(render_to_string("components/_product_card.html", shown))  # noqa: S308 - drawn by a template


@register.simple_tag
def code_of(address: str, title: str) -> SafeString:
    """A QR code, as SVG with its title, of an address of this market, for what is printed."""
    return mark_safe(qr.svg(f"{settings.SITE_URL}{address}", title=title))  # noqa: S308 (drawn by us)


@register.filter
def ld_json(thing: dict[str, Any]) -> SafeString:
    """A data block of linked data. It is not a script: the content policy lets no script in."""
    data = json.dumps(thing, ensure_ascii=False).translate(ESCAPES)
    block = '<script type="application/ld+json">{}</script>'
    return format_html(block, mark_safe(data))  # noqa: S308 - <, > and & are escaped above
