"""JSON bodies of requests, read strictly: small, shallow, each name once, real text and numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 256 * 1024
DEEPEST = 32

TOO_DEEP = _("JSON lồng nhau quá sâu.")


class BodyTooLarge(APIException):
    """More than :data:`MOST_BYTES`."""

    status_code = 413
    default_code = "body_too_large"


class StrictJSONParser(JSONParser):
    """Reads a body with :func:`read_json`, and no more of it than is allowed."""

    most_bytes = MOST_BYTES

    def too_large(self) -> APIException:
        return BodyTooLarge()

    def parse(
        self,
        stream: Any,  # noqa: ANN401 (the request, as REST framework has it)
        media_type: str | None = None,  # noqa: ARG002
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:  # noqa: ANN401
        raw = stream.read(self.most_bytes + 1)
        if len(raw) > self.most_bytes:
            raise self.too_large()
        return read_json(raw)


def read_json(raw: bytes) -> Any:  # noqa: ANN401 (any JSON)
    """The value of a JSON text in UTF-8, or ``ParseError``.

    Refused beyond RFC 8259: a name twice in one object, more than :data:`DEEPEST` levels, NaN and
    Infinity, NUL and lone surrogates in text (no database keeps them).
    """
    try:
        found = json.loads(
            raw.decode(), object_pairs_hook=_each_name_once, parse_constant=_refuse_constant
        )
    except RecursionError as failure:
        raise ParseError(TOO_DEEP) from failure
    except ValueError as failure:
        raise ParseError(_("Đây không phải JSON viết đúng bằng UTF-8.")) from failure
    _look_through(found, level=0)
    return found


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError(_("Một tên xuất hiện hai lần trong cùng một đối tượng JSON."))
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _look_through(value: Any, *, level: int) -> None:  # noqa: ANN401 (any JSON)
    if isinstance(value, str):
        _refuse_unkeepable(value)
    elif isinstance(value, dict | list):
        if level == DEEPEST:
            raise ParseError(TOO_DEEP)
        for below in [*value, *value.values()] if isinstance(value, dict) else value:
            _look_through(below, level=level + 1)


def _refuse_unkeepable(text: str) -> None:
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ParseError(_("Chữ trong JSON có ký tự không hợp lệ."))
