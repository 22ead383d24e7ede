"""Goods for programmes that compare and announce: Google's product data in RSS 2.0, and Atom."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from django.utils.feedgenerator import Atom1Feed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from catalog.models import Product

    Attributes = Mapping[str, str | Mapping[str, str]]

GOOGLE = "http://base.google.com/ns/1.0"
LONGEST = {"title": 150, "description": 5000}
"""Letters, as Google's product data specification has it."""


def merchant(items: Iterable[Attributes], *, title: str, site: str, about: str) -> Iterator[str]:
    """Product data for Google Merchant Center, an item for each pack, in the order they come."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<rss version="2.0" xmlns:g={quoteattr(GOOGLE)}>\n<channel>\n'
        f"<title>{_said(title)}</title>\n<link>{_said(site)}</link>\n"
        f"<description>{_said(about)}</description>\n"
    )
    for item in items:
        yield f"<item>{_attributes(item)}</item>\n"
    yield "</channel>\n</rss>\n"


def _attributes(told: Attributes) -> str:
    """Of one thing; attributes that consist of others nest, those without words are left out."""
    words = {
        name: _said(value[: LONGEST.get(name)]) if isinstance(value, str) else _attributes(value)
        for name, value in told.items()
    }
    return "".join(f"<g:{name}>{said}</g:{name}>" for name, said in words.items() if said)


def _said(words: str) -> str:
    """As XML 1.0 may hold it: without the control characters that no escape brings in."""
    return escape("".join(letter for letter in words if letter >= " " or letter in "\t\n\r"))


def new_goods(
    products: Sequence[Product],
    *,
    title: str,
    about: str,
    site: str,
    page: str,
    own: str,
    language: str,
) -> str:
    """What came onto the shelves last, as Atom (RFC 4287). Addresses start with a slash."""
    feed = Atom1Feed(
        title=title, link=site + page, description=about, language=language, feed_url=site + own
    )
    for product in products:
        address = site + product.get_absolute_url()
        feed.add_item(
            title=product.spoken_name,
            link=address,
            unique_id=address,
            description=product.spoken_description,
            pubdate=product.published_at,
            updateddate=product.published_at,
            author_name=product.producer.name,
            categories=[str(product.shelf)],
        )
    return str(feed.writeString("utf-8"))
