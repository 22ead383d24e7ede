"""Element strings: the "(01)…(10)…" people read, and the text scanners send, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from traceability.gs1.syntax import Element, Identifier, RuleBroken, find, identifiers

FNC1 = "\x1d"  # what a scanner sends for the FNC1 separator: the ASCII group separator
BRACKETED = re.compile(r"\((?P<ai>[0-9]{2,4})\)(?P<value>(?:\\\(|[^(])+)")
SERIALISED = ("253", "255", "8003")  # keys that carry their serial inside themselves


class NotElements(RuleBroken):
    """The text is not a GS1 element string; `rule` names the first rule it breaks."""


def read_bracketed(text: str) -> tuple[Element, ...]:
    """Read "(01)09520123456788(10)ABC". A bracket inside a value is written with a backslash."""
    found = list(BRACKETED.finditer(text))
    if not found or "".join(match[0] for match in found) != text:
        raise NotElements("brackets", "The text is not (AI)value, (AI)value, and so on.")
    return _checked(Element(m["ai"], m["value"].replace("\\(", "(")) for m in found)


def read_raw(text: str) -> tuple[Element, ...]:
    """Read what a scanner sends: FNC1 between values, and perhaps at the front and the end."""
    elements = []
    rest = text.removeprefix(FNC1)
    while rest:
        entry = _leading(rest)
        value, rest = _value(entry, rest.removeprefix(entry.ai))
        elements.append(Element(entry.ai, value))
    if not elements:
        raise NotElements("empty", "There are no elements.")
    return _checked(elements)


def write_bracketed(elements: Iterable[Element]) -> str:
    """Write the form printed under a barcode."""
    return "".join(f"({ai}){value.replace('(', chr(92) + '(')}" for ai, value in elements)


def write_raw(elements: Iterable[Element]) -> str:
    """Write the form a scanner sends: FNC1 first, and after each value of open length."""
    text, separator = "", FNC1
    for ai, value in elements:
        text += separator + ai + value
        separator = "" if find(ai).fixed else FNC1
    return text


def refuse_company(elements: Sequence[Element]) -> None:
    """Raise NotElements when elements contradict or exclude each other, or one lacks another.

    The rule is about all that one thing carries, on however many labels: reading does not apply it.
    """
    for element in elements:
        _refuse_contradiction(element, elements)
        others = [one.ai for one in elements if one.ai != element.ai]
        entry = find(element.ai)
        if any(_holds(pattern, others) for pattern in entry.excludes):
            raise NotElements("excluded", f"({element.ai}) may not stand with these others.")
        for groups in entry.requires:
            if not any(all(_holds(ai, others) for ai in group) for group in groups):
                raise NotElements("required", f"({element.ai}) needs another element.")


def _refuse_contradiction(element: Element, elements: Sequence[Element]) -> None:
    if any(one.ai == element.ai and one.value != element.value for one in elements):
        raise NotElements("repeated", f"({element.ai}) has two values.")
    signed = any(one.ai == "8030" for one in elements)
    if signed and element.ai in SERIALISED and len(element.value) == find(element.ai).shortest:
        raise NotElements("serial", f"({element.ai}) carries a signature and so needs a serial.")


def _checked(elements: Iterable[Element]) -> tuple[Element, ...]:
    checked = tuple(elements)
    for ai, value in checked:
        try:
            find(ai).refuse(value)
        except RuleBroken as broken:
            raise NotElements(broken.rule, str(broken), broken.ai) from broken
    return checked


def _leading(text: str) -> Identifier:
    for length in (2, 3, 4):
        if entry := identifiers().get(text[:length]):
            return entry
    raise NotElements("unknown_ai", f"No Application Identifier begins {text[:4]!r}.")


def _value(entry: Identifier, text: str) -> tuple[str, str]:
    """The value and what is left after it and its separator."""
    value, _, _ = text.partition(FNC1)
    if entry.fixed:
        value = value[: entry.longest]
    return value, text[len(value) :].removeprefix(FNC1)


def _holds(pattern: str, numbers: Iterable[str]) -> bool:
    """Whether a number fits "310n", where n is any digit."""
    expression = re.compile(pattern.replace("n", "[0-9]"))
    return any(expression.fullmatch(number) for number in numbers)
