"""What is wrong with linked data, by schema.org's own vocabulary and by what Google asks for."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

SHELF = Path(__file__).parents[2] / "standards" / "schema_org"
TERMS = json.loads((SHELF / "terms.json").read_text())
GOOGLE = json.loads((SHELF / "google.json").read_text())
PREFIX = "https://schema.org/"


def faults(thing, *, at="", inside=False):
    """Sentences; none where all words are known, stand where they may and say what they may."""
    kind = thing.get("@type", "")
    found = [] if inside or _is_ours(thing.get("@context")) else [f"{at}: no context"]
    if kind not in TERMS["types"]:
        return [*found, f"{at}: {kind or 'nothing'} is no type we know"]
    for name, value in thing.items():
        if not name.startswith(("@", "gs1:")):
            found += _of_property(name, value, kind, f"{at}/{kind}.{name}")
    return [*found, *_asked(thing, kind, f"{at}/{kind}")]


def missing(thing):
    """What Google recommends of a thing and it does not say."""
    told = GOOGLE.get(thing["@type"], {}).get("recommended", [])
    return [name for name in told if name not in thing]


def _is_ours(context):
    return PREFIX.rstrip("/") in (context if isinstance(context, list) else [context])


def _of_property(name, value, kind, at):
    if name not in TERMS["properties"]:
        return [f"{at}: no property we know"]
    rule = TERMS["properties"][name]
    found = [] if set(rule["of"]) & _kinds(kind) else [f"{at}: not of this type"]
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            found += [] if _kinds(one.get("@type", "")) & set(rule["is"]) else [f"{at}: wrong type"]
            found += faults(one, at=at, inside=True)
        elif not any(_says(one, wanted) for wanted in rule["is"]):
            found.append(f"{at}: {one!r} is none of {rule['is']}")
    return found


def _asked(thing, kind, at):
    """By the first of its kinds that Google speaks of."""
    rule = next((GOOGLE[one] for one in [kind, *_kinds(kind)] if one in GOOGLE), {})
    found = [
        f"{at}: no {name}" for name in rule.get("required", []) if thing.get(name) in (None, "", [])
    ]
    if rule.get("one_of") and not any(thing.get(name) for name in rule["one_of"]):
        found.append(f"{at}: none of {rule['one_of']}")
    return found


def _kinds(kind):
    """The type and all it is a kind of."""
    above = TERMS["types"].get(kind, [])
    return {kind}.union(*(_kinds(one) for one in above))


def _says(value, wanted):
    if wanted in TERMS["members"]:
        return isinstance(value, str) and value.removeprefix(PREFIX) in TERMS["members"][wanted]
    if wanted in {"Number", "Integer", "Float"}:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str) or not value:
        return False
    return _reads(wanted, value)


def _reads(wanted, value):
    readers = {"Date": date.fromisoformat, "DateTime": datetime.fromisoformat}
    if wanted in readers:
        try:
            readers[wanted](value)
        except ValueError:
            return False
        return True
    return wanted == "Text" or (wanted == "URL" and value.startswith(("http://", "https://")))
