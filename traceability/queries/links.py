"""Links from a product to pages elsewhere, as a page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from traceability.gs1 import link_types

if TYPE_CHECKING:
    from catalog.models import Product
    from traceability.models import ExternalLink


class ListedLink(NamedTuple):
    """A link and GS1's name for what it leads to."""

    link: ExternalLink
    kind: str


def links_of(product: Product) -> list[ListedLink]:
    titles = link_types.titles()
    links = product.external_links.all()
    return [ListedLink(link, titles.get(link.link_type, link.link_type)) for link in links]
