"""Stripe's OpenAPI document, asked one thing: is this request one that Stripe would take?"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import jsonschema

from tests.stand_ins.stripe import forms
from tests.stand_ins.stripe.refusals import Refusal

SHEET = Path(__file__).with_name("openapi.json")
NAMES = {
    "additionalProperties": ("Received unknown parameter: ", "parameter_unknown"),
    "required": ("Missing required param: ", "parameter_missing"),
}


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    schema: dict

    def match(self, method, path):
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        return method == self.method and re.fullmatch(pattern, path)


class OpenAPI:
    def __init__(self):
        document = json.loads(SHEET.read_text())
        self.version = document["info"]["version"]
        self.routes = [
            Route(method.upper(), path, _strict(_schema(method, operation)))
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
        ]

    def admit(self, method, path, pairs):
        """The route, the ids in its path and the typed parameters, or a ``Refusal``."""
        for route in self.routes:
            if match := route.match(method, path):
                return route, match.groupdict(), _checked(pairs, route.schema)
        raise Refusal(f"Unrecognized request URL ({method}: {path})", status=404)


def _schema(method, operation):
    if method == "post":
        body = operation.get("requestBody", {}).get("content", {})
        return body.get("application/x-www-form-urlencoded", {}).get("schema", {})
    asked = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    return {
        "type": "object",
        "properties": {one["name"]: one["schema"] for one in asked},
        "required": [one["name"] for one in asked if one.get("required")],
    }


def _strict(schema):
    """Stripe refuses unknown parameters at every depth; its document says so only at the top."""
    if isinstance(schema, list):
        return [_strict(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: _strict(inner) for key, inner in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        schema.setdefault("additionalProperties", False)
    return schema


def _checked(pairs, schema):
    params = forms.typed(forms.tree(pairs), schema)
    for problem in jsonschema.Draft202012Validator(schema).iter_errors(params):
        where = "".join(f"[{step}]" for step in problem.path)
        words, code = NAMES.get(problem.validator, (f"Invalid {where}: ", "parameter_invalid"))
        raise Refusal(words + problem.message[:200], param=where, code=code)
    return params
