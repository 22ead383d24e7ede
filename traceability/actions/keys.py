"""Keys are made known, replaced and ended; each time the log says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Producer
from traceability.actions import log
from traceability.merkle.keys import KEY_SIZE, LOG, NotAKey, SigningKey, VerifierKey, read_key
from traceability.models import LogLeaf, SignerKey
from traceability.proofs.statement import possession
from traceability.queries import log as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from accounts.models import User

Role = SignerKey.Role


class NotAPublicKey(ValidationError):
    """Not a public Ed25519 key as C2SP writes it, or one that is somebody's already."""


class NotTheHolder(ValidationError):
    """Whoever brings the key has not signed with it."""


@transaction.atomic
def add_key(*, role: str, name: str, public: str, by: User | None, at: datetime) -> SignerKey:
    """Make the key of an office or a laboratory known. Raises :class:`NotAPublicKey`."""
    key = SignerKey(role=role, name=name, public=read_public(public), added_at=at)
    return _made_known([key], by=by, at=at)[0]


@transaction.atomic
def hold_keys(*, producers: Sequence[Producer], at: datetime) -> list[SignerKey]:
    """Give producers that never had a key one that the market holds for them."""
    keys = [
        SignerKey(
            role=Role.PRODUCER,
            name=producer.name,
            producer=producer,
            public=str(held_key(producer.pk).verifier),
            held=True,
            added_at=at,
        )
        for producer in producers
    ]
    return _made_known(keys, by=None, at=at)


@transaction.atomic
def replace_key(
    *, producer: Producer, public: str, signature: str, by: User, at: datetime
) -> SignerKey:
    """From now on the producer signs by a key of its own: ``signature`` shows that it has it.

    Raises :class:`NotAPublicKey` and :class:`NotTheHolder`. The same key twice is one.
    """
    Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    standing = SignerKey.objects.standing().filter(producer=producer).first()
    if standing and standing.public == public.strip():
        return standing
    written = read_public(public)
    _refuse_stranger(written, producer, signature)
    if standing:
        end_key(key=standing, by=by, at=at)
    key = SignerKey(
        role=Role.PRODUCER, name=producer.name, producer=producer, public=written, added_at=at
    )
    return _made_known([key], by=by, at=at)[0]


@transaction.atomic
def end_key(*, key: SignerKey, by: User | None, at: datetime) -> SignerKey:
    """It signs no more; what it has signed stays. Ending it twice ends it once."""
    key = SignerKey.objects.select_for_update().get(pk=key.pk)
    if key.ended_at is None:
        key.ended_at = at
        key.save(update_fields=["ended_at"])
        journal.record(actor=by, verb="ended key", subject=key, at=at, on_behalf_of=key.producer)
        log.append(kind=LogLeaf.Kind.KEY_END, rows=[key])
    return key


def held_key(producer: int) -> SigningKey:
    """The key that the market holds for a producer: the same each time, and nowhere kept."""
    name = f"{queries.origin()}/producer/{producer}"
    secret = str(settings.SIGNING_SECRET).encode()
    seed = HKDF(SHA256(), KEY_SIZE, salt=b"chogoc", info=name.encode()).derive(secret)
    return SigningKey(name, LOG, seed)


def _made_known(keys: Sequence[SignerKey], *, by: User | None, at: datetime) -> list[SignerKey]:
    saved = []
    for key in keys:
        key.save()
        journal.record(actor=by, verb="added key", subject=key, at=at, on_behalf_of=key.producer)
        saved.append(key)
    log.append(kind=LogLeaf.Kind.KEY, rows=saved)
    return saved


def read_public(written: str) -> str:
    """A public key that is nobody's yet, in its one way. Raises :class:`NotAPublicKey`."""
    try:
        key = read_key(written.strip())
    except NotAKey as failure:
        raise NotAPublicKey(
            _("Đây không phải khoá công khai (dạng tên+mã+chữ)."), code="not_a_key"
        ) from failure
    if not isinstance(key, VerifierKey) or key.kind != LOG:
        raise NotAPublicKey(
            _("Hãy đưa khoá công khai. Khoá riêng thì giữ kín, đừng gửi cho ai."), code="not_public"
        )
    if SignerKey.objects.filter(public=str(key)).exists():
        raise NotAPublicKey(_("Khoá này đã có người dùng rồi."), code="taken")
    return str(key)


def _refuse_stranger(public: str, producer: Producer, signature: str) -> None:
    key = read_key(public)
    text = possession(origin=queries.origin(), of=producer.slug)
    if not (isinstance(key, VerifierKey) and key.has_signed_coded(text, signature)):
        raise NotTheHolder(
            _("Chữ ký thử không khớp với khoá này: hãy ký lại bằng khoá riêng đi cùng."),
            code="not_the_holder",
        )
