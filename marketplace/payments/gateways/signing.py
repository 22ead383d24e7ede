"""Keyed hashes of text: made with the first of our secrets, believed under any of them.

Two secrets at once are how a key is changed: add the new one, tell the vendor, drop the old one.
"""

import base64
import hmac
from collections.abc import Iterable, Sequence


def sign(secrets: Sequence[str], text: str | bytes, kind: str) -> str:
    """The hash under the newest secret, in hexadecimal digits; ``kind`` is such as ``sha256``."""
    return _keyed(secrets[0], text, kind).hex()


def sign_in_base64(secrets: Sequence[str], text: str, kind: str) -> str:
    return base64.b64encode(_keyed(secrets[0], text, kind)).decode()


def is_signed(
    secrets: Iterable[str], text: str | bytes, kind: str, *, given: Iterable[str]
) -> bool:
    """Whether one of the signatures ``given`` is ours, under any secret; always as slow."""
    expected = [_keyed(secret, text, kind).hex() for secret in secrets if secret]
    return is_among(expected, (one.lower() for one in given))


def is_signed_in_base64(secrets: Iterable[str], text: str, kind: str, *, given: str) -> bool:
    expected = [
        base64.b64encode(_keyed(secret, text, kind)).decode() for secret in secrets if secret
    ]
    return is_among(expected, [given])


def is_among(expected: Iterable[str], given: Iterable[str]) -> bool:
    """Whether any of the one is any of the other, each compared with each in constant time."""
    heard = [one.encode(errors="replace") for one in given]
    return any([hmac.compare_digest(one.encode(), other) for one in expected for other in heard])  # noqa: C419
    # A list, not a generator: every signature is compared, in the same time.


def _keyed(secret: str, text: str | bytes, kind: str) -> bytes:
    content = text.encode(errors="replace") if isinstance(text, str) else text
    return hmac.digest(secret.encode(), content, kind)
