"""Sellers' keys: files in a folder of this machine, one for each tax code; never in the database.

``<tax code>.p12`` (or ``.pem``: the key, then certificates) signs, opened by what stands in
``<tax code>.password``; ``<tax code>.viettel`` holds user and password, a line each, of the
seller's account with Viettel S-Invoice.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from django.conf import settings

from marketplace.invoices.documents.signature import Seal, Unfit, opened

NAME = re.compile(r"[0-9]{10}(-[0-9]{3})?|[0-9]{12}")
KEYS = (".p12", ".pem")


class NoKey(Exception):
    """Nobody has laid a key for this seller into the folder."""


def seal_of(tax_code: str) -> Seal:
    """What this seller signs with; :class:`NoKey`, or ``Unfit`` when it cannot be read."""
    for kind in KEYS:
        file = _file(tax_code, kind)
        if file is not None and file.is_file():
            return opened(_read(file), _password(tax_code))
    raise NoKey(tax_code)


def has_key(tax_code: str) -> bool:
    files = [_file(tax_code, kind) for kind in KEYS]
    return any(file is not None and file.is_file() for file in files)


def account_of(tax_code: str, provider: str) -> tuple[str, str] | None:
    """User and password at a provider, where the seller has an account there."""
    file = _file(tax_code, f".{provider}")
    if file is None or not file.is_file():
        return None
    user, _line, password = _read(file).decode().strip().partition("\n")
    return user.strip(), password.strip()


def authorities() -> list[x509.Certificate]:
    """Who is trusted to vouch for sellers' certificates: those of ``INVOICE_AUTHORITIES``."""
    path = settings.INVOICE_AUTHORITIES
    return _certificates(Path(path)) if path else []


@lru_cache(maxsize=4)
def _certificates(file: Path) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(file.read_bytes())


def _password(tax_code: str) -> bytes | None:
    file = _file(tax_code, ".password")
    return _read(file).strip() if file is not None and file.is_file() else None


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise Unfit("the file cannot be read") from problem


def _file(tax_code: str, kind: str) -> Path | None:
    """Only a tax code names a file: nothing leads out of the folder."""
    if not NAME.fullmatch(tax_code):
        return None
    return Path(settings.INVOICE_KEYS_DIR) / f"{tax_code}{kind}"
