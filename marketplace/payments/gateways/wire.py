"""Asking vendors over HTTP: ten seconds at most, one more try, and only JSON objects come back."""

import json
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from marketplace.payments.gateways import envelope
from marketplace.payments.gateways.contract import Refused, Unavailable, Unreadable

PATIENCE = 10.0
SERVER_TROUBLE = 500
PIECE = 64 * 1024


class _NoDetours(HTTPRedirectHandler):
    """A vendor that sends us elsewhere is not the vendor we were told about."""

    def redirect_request(self, *_args: object, **_told: object) -> None:
        return None


_opener = build_opener(_NoDetours)


def post(
    address: str,
    fields: Mapping[str, Any],
    *,
    patience: float = PATIENCE,
    as_form: bool = False,
    only_once: bool = False,
) -> dict[str, Any]:
    """The JSON object a vendor answers with, whatever its HTTP status below 500.

    Raises ``Unavailable`` when no usable answer came (it may have acted), ``Refused`` when it
    turned us away in words that are no JSON. What may be asked ``only_once`` gets no second try.
    """
    kind = "x-www-form-urlencoded" if as_form else "json"
    body = urlencode(fields) if as_form else json.dumps(fields, ensure_ascii=False)
    headers = {"Content-Type": f"application/{kind}; charset=UTF-8", "Accept": "application/json"}
    request = Request(address, body.encode(), headers, method="POST")  # noqa: S310 (from settings)
    try:
        return _asked_once(request, patience)
    except Unavailable as failure:
        if only_once or isinstance(failure, Refused):
            raise
        return _asked_once(request, patience)


def _asked_once(request: Request, patience: float) -> dict[str, Any]:
    until = monotonic() + patience
    try:
        with _opener.open(request, timeout=patience) as reply:
            return _object(reply.status, _read(reply, until))
    except HTTPError as reply:
        with reply:
            return _object(reply.code, _read(reply, until))
    except (OSError, HTTPException) as problem:
        raise Unavailable(str(problem)) from problem


def _read(reply: HTTPResponse | HTTPError, until: float) -> bytes:
    """What it says, while there is time: a socket's own patience begins anew with every byte."""
    said = bytearray()
    while len(said) <= envelope.MOST_BYTES and (piece := reply.read1(PIECE)):
        said += piece
        if monotonic() > until:
            raise Unavailable("it was still speaking when its time was over")
    return bytes(said)


def _object(status: int, body: bytes) -> dict[str, Any]:
    if status >= SERVER_TROUBLE:
        raise Unavailable(f"it answered {status}")
    try:
        return envelope.json_object(body)
    except Unreadable as problem:
        failure = Unavailable if status < 400 else Refused  # noqa: PLR2004 (HTTP's own words)
        raise failure(f"it answered {status} and no JSON") from problem
