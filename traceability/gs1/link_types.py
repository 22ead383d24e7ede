"""Link types: what a link from an identified thing leads to, in the words of GS1's Web vocabulary.

Those that are ratified come from GS1's own list beside this file (WebVoc 1.16).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

VOCABULARY = "https://ref.gs1.org/voc/"
WRITTEN_AS = ("gs1:", VOCABULARY, "https://gs1.org/voc/", "https://www.gs1.org/voc/")
LIST = Path(__file__).with_name("link-types.json")


@cache
def titles() -> dict[str, str]:
    """The English title of each ratified link type, by its short name such as "pip"."""
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    return {name: entry["title"] for name, entry in listed.items()}


@cache
def stable() -> frozenset[str]:
    """The short names of those that GS1 has not withdrawn."""
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    return frozenset(name for name, entry in listed.items() if entry["status"] == "stable")


def named(text: str) -> str | None:
    """The short name that "gs1:pip" or a full address stands for; None when none is ratified."""
    for start in WRITTEN_AS:
        name = text.removeprefix(start)
        if name != text:
            return name if name in titles() else None
    return None


def address(name: str) -> str:
    """The full address of a link type, as linksets write it."""
    return VOCABULARY + name
