"""JSON bodies: what is read, and what is refused."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.exceptions import ParseError

from accounts.bodies import DEEPEST, MOST_BYTES, read_json
from tests.api import caller, problem
from tests.factories import UserFactory

TEXT = st.text(st.sampled_from('aăđ0 "\\/[]{}:,\n\t\x01\u2028😀'), max_size=9)
PLAIN = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | TEXT


@given(
    st.recursive(PLAIN, lambda below: st.lists(below) | st.dictionaries(TEXT, below), max_leaves=8)
)
def test_what_was_written_is_read(value):
    assert read_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    with suppress(ParseError):
        read_json(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff",
        '{"a": 1}'.encode("utf-16"),
        b'\xef\xbb\xbf{"a": 1}',
        b'{"quantity": 1, "quantity": 9}',
        b'{"a": {"b": 1, "b": 1}}',
        b"NaN",
        b'{"a": -Infinity}',
        b"9" * 5_000,
        rb'"\u0000"',
        rb'{"\u0000": 1}',
        rb'"\ud800"',
        b"[" * 100_000 + b"]" * 100_000,
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
    ],
    ids=lambda raw: str(raw[:24]),
)
def test_refused(raw):
    with pytest.raises(ParseError):
        read_json(raw)


def test_the_deepest_body_allowed_is_read():
    value = read_json(b"[" * DEEPEST + b"]" * DEEPEST)

    for _level in range(DEEPEST - 1):
        value = value[0]
    assert value == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "content_type", "told"),
    [
        (b'{"quantity": 1, "quantity": 9}', "application/json", (400, "bad-request")),
        (
            b'{"quantity": "' + b"1" * MOST_BYTES + b'"}',
            "application/json",
            (413, "request-entity-too-large"),
        ),
        (b"quantity=1", "application/x-www-form-urlencoded", (415, "unsupported-media-type")),
    ],
)
def test_a_view_refuses_what_the_parser_refuses(body, content_type, told):
    answer = caller(UserFactory()).post(
        "/api/v1/orders/", body, content_type=content_type, headers={"Idempotency-Key": "a"}
    )

    assert problem(answer) == told
