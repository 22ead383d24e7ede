"""GS1 Digital Link addresses, strict: read, written, and the short forms our labels carry.

Rules: GS1 Digital Link Standard: URI Syntax 1.6, with the syntax dictionary for keys, qualifiers,
attributes and values. On input one trailing slash is tolerated, as the resolver standard asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from traceability.gs1.check import is_digits, is_gtin
from traceability.gs1.syntax import Element, Identifier, RuleBroken, find, identifiers

CANONICAL = "https://id.gs1.org"
URI_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
ADDRESS = re.compile(
    r"(?:https?|HTTPS?)://(?P<host>[^/]+)(?P<path>/[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?"
)
ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
HOST = re.compile(r"[^_~?#@!$&'()*+,;=%]+")


class NotALink(RuleBroken):
    """The text is not a GS1 Digital Link; `rule` names the first rule it breaks."""


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """What a Digital Link says: a primary key, its qualifiers in order, and data attributes."""

    key: Element
    qualifiers: tuple[Element, ...] = ()
    attributes: tuple[Element, ...] = ()

    @property
    def elements(self) -> tuple[Element, ...]:
        return (self.key, *self.qualifiers, *self.attributes)

    @property
    def path(self) -> str:
        """The part that identifies: "/01/…/10/…/21/…"."""
        steps = (self.key, *self.qualifiers)
        return "".join(f"/{ai}/{quote(value, safe='')}" for ai, value in steps)

    def value(self, ai: str) -> str | None:
        """The value of one Application Identifier, wherever it stands."""
        return next((element.value for element in self.elements if element.ai == ai), None)

    def levels(self) -> tuple[DigitalLink, ...]:
        """What is identified here, then the coarser things above it, up to the bare key."""
        counts = range(len(self.qualifiers), -1, -1)
        return tuple(DigitalLink(self.key, self.qualifiers[:count]) for count in counts)

    def uri(self, origin: str = CANONICAL) -> str:
        """The address under an origin such as "https://ocop.vn"."""
        pairs = (f"{ai}={quote(value, safe='')}" for ai, value in self.attributes)
        query = "&".join(pairs)
        return origin.removesuffix("/") + self.path + (f"?{query}" if query else "")


def parse(uri: str) -> DigitalLink:
    """Read an address, or raise NotALink naming the rule it breaks."""
    try:
        path, query = _split(uri)
        steps = _steps(path)
        link = DigitalLink(steps[0], tuple(steps[1:]), tuple(_attributes(query)))
        _refuse(link)
    except NotALink:
        raise
    except RuleBroken as broken:
        raise NotALink(broken.rule, str(broken), broken.ai) from broken
    return link


def parse_target(target: str) -> DigitalLink:
    """Read what follows the host, "/01/…?…", still percent-encoded as it was asked for."""
    return parse(CANONICAL + target)


def build(elements: Iterable[Element | tuple[str, str]], origin: str = CANONICAL) -> str:
    """Write elements given in any order as one address, or raise NotALink.

    The first primary key leads, as many qualifiers as it allows follow it, and the rest become data
    attributes, those of predefined length first.
    """
    given = [Element(*pair) for pair in elements]
    return _arrange(list(dict.fromkeys(given))).uri(origin)


def for_item(origin: str, gtin: str, serial: str) -> str:
    """The address of one item, as labels carry it: /01/<gtin14>/21/<serial>."""
    return build([("01", gtin14(gtin)), ("21", serial)], origin)


def for_lot(origin: str, gtin: str, lot: str) -> str:
    """The address of one lot: /01/<gtin14>/10/<lot>."""
    return build([("01", gtin14(gtin)), ("10", lot)], origin)


def for_code(origin: str, code: str) -> str:
    """The address of our own code, for a producer without GTIN (not a Digital Link): /t/<code>."""
    if not code:
        raise ValueError("A code address needs a code.")
    return f"{origin.removesuffix('/')}/t/{quote(code, safe='')}"


def gtin14(gtin: str) -> str:
    """A GTIN of any length as the 14 digits a Digital Link asks for."""
    if not is_gtin(gtin):
        raise NotALink("gtin", f"{gtin!r} is not a GTIN.")
    return gtin.zfill(14)


def _split(uri: str) -> tuple[str, str]:
    if not URI_CHARACTERS.fullmatch(uri):
        raise NotALink("uri_characters", "The address holds characters no address may hold.")
    found = ADDRESS.fullmatch(uri)
    if not found:
        raise NotALink("address", "The address is not http(s)://host/path.")
    if not HOST.fullmatch(found["host"]):
        raise NotALink("host", f"{found['host']!r} is not a host name.")
    return found["path"].removesuffix("/"), found["query"] or ""


def _steps(path: str) -> list[Element]:
    """The pairs of the path from its last primary key on; what comes before is the site's own."""
    segments = path.split("/")[1:]
    for start in range(len(segments) - 2, -1, -2):
        entry = identifiers().get(segments[start])
        if entry is None:
            break
        if entry.is_key:
            return [_element(*segments[at : at + 2]) for at in range(start, len(segments), 2)]
    raise NotALink("key", "The path holds no GS1 primary key with its value.")


def _attributes(query: str) -> list[Element]:
    """The GS1 pairs of the query; other people's parameters are theirs. A value needs a name."""
    pairs = (part.partition("=") for part in query.split("&"))
    return [
        _element(ai, text.replace("+", " "))
        for ai, equals, text in pairs
        if equals and (is_digits(ai) or not ai)
    ]


def _element(ai: str, text: str) -> Element:
    entry = find(ai)
    value = ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    entry.refuse(value)
    return Element(ai, value)


def _refuse(link: DigitalLink) -> None:
    """Raise NotALink when the pieces, each right by itself, do not stand together."""
    path = tuple(element.ai for element in link.qualifiers)
    allowed = find(link.key.ai).paths
    if path not in allowed:
        raise NotALink("order", f"({link.key.ai}) may not be followed by {', '.join(path)}.")
    _refuse_repeats(link)
    for ai, _ in link.attributes:
        if not find(ai).attribute:
            raise NotALink("attribute", f"({ai}) may not stand in the query.")
        if any((*path[:at], ai, *path[at:]) in allowed for at in range(len(path) + 1)):
            raise NotALink("qualifier_in_query", f"({ai}) belongs in the path.")


def _refuse_repeats(link: DigitalLink) -> None:
    numbers = [element.ai for element in link.elements]
    for ai in numbers:
        if numbers.count(ai) > 1:
            raise NotALink("repeated", f"({ai}) stands more than once.")


def _arrange(elements: list[Element]) -> DigitalLink:
    """Choose the key and its qualifiers; the rest are attributes. Checked by reading it back."""
    key = next((one for one in elements if _is_key(one)), None)
    if key is None:
        raise NotALink("key", "None of the elements is a GS1 primary key.")
    qualifiers = _qualifiers(find(key.ai), elements)
    rest = [one for one in elements if one != key and one not in qualifiers]
    rest.sort(key=lambda one: not find(one.ai).fixed)
    return parse(DigitalLink(key, qualifiers, tuple(rest)).uri())


def _is_key(element: Element) -> bool:
    entry = identifiers().get(element.ai)
    return entry is not None and entry.is_key


def _qualifiers(key: Identifier, elements: list[Element]) -> tuple[Element, ...]:
    """The longest sequence of qualifiers the key allows and the elements hold."""
    held = {element.ai: element for element in elements}
    possible = [path for path in key.paths if set(path) <= held.keys()]
    best = min(possible, key=lambda path: (-len(path), path))
    return tuple(held[ai] for ai in best)
