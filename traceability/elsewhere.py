"""Addresses of other people's sites that we may lead to: encrypted, public and plainly written."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST = 500
HTTPS_PORT = 443
ADDRESS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
INSIDE = (
    *("localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home"),
    *("lan", "arpa", "onion"),
)
"""Last parts of names that mean something inside one network only (RFC 6761, 6762, 8375)."""


class NotElsewhere(ValueError):
    """An address we do not lead to; ``rule`` is a short name of why."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def tidied(address: str, *, here: str) -> str:
    """The address as we keep it, scheme and host in small letters; ``here`` is our own host.

    Raises NotElsewhere: "characters", "scheme", "password", "port", "host", "inside" or "here".
    """
    text = address.strip()
    if not ADDRESS.fullmatch(text) or len(text) > LONGEST:
        raise NotElsewhere("characters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as broken:
        raise NotElsewhere("host") from broken
    if parts.scheme.lower() != "https":
        raise NotElsewhere("scheme")
    if "@" in parts.netloc:
        raise NotElsewhere("password")
    if port not in {None, HTTPS_PORT}:
        raise NotElsewhere("port")
    host = _public(parts.hostname or "", here)
    return parts._replace(scheme="https", netloc=host, path=parts.path or "/").geturl()


def _public(host: str, here: str) -> str:
    """A name of the public web: no number of a machine, no name known inside a network only."""
    name = host.lower().removesuffix(".")
    if name.rpartition(".")[2] in INSIDE:
        raise NotElsewhere("inside")
    if not HOST.fullmatch(name):
        raise NotElsewhere("host")
    if here and (name == here or name.endswith(f".{here}")):
        raise NotElsewhere("here")
    return name
