"""Ed25519 keys of signed notes, by name: C2SP signed-note and tlog-cosignature.

``PRIVATE+KEY+<name>+<id>+<base64>`` signs, ``<name>+<id>+<base64>`` verifies. A log signs the text
itself; a witness signs it together with the time (``cosignature/v1``).
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, WITNESS = 0x01, 0x04
KINDS = {LOG, WITNESS}
KEY_SIZE, SIGNATURE_SIZE, TIME_SIZE = 32, 64, 8  # bytes
KEYS_KEPT = 256  # public ones, as points and ids
LATEST = 2**63 - 1
PRIVATE = "PRIVATE+KEY+"


class NotAKey(ValueError):
    """Not a key as C2SP writes it, or one whose parts do not belong together."""


@dataclass(frozen=True)
class VerifierKey:
    """Who signed, and how to tell."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that stand before each signature."""
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encode(bytes([self.kind]) + self.public)}"

    def has_signed(self, text: str, signature: bytes) -> bool:
        """Whether the signature (without the key's id) is this key's, on this text."""
        stamp, signed = b"", signature
        if self.kind == WITNESS:
            stamp, signed = signature[:TIME_SIZE], signature[TIME_SIZE:]
            if len(stamp) != TIME_SIZE or int.from_bytes(stamp, "big") > LATEST:
                return False
        try:
            _point(self.public).verify(signed, _signed(text, stamp))
        except InvalidSignature:
            return False
        return True

    def has_signed_coded(self, text: str, coded: str) -> bool:
        """The same of a signature in base64 that begins with the key's id, as notes have it."""
        try:
            raw = decode(coded.strip())
        except ValueError:
            return False
        return raw[:4] == self.id and self.has_signed(text, raw[4:])


@dataclass(frozen=True)
class SigningKey:
    """A private key and the name it signs under. Never shows its secret."""

    name: str
    kind: int
    _seed: bytes

    def __repr__(self) -> str:
        return f"SigningKey({self.verifier})"

    @property
    def verifier(self) -> VerifierKey:
        public = Ed25519PrivateKey.from_private_bytes(self._seed).public_key()
        return VerifierKey(self.name, self.kind, public.public_bytes_raw())

    @property
    def written(self) -> str:
        """The key as a secret file holds it."""
        material = encode(bytes([self.kind]) + self._seed)
        return f"{PRIVATE}{self.name}+{self.verifier.id.hex()}+{material}"

    def sign(self, text: str, *, at: int = 0) -> bytes:
        """The signature, the key's id before it; ``at`` (POSIX seconds) is a witness's time."""
        stamp = at.to_bytes(TIME_SIZE, "big") if self.kind == WITNESS else b""
        key = Ed25519PrivateKey.from_private_bytes(self._seed)
        return self.verifier.id + stamp + key.sign(_signed(text, stamp))


def new_key(name: str, *, kind: int = LOG) -> SigningKey:
    """A key that nobody has yet, of a log or of a witness."""
    if not is_name(name):
        raise NotAKey(name)
    return SigningKey(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())


def read_key(text: str) -> SigningKey | VerifierKey:
    """A key as it is written. Raises :class:`NotAKey`, which never repeats a secret."""
    is_private = text.startswith(PRIVATE)
    parts = text.removeprefix(PRIVATE).split("+", 2)
    try:
        name, said, (kind, *material) = parts[0], parts[1], decode(parts[2])
    except (IndexError, ValueError) as failure:
        raise NotAKey("a key has a name, an id and base64, with + between them") from failure
    if not is_name(name) or kind not in KINDS or len(material) != KEY_SIZE:
        raise NotAKey("not the name, kind or length of a key")
    key = (SigningKey if is_private else VerifierKey)(name, kind, bytes(material))
    if (key.verifier if isinstance(key, SigningKey) else key).id.hex() != said:
        raise NotAKey("the id is not that of the key")
    return key


@lru_cache(maxsize=KEYS_KEPT)
def _point(public: bytes) -> Ed25519PublicKey:
    """The key as a point of its curve, which takes a fifth of a check to work out."""
    return Ed25519PublicKey.from_public_bytes(public)


@lru_cache(maxsize=KEYS_KEPT)
def key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def is_name(name: str) -> bool:
    """Not empty, no spaces of any alphabet, no plus, nothing that cannot be seen."""
    return bool(name) and name.isprintable() and not any(c.isspace() or c == "+" for c in name)


def encode(raw: bytes) -> str:
    return b64encode(raw).decode()


def decode(text: str) -> bytes:
    """Standard base64 in its one way. Raises ``ValueError``."""
    raw = b64decode(text, validate=True)
    if encode(raw) != text:
        raise binascii.Error("not the one way to write these bytes")
    return raw


def _signed(text: str, stamp: bytes) -> bytes:
    if not stamp:
        return text.encode()
    return f"cosignature/v1\ntime {int.from_bytes(stamp, 'big')}\n{text}".encode()
