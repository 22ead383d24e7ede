"""Problem answers in the OpenAPI document: what every address may answer instead."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema

from accounts.problems import COMPONENT, MEDIA_TYPE, TITLES

TEXT = {"type": "string"}
METHODS = ("get", "post", "put", "patch", "delete")
WRITING = ("post", "put", "patch")
BY_BODY = (413, 415)
COLUMN_SIZES = {2**15 - 1, 2**31 - 1, 2**63 - 1}
"""The greatest numbers that columns hold: they differ between databases and bind nobody."""


class SpokenSchema(AutoSchema):
    """Operations say what ``extend_schema`` says of them; docstrings are for other readers."""

    def get_description(self) -> str:  # type: ignore[override]  # REST framework's own differs
        return ""


def problem_component() -> dict[str, Any]:
    """Problem details (RFC 9457) as they are sent here."""
    error = {
        "type": "object",
        "properties": {"field": TEXT, "code": TEXT, "detail": TEXT},
        "required": ["field", "code", "detail"],
    }
    return {
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "instance": TEXT,
            "errors": {"type": "array", "items": error},
        },
        "required": ["type", "title", "status", "detail", "instance"],
    }


def document_problems(result: dict[str, Any], **_options: object) -> dict[str, Any]:
    """A hook of drf-spectacular: adds to each operation the problems it may answer with.

    Docstrings are for who reads the code; what readers of the document need is in ``help_text``.
    """
    for component in result["components"]["schemas"].values():
        component.pop("description", None)
    result["components"]["schemas"]["Problem"] = problem_component()
    for path, item in result["paths"].items():
        for method in METHODS:
            if method in item:
                _add_problems(item[method], path, method)
    return result


def leave_out_column_sizes(result: dict[str, Any], **_options: object) -> dict[str, Any]:
    """A hook of drf-spectacular: the same document, whichever database stands behind it."""
    for component in result["components"]["schemas"].values():
        for field in component.get("properties", {}).values():
            if field.get("maximum") in COLUMN_SIZES:
                del field["maximum"]
                field.pop("format", None)
    return result


def _add_problems(operation: dict[str, Any], path: str, method: str) -> None:
    statuses = [400, 401, 429]
    if "{" in path or "page" in {p["name"] for p in operation.get("parameters", [])}:
        statuses.append(404)
    if method in WRITING:
        statuses.extend(BY_BODY)
    answers = operation["responses"]
    for status in statuses:
        answers.setdefault(str(status), _problem_answer(status))
    operation["responses"] = dict(sorted(answers.items()))


def _problem_answer(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": str(TITLES[status]),
        "content": {MEDIA_TYPE: {"schema": COMPONENT}},
    }
    if status == 429:  # noqa: PLR2004 (Too Many Requests)
        words = _("Sau bao nhiêu giây thì hỏi tiếp được.")
        schema = {"type": "integer", "minimum": 1}
        answer["headers"] = {"Retry-After": {"description": words, "schema": schema}}
    return answer
