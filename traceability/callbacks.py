"""Telling an address on the network: signed, never to a machine inside, never led elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from datetime import datetime

PATIENCE = 10  # seconds
SIGNATURE = "GS1-Signature"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MOST_PORT = 65_535
OK_FROM, OK_BELOW = 200, 300


class NotADestination(ValueError):
    """No address that may be told."""


class NotHeard(Exception):
    """The address could not be reached, or did not say that it heard."""


def destination(dest: str, *, loopback: bool) -> SplitResult:
    """The parts of an address that may be told: https on a name or a public number.

    With `loopback`, plain http to this machine may be told too (demonstrations).
    """
    try:
        parts = urlsplit(dest)
        port, host = parts.port, parts.hostname or ""
    except ValueError as failure:
        raise NotADestination from failure
    if parts.username is not None or parts.fragment or not host or port == 0:
        raise NotADestination
    if loopback and parts.scheme in {"http", "https"} and host in LOOPBACK:
        return parts
    if parts.scheme != "https" or host in LOOPBACK or not _may_be_public(host):
        raise NotADestination
    return parts


def sealed(body: bytes, *, secret: str, at: datetime) -> str:
    """`t=<seconds>,v1=<hex>`: HMAC-SHA256 over the time, a dot and the body."""
    seconds = str(int(at.timestamp()))
    told = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256)
    return f"t={seconds},v1={told.hexdigest()}"


def tell(dest: str, body: bytes, *, secret: str, at: datetime, loopback: bool) -> None:
    """POST the body once. Raises :class:`NotHeard`; follows no redirect."""
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "cho-goc",
        "GS1-EPCIS-Version": "2.0.0",
        "GS1-CBV-Version": "2.0.0",
        SIGNATURE: sealed(body, secret=secret, at=at),
    }
    try:
        parts = destination(dest, loopback=loopback)
        line = _connect(parts, loopback=loopback)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            line.request("POST", path, body, headers)
            status = line.getresponse().status
        finally:
            line.close()
    except (OSError, ValueError, http.client.HTTPException) as failure:
        raise NotHeard(type(failure).__name__) from failure
    if not OK_FROM <= status < OK_BELOW:
        raise NotHeard(str(status))


def _may_be_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".internal", ".localhost"))


def _connect(parts: SplitResult, *, loopback: bool) -> http.client.HTTPConnection:
    """A line to the very number that was looked at: a name cannot change its mind in between."""
    host = parts.hostname or ""
    is_tls = parts.scheme == "https"
    port = parts.port or (443 if is_tls else 80)
    number = _number(host, port, loopback=loopback and host in LOOPBACK)
    raw = socket.create_connection((number, port), timeout=PATIENCE)
    line = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        line.sock = (
            ssl.create_default_context().wrap_socket(raw, server_hostname=host) if is_tls else raw
        )
    except BaseException:
        raw.close()
        raise
    return line


def _number(host: str, port: int, *, loopback: bool) -> str:
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for number in found:
        address = ipaddress.ip_address(number.partition("%")[0])
        if not (address.is_loopback if loopback else _is_outside(address)):
            raise NotADestination
    return found[0]


def _is_outside(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast
