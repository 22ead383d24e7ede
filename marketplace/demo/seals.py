"""A certificate that nobody vouches for, to show how invoices are signed. No Django here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from datetime import datetime

BITS, EXPONENT = 2048, 65_537
LASTS = timedelta(days=365)


def trial_seal(*, name: str, tax_code: str, at: datetime) -> bytes:
    """A new key and its own certificate, as PEM; it names the tax code as real ones do."""
    key = rsa.generate_private_key(EXPONENT, BITS)
    who = x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.USER_ID, f"MST:{tax_code}"),
        x509.NameAttribute(NameOID.COMMON_NAME, name),
    ])  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret + certificate.public_bytes(Encoding.PEM)
