"""Small typed readers of the environment that fail loudly.

Each setting ``X`` may also come from a file named by ``X_FILE`` (for secrets).
"""

from __future__ import annotations

import os
import re
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from accounts.messages.quiet import QuietHours
from traceability.merkle.keys import NotAKey, SigningKey, VerifierKey, read_key

if TYPE_CHECKING:
    from collections.abc import Sequence

ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?")
ADDRESS = re.compile(ORIGIN.pattern + r"(/[A-Za-z0-9._~-]+)*")
HOURS = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]")
LONGEST_NUMBER = 18  # digits


def text(name: str, default: str | None = None) -> str:
    """The value of ``name``, or of the file that ``name_FILE`` points at."""
    value = os.environ.get(name)
    file = os.environ.get(f"{name}_FILE")
    if value is not None and file is not None:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set; keep one.")
    if file is not None:
        value = _file(f"{name}_FILE", Path(file))
    if value is None:
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set.")
        return default
    value = value.strip()
    if not value and default is None:
        raise ImproperlyConfigured(f"{name} is empty.")
    return value


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "true" if default else "false").lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return value == "true"


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    value = text(name, str(default))
    digits = value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER
    if not (digits and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} must be a whole number {least}-{most}, not {value!r}.")
    return int(value)


def choice(name: str, options: Sequence[str], default: str | None = None) -> str:
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not {value!r}.")
    return value


def hours(name: str, default: str) -> QuietHours | None:
    """Hours of the day such as ``21:00-07:00``, past midnight or not; none when it is empty."""
    value = text(name, default)
    if not value:
        return None
    start, _dash, end = value.partition("-")
    if not HOURS.fullmatch(value) or start == end:
        raise ImproperlyConfigured(f"{name} must look like 21:00-07:00, not {value!r}.")
    return QuietHours(time.fromisoformat(start), time.fromisoformat(end))


def mail_server(name: str, default: str) -> tuple[tuple[str, str | int | bool], ...]:
    """``smtp://user:password@host:587`` with STARTTLS, ``smtps://`` with TLS from the start.

    As pairs of what Django's mail back end is told; empty when there is no server.
    """
    value = text(name, default)
    if not value:
        return ()
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must look like smtp://user:password@host:587.")
    is_tls = parts.scheme == "smtps"
    return (
        ("host", parts.hostname),
        ("port", port or (465 if is_tls else 587)),
        ("username", unquote(parts.username or "")),
        ("password", unquote(parts.password or "")),
        ("use_tls", not is_tls),
        ("use_ssl", is_tls),
    )


def listing(name: str, default: str) -> list[str]:
    """Values separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def site(name: str, default: str | None = None) -> str:
    """An origin such as ``https://chogoc.example``: scheme and host, nothing after."""
    value = text(name, default)
    if not ORIGIN.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must look like https://host, not {value!r}.")
    return value


def address(name: str, default: str | None = None) -> str:
    """Where a vendor answers, such as ``https://pay.example/v2``: no query, no slash at the end."""
    value = text(name, default)
    if not ADDRESS.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must look like https://host/path, not {value!r}.")
    return value


def secrets(name: str) -> tuple[str, ...]:
    """One secret, or several with spaces or new lines between: the first signs, any is believed."""
    return tuple(text(name).split())


def note_keys(name: str, default: str | None, *, kind: int) -> list[SigningKey | VerifierKey]:
    """Keys of signed notes, all of one kind, with spaces or new lines between them."""
    try:
        found = [read_key(word) for word in text(name, default).split()]
    except NotAKey as failure:
        raise ImproperlyConfigured(f"{name}: {failure}.") from failure
    if any(key.kind != kind for key in found):
        raise ImproperlyConfigured(f"{name} takes keys of kind {kind} (C2SP signed-note).")
    if not found and default != "":
        raise ImproperlyConfigured(f"{name} is empty.")
    return found


def database(name: str, default: Path, *, synchronous: str) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name`` or ``sqlite:///path``; SQLite by default."""
    refusal = ImproperlyConfigured(
        f"{name} must look like postgresql://user:password@host:port/name or sqlite:///path."
    )
    try:
        parts = urlsplit(text(name, f"sqlite:///{quote(str(default))}"))
        port = parts.port
    except ValueError as failure:
        raise refusal from failure
    if not parts.path.strip("/"):
        raise refusal
    if parts.scheme == "sqlite" and not (parts.netloc or parts.query):
        return _sqlite(Path(unquote(parts.path[1:])), synchronous)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts, port, refusal)
    raise refusal


PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
"""Statements are sent apart from their values, and prepared when they come for the sixth time."""


def _postgresql(parts: SplitResult, port: int | None, refusal: Exception) -> dict[str, Any]:
    """``?host=/run/postgresql`` names a socket; ``prepared=off`` is for a pooler of transactions.

    Other words of the query go to the driver.
    """
    options: dict[str, Any] = {key: told[-1] for key, told in parse_qs(parts.query).items()}
    prepared = options.pop("prepared", "on")
    if prepared not in {"on", "off"}:
        raise refusal
    options |= PREPARED if prepared == "on" else {}
    return {
        "ENGINE": "config.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }


def _sqlite(path: Path, synchronous: str) -> dict[str, Any]:
    """WAL, IMMEDIATE and FULL: no lost order at a power cut, no busy error between writers."""
    return {
        "ENGINE": "config.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "cached_statements": 1000,
            "init_command": (
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous};"
                "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
                "PRAGMA journal_size_limit=27103364;"
                "PRAGMA recursive_triggers=ON;"  # INSERT OR REPLACE is a DELETE for what only grows
            ),
        },
        "TEST": {"NAME": path.with_name(f"test-{path.name}")},
    }


def _file(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as failure:
        raise ImproperlyConfigured(f"{name}: cannot read {path}: {failure.strerror}.") from failure
    except UnicodeDecodeError as failure:
        raise ImproperlyConfigured(f"{name}: {path} is not text.") from failure
