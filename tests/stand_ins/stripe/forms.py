"""Stripe's form encoding: ``line_items[0][price_data][currency]=vnd`` and back into a tree."""

import re

import jsonschema


def tree(pairs):
    """Nested dicts and lists from flat pairs; everything is still text."""
    root = {}
    for name, value in pairs:
        *path, last = re.findall(r"[^\[\]]+", name) + (["+"] if name.endswith("[]") else [])
        place = root
        for key in path:
            place = place.setdefault(key, {})
        place[str(len(place)) if last == "+" else last] = value
    return {key: _lists(value) for key, value in root.items()}


def typed(value, schema):
    """Text turned into what the schema wants; what does not fit stays and is refused later."""
    for branch in schema.get("anyOf", []):
        candidate = typed(value, branch)
        if jsonschema.Draft202012Validator(branch).is_valid(candidate):
            return candidate
    if isinstance(value, dict):
        return {key: typed(inner, _schema_of(key, schema)) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner, schema.get("items", {})) for inner in value]
    return _scalar(value, schema.get("type"))


def _lists(value):
    if not isinstance(value, dict):
        return value
    value = {key: _lists(inner) for key, inner in value.items()}
    if value and all(key.isdigit() for key in value):
        return [value[key] for key in sorted(value, key=int)]
    return value


def _schema_of(key, schema):
    other = schema.get("additionalProperties")
    return schema.get("properties", {}).get(key, other if isinstance(other, dict) else {})


def _scalar(text, kind):
    if kind == "integer" and re.fullmatch(r"-?\d+", text):
        return int(text)
    if kind == "number" and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text
