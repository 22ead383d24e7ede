"""Linksets: all links of an identified thing as one JSON document.

Rules: RFC 9264 and the GS1-Conformant Resolver Standard 1.2.0 with its linkset schema: each level
has an anchor, a description and its links by type; exactly one default link, with a title only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from traceability.gs1 import link_types

MEDIA_TYPE = "application/linkset+json"
CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"
DEFAULT = "defaultLink"


@dataclass(frozen=True, slots=True)
class Link:
    """One link: its type by short name, where it leads, and what is known of what is there.

    `forwards`: the query of a request goes along, as it does unless a target would refuse it.
    """

    kind: str
    href: str
    title: str
    media: str = ""
    languages: tuple[str, ...] = ()
    forwards: bool = True

    @property
    def host(self) -> str:
        """Whose page it leads to."""
        return urlsplit(self.href).hostname or ""

    def written(self) -> dict[str, object]:
        told: dict[str, object] = {"href": self.href, "title": self.title}
        if self.kind == DEFAULT:
            return told
        if self.media:
            told["type"] = self.media
        if self.languages:
            told["hreflang"] = list(self.languages)
        if not self.forwards:
            told["fwqs"] = False
        return told


@dataclass(frozen=True, slots=True)
class Level:
    """An identified thing with its links, such as a lot; coarser levels stand in for finer ones."""

    anchor: str
    description: str
    links: tuple[Link, ...]

    def written(self) -> dict[str, object]:
        kinds = dict.fromkeys(link.kind for link in self.links)
        return {
            "anchor": self.anchor,
            "itemDescription": self.description,
            **{link_types.address(kind): self._of(kind) for kind in kinds},
        }

    def _of(self, kind: str) -> list[dict[str, object]]:
        return [link.written() for link in self.links if link.kind == kind]


def document(levels: Iterable[Level]) -> dict[str, object]:
    """The JSON document, finest level first."""
    return {"linkset": [level.written() for level in levels]}


def of_kind(levels: Sequence[Level], kind: str) -> list[Link]:
    """The links of one type, from the finest level that has any."""
    for level in levels:
        found = [link for link in level.links if link.kind == kind]
        if found:
            return found
    return []
